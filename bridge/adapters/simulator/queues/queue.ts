import type { Channel, Endpoint } from '../exchange/channel.ts';
import { deviceNumbers, deviceStateOf } from '../exchange/device-state.ts';

/** What counts as nobody there (`joinempty`, `leavewhenempty` of queues.conf). */
export type Absence =
  | 'paused'
  | 'penalty'
  | 'inuse'
  | 'ringing'
  | 'unavailable'
  | 'invalid'
  | 'unknown'
  | 'wrapup';

/** One queue of queues.conf, in its words. */
export interface QueueSettings {
  queue: string;
  strategy: 'leastrecent' | 'ringall';
  ringSeconds: number;
  retrySeconds: number;
  /** null: only the caller of Queue() limits the wait */
  maxWaitSeconds: number;
  wrapUpSeconds: number;
  autopause: 'no' | 'yes' | 'all';
  joinEmpty: readonly Absence[];
  leaveWhenEmpty: readonly Absence[];
  /** 0: no limit */
  maxWaiting: number;
  /** `app`: the last ring is cut to what is left of the wait; `conf`: it is not (recording queue-timeout) */
  timeoutPriority: 'app' | 'conf';
  serviceLevelSeconds: number;
}

export const nobodyThere: readonly Absence[] = ['unavailable', 'invalid', 'unknown'];

export interface Member {
  interface: string;
  stateInterface: string;
  name: string;
  penalty: number;
  paused: boolean;
  reason: string;
  /** s */
  lastPause: number;
  loginTime: number;
  callsTaken: number;
  /** s; 0: never */
  lastCall: number;
  inCall: boolean;
  endpoint: Endpoint | null;
}

export interface Waiting {
  channel: Channel;
  /** µs */
  joinedAt: number;
  /** being offered now: who stands behind may be offered to the next seat */
  ringing: boolean;
}

export class Queue {
  readonly settings: QueueSettings;
  readonly members = new Map<string, Member>();
  readonly #atDevice = new Map<string, Member[]>();
  readonly waiting: Waiting[] = [];
  /** as `Queue:…_avail` was last told */
  availableTold = false;
  completed = 0;
  abandoned = 0;

  constructor(settings: QueueSettings) {
    this.settings = settings;
  }

  join(member: Member): void {
    this.members.set(member.interface, member);
    const there = this.#atDevice.get(member.stateInterface);
    if (there === undefined) this.#atDevice.set(member.stateInterface, [member]);
    else there.push(member);
  }

  leave(member: Member): void {
    this.members.delete(member.interface);
    const left = this.membersAt(member.stateInterface).filter((each) => each !== member);
    this.#atDevice.set(member.stateInterface, left);
  }

  /** Whose telephone it is, behind a Local channel or not. */
  membersAt(device: string): Member[] {
    return this.#atDevice.get(device) ?? [];
  }

  statusOf(member: Member, busyAtOne: boolean): number {
    if (member.endpoint === null) return deviceNumbers.INVALID ?? 4;
    return deviceNumbers[deviceStateOf(member.endpoint, busyAtOne)] ?? 0;
  }

  /** The queue's own wrap-up is invisible: Status 1, and nobody is called (recording queue-wrapuptime). */
  inWrapUp(member: Member, nowSeconds: number): boolean {
    return member.lastCall > 0 && member.lastCall + this.settings.wrapUpSeconds > nowSeconds;
  }

  /** `ringinuse = no`: whose telephone has any channel is not rung. */
  canRing(member: Member, nowSeconds: number): boolean {
    const { endpoint } = member;
    if (member.paused || endpoint === null || !endpoint.reachable || endpoint.channels.size > 0) return false;
    return !this.inWrapUp(member, nowSeconds);
  }

  someoneAvailable(nowSeconds: number): boolean {
    for (const member of this.members.values()) if (this.canRing(member, nowSeconds)) return true;
    return false;
  }

  /** Nobody of its members is there in the sense given. An empty list never is: everybody may wait. */
  isEmpty(absences: readonly Absence[], nowSeconds: number, busyAtOne: boolean): boolean {
    if (absences.length === 0) return false;
    for (const member of this.members.values()) {
      const status = this.statusOf(member, busyAtOne);
      const absent =
        (absences.includes('unavailable') && status === 5) ||
        (absences.includes('invalid') && status === 4) ||
        (absences.includes('unknown') && status === 0) ||
        (absences.includes('inuse') && (status === 2 || status === 3)) ||
        (absences.includes('ringing') && (status === 6 || status === 7)) ||
        (absences.includes('paused') && member.paused) ||
        (absences.includes('wrapup') && this.inWrapUp(member, nowSeconds));
      if (!absent) return false;
    }
    return true;
  }

  /**
   * Who is rung next of those who can be, and were not yet in this round: all of the lowest penalty, or the one who has
   * had no call the longest; among equals the one added last, as the recordings show (1003, 1002, 1001 in ring-all).
   */
  next(tried: ReadonlySet<Member>, nowSeconds: number): Member[] {
    let best: Member | null = null;
    let least = Number.POSITIVE_INFINITY;
    const all: Member[] = [];
    for (const member of this.members.values()) {
      if (tried.has(member) || !this.canRing(member, nowSeconds)) continue;
      if (this.settings.strategy === 'ringall') all.push(member);
      const metric = metricOf(member, nowSeconds);
      if (metric > least) continue;
      least = metric;
      best = member;
    }
    if (this.settings.strategy !== 'ringall') return best === null ? [] : [best];
    const penalty = Math.min(...all.map((member) => member.penalty));
    return all.filter((member) => member.penalty === penalty).reverse();
  }
}

/** As app_queue weighs for `leastrecent`: penalty before all else, then how short ago the last call was. */
function metricOf({ penalty, lastCall }: Member, nowSeconds: number): number {
  return penalty * 1_000_000 + (lastCall === 0 ? 0 : 1_000_000 - (nowSeconds - lastCall));
}
