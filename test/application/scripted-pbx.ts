import type {
  FoundMemberships,
  LivingLegs,
  PbxAnswer,
  PbxCapabilities,
  PbxCommand,
  PbxSource,
  PbxSourceListener,
  Timer,
} from '../../bridge/application/ports.ts';
import type { Membership, TelephonyEvent } from '../../bridge/domain/telephony/event.ts';
import type { SiteFacts } from '../../bridge/domain/telephony/site.ts';
import { ScriptedConsult } from './scripted-consult.ts';
import type { Told } from './told-event.ts';

/**
 * A double of the port: an exchange that keeps memberships as app_queue does, tells what its script makes happen, and
 * does what it is commanded, unless the test makes it refuse or fall silent.
 */
export class ScriptedPbx implements PbxSource {
  readonly pbxId: string;
  capabilities: PbxCapabilities = {
    queueState: true,
    memberControl: true,
    answer: true,
    hangUp: true,
    hold: true,
    redirect: true,
    originate: true,
    mute: true,
    consult: true,
    conference: true,
    transfer: true,
    press: true,
    monitor: true,
  };
  readonly commands: PbxCommand[] = [];
  /** legs that were asked for, by question */
  readonly asked: string[][] = [];
  /** the words of a refusal, or null to obey */
  refuses: (command: PbxCommand) => string | null = () => null;
  silent = false;
  silentOfQueues = false;
  /** interface → queue → membership */
  readonly members = new Map<string, Map<string, Membership>>();
  readonly #site: SiteFacts;
  readonly #timer: Timer;
  readonly #queues: string[];
  #listener: PbxSourceListener | null = null;
  #up = false;
  #mute = false;
  #legs = 0;
  #path = 0;
  #live: { leg: string; call: string; channel: string; number: string | null; path: string | null }[] = [];
  #micros = 0;

  constructor(site: SiteFacts, timer: Timer) {
    this.pbxId = site.pbxId;
    this.#site = site;
    this.#timer = timer;
    this.#queues = site.queues.map(({ queue }) => queue);
  }

  start(listener: PbxSourceListener): void {
    this.#listener = listener;
  }

  async stop(): Promise<void> {
    this.#listener = null;
  }

  /** The bridge logs in and takes its snapshot. */
  connect(): void {
    this.#up = true;
    this.#sayUp();
    this.#tellQueues();
    this.#tellLegs();
  }

  /** As with a real exchange: the link is up when the snapshot is whole, and what happens meanwhile is told in it. */
  connectWhile(meanwhile: () => void): void {
    this.#up = true;
    this.#tellQueues();
    meanwhile();
    this.#tellLegs();
    this.#sayUp();
  }

  #sayUp(): void {
    this.#listener?.link({ state: 'up', since: this.#timer.now(), version: '22.10.0' });
  }

  #tellQueues(): void {
    this.tell({ type: 'link-up', connection: 'c1', version: '22.10.0' });
    this.tell({
      type: 'queues-found',
      queues: this.#queues,
      members: [...this.members.values()].flatMap((queues) => [...queues.values()]),
      waiting: [],
    });
  }

  #tellLegs(): void {
    this.tell({
      type: 'legs-found',
      legs: this.#live.map(({ leg, call, channel, number, path }) => ({
        leg,
        call,
        channel,
        dialled: number === null ? null : '12345',
        number,
        name: null,
        state: 'up',
        path,
        application: null,
        aliveSeconds: 5,
      })),
    });
  }

  lose(): void {
    this.#up = false;
    this.tell({ type: 'link-lost', connection: 'c1', reason: 'closed' });
    this.#listener?.link({
      state: 'lost',
      since: this.#timer.now(),
      reason: 'closed',
      nextAttemptAt: this.#timer.now() + 1000,
    });
  }

  /** Dynamic members and all calls are gone when Asterisk comes back (recording after-restart). */
  restart(): void {
    this.lose();
    this.members.clear();
    this.#live = [];
    this.connect();
  }

  async command(command: PbxCommand): Promise<PbxAnswer> {
    this.commands.push(command);
    // It acts and answers later than it is asked, as anything beyond a socket does.
    await Promise.resolve();
    if (!this.#up) return { outcome: 'unreachable', message: '未连接' };
    if (this.silent) return { outcome: 'timed-out', message: '没有应答' };
    const refusal = this.refuses(command);
    if (refusal !== null) return { outcome: 'refused', message: refusal };
    return this.#obey(command);
  }

  async livingLegs(legs: readonly string[]): Promise<LivingLegs> {
    this.asked.push([...legs]);
    await Promise.resolve();
    if (!this.#up) return { outcome: 'unreachable', message: '未连接' };
    if (this.silent) return { outcome: 'timed-out', message: '没有应答' };
    const living = new Set(this.#live.map(({ leg }) => leg));
    return { outcome: 'told', living: new Set(legs.filter((leg) => living.has(leg))) };
  }

  async memberships(line: string, found: (told: FoundMemberships) => void): Promise<PbxAnswer> {
    await Promise.resolve();
    if (!this.#up) return { outcome: 'unreachable', message: '未连接' };
    if (this.silent || this.silentOfQueues) return { outcome: 'timed-out', message: '没有应答' };
    const members = [...(this.members.get(line)?.values() ?? [])].map((one) => ({ ...one }));
    found({ queues: this.#queues, members });
    return { outcome: 'done' };
  }

  /** Somebody else on the floor, or app_queue itself, pauses a seat. */
  pauseFromOutside(seat: string, paused: boolean, reason: string, queue: string | null = null): void {
    this.#pause(this.line(seat), queue, paused, reason);
  }

  /** Somebody else takes the seat out of a queue. */
  removeFromOutside(seat: string, queue: string): void {
    const line = this.line(seat);
    if (!this.members.get(line)?.delete(queue)) return;
    this.tell({ type: 'member-removed', queue, interface: line, stateInterface: line });
  }

  membershipsOf(seat: string): { queue: string; paused: boolean; reason: string; penalty: number }[] {
    return [...(this.members.get(this.line(seat))?.values() ?? [])].map(
      ({ queue, paused, reason, penalty }) => ({ queue, paused, reason, penalty }),
    );
  }

  line(seat: string): string {
    return this.#site.seats.find((one) => one.seat === seat)?.interface ?? `PJSIP/${seat}`;
  }

  /** A citizen calls 12345 and waits in a queue. */
  citizenCalls(number: string | null, queue = 'policy'): ScriptedCall {
    const leg = this.newLeg();
    const channel = `PJSIP/trunk-${leg.replace('.', '')}`;
    this.#live.push({ leg, call: leg, channel, number: number ?? 'anonymous', path: null });
    this.tell({
      type: 'leg-appeared',
      leg,
      call: leg,
      channel,
      dialled: '12345',
      number,
      name: null,
      state: 'calling',
      context: 'from-trunk',
    });
    this.tell({ type: 'leg-changed', leg, call: leg, channel, dialled: '12345', state: 'up' });
    this.tell({
      type: 'queue-joined',
      leg,
      call: leg,
      channel,
      dialled: '12345',
      queue,
      number,
      position: 1,
      waiting: 1,
    });
    return new ScriptedCall(this, leg, channel, queue);
  }

  newLeg(): string {
    this.#legs += 1;
    return `${Math.floor(this.#timer.now() / 1000)}.${this.#legs}`;
  }

  newPath(): string {
    this.#path += 1;
    return `path-${this.#path}`;
  }

  live(leg: string, call: string, channel: string): void {
    this.#live.push({ leg, call, channel, number: null, path: null });
  }

  joined(leg: string, path: string): void {
    for (const one of this.#live) if (one.leg === leg) one.path = path;
  }

  gone(leg: string): void {
    this.#live = this.#live.filter((one) => one.leg !== leg);
  }

  /** The exchange has the call no more, and has not told of it yet. */
  vanish(callId: string): void {
    this.#live = this.#live.filter(({ call }) => call !== callId);
  }

  /** What happens now is told by nobody, though the link is up. */
  unheard(happens: () => void): void {
    this.#mute = true;
    happens();
    this.#mute = false;
  }

  tell(event: Told): void {
    // Nobody hears what happens while the link is down; the next snapshot tells what came of it.
    if (this.#mute || (!this.#up && event.type !== 'link-lost')) return;
    // Each event its own microsecond, as an exchange's are.
    this.#micros = Math.max(this.#micros + 1, this.#timer.now() * 1000);
    const seen = {
      v: 1,
      at: this.#micros,
      clock: 'pbx',
      receivedAt: this.#timer.now(),
      certainty: 'observed',
    } as const;
    this.#listener?.event({ ...seen, ...event } as TelephonyEvent);
  }

  #obey(command: PbxCommand): PbxAnswer {
    switch (command.type) {
      case 'join-queue': {
        const { interface: line, queue, name, penalty, paused, reason } = command;
        const queues = this.members.get(line) ?? new Map<string, Membership>();
        if (queues.has(queue))
          return { outcome: 'refused', message: 'Unable to add interface: Already there' };
        queues.set(queue, {
          queue,
          interface: line,
          stateInterface: line,
          name,
          penalty,
          paused,
          reason,
          device: 1,
        });
        this.members.set(line, queues);
        this.#tellMember(line, queue);
        return { outcome: 'done' };
      }
      case 'leave-queue': {
        const { interface: line, queue } = command;
        if (!this.members.get(line)?.delete(queue))
          return { outcome: 'refused', message: 'Unable to remove interface: Not there' };
        this.tell({ type: 'member-removed', queue, interface: line, stateInterface: line });
        return { outcome: 'done' };
      }
      case 'pause':
        this.#pause(command.interface, command.queue, command.paused, command.reason);
        return { outcome: 'done' };
      default:
        return { outcome: 'done' };
    }
  }

  #pause(line: string, queue: string | null, paused: boolean, reason: string): void {
    for (const member of this.members.get(line)?.values() ?? []) {
      if (queue !== null && member.queue !== queue) continue;
      member.paused = paused;
      member.reason = paused ? reason : '';
      this.#tellMember(line, member.queue);
    }
  }

  #tellMember(line: string, queue: string): void {
    const member = this.members.get(line)?.get(queue);
    if (member !== undefined) this.tell({ type: 'member-seen', member: { ...member } });
  }
}

/** One citizen's call, as a real exchange tells it (recording caller-hangs-up). */
export class ScriptedCall {
  readonly callId: string;
  readonly #pbx: ScriptedPbx;
  readonly #channel: string;
  #queue: string;
  #path: string | null = null;
  readonly #seatLegs = new Map<string, { leg: string; channel: string }>();

  constructor(pbx: ScriptedPbx, leg: string, channel: string, queue: string) {
    this.#pbx = pbx;
    this.callId = leg;
    this.#channel = channel;
    this.#queue = queue;
  }

  rings(seat: string): this {
    const { callId } = this;
    const leg = this.#pbx.newLeg();
    const line = this.#pbx.line(seat);
    const channel = `${line}-${leg.replace('.', '')}`;
    this.#seatLegs.set(seat, { leg, channel });
    this.#pbx.live(leg, callId, channel);
    const own = { leg, call: callId, channel, dialled: null };
    this.#pbx.tell({
      type: 'leg-appeared',
      ...own,
      number: null,
      name: null,
      state: 'down',
      context: 'seats',
    });
    this.#pbx.tell({
      type: 'queue-offered',
      ...this.#caller(),
      queue: this.#queue,
      interface: line,
      seatLeg: leg,
      seatCall: callId,
      seatChannel: channel,
    });
    this.#pbx.tell({
      type: 'dial-began',
      from: callId,
      fromCall: callId,
      fromDialled: '12345',
      to: leg,
      toCall: callId,
      toChannel: channel,
      dialString: seat,
    });
    this.#pbx.tell({ type: 'leg-changed', ...own, state: 'ringing' });
    return this;
  }

  letsItRing(seat: string): this {
    const { leg, channel } = this.#leg(seat);
    this.#dialEnded(leg, 'NOANSWER');
    this.#pbx.tell({
      type: 'queue-unanswered',
      ...this.#caller(),
      queue: this.#queue,
      interface: this.#pbx.line(seat),
      seatLeg: leg,
    });
    this.#end(leg, channel, 16);
    this.#seatLegs.delete(seat);
    return this;
  }

  answers(seat: string): this {
    const { callId } = this;
    const { leg, channel } = this.#leg(seat);
    const path = this.#pbx.newPath();
    this.#path = path;
    const own = { leg, call: callId, channel, dialled: null };
    this.#pbx.tell({ type: 'leg-changed', ...own, state: 'up' });
    this.#dialEnded(leg, 'ANSWER');
    for (const [other, { leg: lost, channel: lostChannel }] of this.#seatLegs) {
      if (other === seat) continue;
      this.#dialEnded(lost, 'CANCEL');
      this.#end(lost, lostChannel, 26);
      this.#seatLegs.delete(other);
    }
    this.#pbx.tell({ type: 'queue-left', ...this.#caller(), queue: this.#queue, waiting: 0 });
    this.#pbx.tell({
      type: 'queue-connected',
      ...this.#caller(),
      queue: this.#queue,
      interface: this.#pbx.line(seat),
      seatLeg: leg,
      holdSeconds: 1,
    });
    this.#pbx.tell({ type: 'path-opened', path });
    for (const joining of [own, this.#caller()]) {
      this.#pbx.joined(joining.leg, path);
      this.#pbx.tell({ type: 'leg-joined', ...joining, path });
    }
    return this;
  }

  /** The seat holds the citizen and calls somebody beside (recording consult-then-return); returns how it ends. */
  consults(seat: string, dialled: string): { over(): void } {
    const { leg, channel } = this.#leg(seat);
    const held = { leg, call: this.callId, channel, dialled: null };
    this.#pbx.tell({ type: 'leg-held', ...held });
    const beside = this.#pbx.newLeg();
    const line = `${this.#pbx.line(seat)}-${beside.replace('.', '')}`;
    const own = { leg: beside, call: beside, channel: line, dialled };
    this.#pbx.live(beside, beside, line);
    this.#pbx.tell({
      type: 'leg-appeared',
      ...own,
      number: seat,
      name: null,
      state: 'calling',
      context: 'seats',
    });
    return {
      over: () => {
        this.#end(beside, line, 16);
        this.#pbx.tell({ type: 'leg-resumed', ...held });
      },
    };
  }

  /** The exchange itself puts the seat through to somebody outside, as it was commanded to. */
  isPutThrough(seat: string, dialled: string, number: string): ScriptedConsult {
    const own = { call: this.callId, dialled: null };
    return new ScriptedConsult(
      this.#pbx,
      { seat: { ...this.#leg(seat), ...own }, citizen: this.#caller(), path: this.#path ?? '' },
      { dialled, number },
    );
  }

  /** The seat puts the citizen back into a queue (recording blind-transfer-refer-to-queue). */
  isPutBack(seat: string, queue: string): this {
    const { leg, channel } = this.#leg(seat);
    const path = this.#path ?? '';
    this.#pbx.tell({ type: 'leg-parted', leg, call: this.callId, channel, dialled: null, path });
    this.#pbx.tell({ type: 'leg-parted', ...this.#caller(), path });
    this.#end(leg, channel, 16);
    this.#seatLegs.delete(seat);
    this.#path = null;
    this.#queue = queue;
    this.#pbx.tell({
      type: 'queue-joined',
      ...this.#caller(),
      queue,
      number: null,
      position: 1,
      waiting: 1,
    });
    return this;
  }

  citizenHangsUp(): this {
    const path = this.#path;
    this.#pbx.tell({ type: 'hangup-asked', ...this.#caller(), cause: 16, techCause: null, soft: false });
    if (path === null) {
      for (const { leg, channel } of this.#seatLegs.values()) {
        this.#dialEnded(leg, 'CANCEL');
        this.#end(leg, channel, 26);
      }
      this.#pbx.tell({ type: 'queue-gave-up', ...this.#caller(), queue: this.#queue });
      this.#pbx.tell({ type: 'queue-left', ...this.#caller(), queue: this.#queue, waiting: 0 });
    } else {
      this.#pbx.tell({ type: 'leg-parted', ...this.#caller(), path });
      for (const [seat, { leg, channel }] of this.#seatLegs) {
        this.#pbx.tell({ type: 'leg-parted', leg, call: this.callId, channel, dialled: null, path });
        this.#pbx.tell({
          type: 'queue-completed',
          ...this.#caller(),
          queue: this.#queue,
          interface: this.#pbx.line(seat),
          seatLeg: leg,
          holdSeconds: 1,
          talkSeconds: 5,
          reason: 'caller',
        });
        this.#end(leg, channel, 16);
      }
      this.#pbx.tell({ type: 'path-closed', path });
    }
    this.#seatLegs.clear();
    this.#end(this.callId, this.#channel, 16);
    return this;
  }

  #caller() {
    return { leg: this.callId, call: this.callId, channel: this.#channel, dialled: '12345' };
  }

  #leg(seat: string): { leg: string; channel: string } {
    const leg = this.#seatLegs.get(seat);
    if (leg === undefined) throw new Error(`${seat} does not ring`);
    return leg;
  }

  #dialEnded(to: string, result: string): void {
    const { callId } = this;
    this.#pbx.tell({
      type: 'dial-ended',
      from: callId,
      fromCall: callId,
      fromDialled: '12345',
      to,
      toCall: callId,
      result,
    });
  }

  #end(leg: string, channel: string, cause: number): void {
    this.#pbx.gone(leg);
    this.#pbx.tell({
      type: 'leg-ended',
      leg,
      call: this.callId,
      channel,
      dialled: null,
      cause,
      techCause: null,
    });
  }
}
