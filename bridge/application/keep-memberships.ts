import { Contest } from './contest.ts';
import { type ActualMembership, type DesiredSeat, planMemberships } from './plan-memberships.ts';
import type { Log, PbxAnswer, PbxCommand, Timer } from './ports.ts';

/** What became of a wish: the exchange does it now, refuses it in its own words, or cannot be reached yet. */
export type Settlement = { state: 'settled' } | { state: 'refused'; message: string } | { state: 'waiting' };

/** After an answer the exchange's own event must show the effect; this long is waited for it. */
const effectMs = 1000;
const firstRetryMs = 500;
const longestRetryMs = 5000;
/** What we have just changed may still be told back by late events: it is not somebody else's doing. */
const echoMs = 1500;

/** Why a seat's memberships are not what they should be. */
export type Unsettled = { kind: 'refused'; message: string } | { kind: 'contested' };

export interface MembershipNeeds {
  /** false: this exchange lets nobody set memberships; wishes are then settled by doing nothing */
  controllable(): boolean;
  command(command: PbxCommand): Promise<PbxAnswer>;
  /** what the exchange last told of a seat's memberships */
  actual(seat: string): readonly ActualMembership[];
  /** whether that was told since the link is up */
  known(): boolean;
  /** why the seat is unsettled came, or is no longer true */
  unsettledChanged(seat: string): void;
  timer: Timer;
  log: Log;
}

interface Wish {
  desired: DesiredSeat;
  working: boolean;
  wake: (() => void) | null;
  waiters: ((settlement: Settlement) => void)[];
  /** told only when nothing is left to do, however long that takes */
  finals: (() => void)[];
  lastActedAt: number;
  refusal: string | null;
  contest: Contest;
  /** waits before it puts back what others undo */
  resting: boolean;
  /** the effect of the last command was seen; what was not may still come, and is no undoing */
  effectSeen: boolean;
}

/**
 * Makes the exchange's memberships and pauses what they should be, and keeps them so: one worker a seat, which
 * compares, commands, waits for the effect, and goes on until nothing is left to do. A command that got no answer is
 * therefore never lost, and a restart of the exchange that forgot everything is mended by the same comparison.
 */
export class MembershipKeeper {
  readonly #needs: MembershipNeeds;
  readonly #wishes = new Map<string, Wish>();
  #stopped = false;

  constructor(needs: MembershipNeeds) {
    this.#needs = needs;
  }

  /** The first command is on its way when this returns: a pause for wrap-up must be there before a hang-up is. */
  want(seat: string, desired: DesiredSeat): void {
    const wish = this.#wishes.get(seat);
    if (wish === undefined) {
      this.#wishes.set(seat, {
        desired,
        working: false,
        wake: null,
        waiters: [],
        finals: [],
        lastActedAt: Number.NEGATIVE_INFINITY,
        refusal: null,
        contest: new Contest(this.#needs.timer, (isOn) => this.#contestChanged(seat, isOn)),
        resting: false,
        effectSeen: false,
      });
    } else {
      wish.desired = desired;
    }
    this.poke(seat);
  }

  /** The seat is no longer ours to keep. */
  drop(seat: string): void {
    const wish = this.#wishes.get(seat);
    if (wish === undefined) return;
    this.#wishes.delete(seat);
    wish.contest.stop();
    wish.wake?.();
    settle(wish, { state: 'settled' });
  }

  /** Something was told of the seat, or of all of them: compare again. */
  poke(seat: string | null): void {
    if (seat === null) {
      for (const each of this.#wishes.keys()) this.poke(each);
      return;
    }
    const wish = this.#wishes.get(seat);
    if (wish === undefined) return;
    if (wish.working) wish.wake?.();
    else void this.#work(seat, wish);
  }

  /** How the wish that is in force now comes out, within about the time the exchange takes to answer. */
  settled(seat: string): Promise<Settlement> {
    const wish = this.#wishes.get(seat);
    if (wish === undefined || !this.#needs.controllable()) return Promise.resolve({ state: 'settled' });
    if (!this.#needs.known()) return Promise.resolve({ state: 'waiting' });
    if (this.#plan(seat, wish).length === 0) return Promise.resolve({ state: 'settled' });
    wish.contest.endRest();
    return new Promise((resolve) => {
      wish.waiters.push(resolve);
      this.poke(seat);
    });
  }

  /** Resolves when nothing is left to do for the seat, or the seat is dropped: after a loss that may be hours. */
  whenSettled(seat: string): Promise<void> {
    const wish = this.#wishes.get(seat);
    if (wish === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      wish.finals.push(resolve);
      this.poke(seat);
    });
  }

  /** Whether what the exchange tells of the seat now can only be somebody else's doing. */
  isQuiet(seat: string): boolean {
    const wish = this.#wishes.get(seat);
    if (wish === undefined || !this.#needs.controllable()) return false;
    return (!wish.working || wish.resting) && this.#isPastEcho(wish);
  }

  /** Why the seat is not as it should be just now: the exchange's own words, or that others undo it; null: it is. */
  unsettled(seat: string): Unsettled | null {
    const wish = this.#wishes.get(seat);
    if (wish === undefined) return null;
    if (wish.refusal !== null) return { kind: 'refused', message: wish.refusal };
    return wish.contest.isOn ? { kind: 'contested' } : null;
  }

  /** What is undone while nothing is told, or by a restart of the exchange, is nobody's contest. */
  linkLost(): void {
    for (const wish of this.#wishes.values()) wish.contest.excuse();
  }

  stop(): void {
    this.#stopped = true;
    for (const wish of this.#wishes.values()) {
      wish.contest.stop();
      wish.wake?.();
      settle(wish, { state: 'waiting' });
    }
  }

  #plan(seat: string, wish: Wish): PbxCommand[] {
    return planMemberships(wish.desired, this.#needs.actual(seat));
  }

  #isCurrent(seat: string, wish: Wish): boolean {
    return !this.#stopped && this.#wishes.get(seat) === wish;
  }

  async #work(seat: string, wish: Wish): Promise<void> {
    if (!this.#needs.controllable()) {
      settle(wish, { state: 'settled' });
      return;
    }
    wish.working = true;
    let retryMs = firstRetryMs;
    while (this.#isCurrent(seat, wish)) {
      if (!this.#needs.known()) {
        settle(wish, { state: 'waiting' });
        break;
      }
      const plan = this.#plan(seat, wish);
      if (plan.length === 0) {
        this.#setRefusal(seat, wish, null);
        if (wish.effectSeen || this.#isPastEcho(wish)) wish.contest.inForce(wish.desired);
        settle(wish, { state: 'settled' });
        break;
      }
      const restMs = wish.contest.msToRest(wish.desired);
      if (restMs !== null) {
        settle(wish, { state: 'waiting' });
        wish.resting = true;
        await this.#pause(wish, restMs);
        wish.resting = false;
        continue;
      }
      const wished = wish.desired;
      const failure = await this.#send(wish, plan);
      if (await this.#effect(seat, wish, wished, plan)) {
        retryMs = firstRetryMs;
        continue;
      }
      if (failure?.outcome === 'refused') {
        this.#setRefusal(seat, wish, failure.message);
        settle(wish, { state: 'refused', message: failure.message });
      } else if (failure !== null) {
        settle(wish, { state: 'waiting' });
      }
      await this.#pause(wish, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    }
    wish.working = false;
  }

  #setRefusal(seat: string, wish: Wish, message: string | null): void {
    if (wish.refusal === message) return;
    wish.refusal = message;
    if (message !== null)
      this.#needs.log.warn('the exchange refused a membership command', { seat, message });
    this.#needs.unsettledChanged(seat);
  }

  #isPastEcho(wish: Wish): boolean {
    return this.#needs.timer.now() - wish.lastActedAt > echoMs;
  }

  #contestChanged(seat: string, isOn: boolean): void {
    if (isOn)
      this.#needs.log.warn('somebody undoes what is set for a seat; it is put back at a slower pace', {
        seat,
      });
    this.#needs.unsettledChanged(seat);
  }

  /** Sends until the wish changes or an answer is missing; gives the last answer that was not `done`. */
  async #send(
    wish: Wish,
    plan: readonly PbxCommand[],
  ): Promise<Exclude<PbxAnswer, { outcome: 'done' }> | null> {
    const wished = wish.desired;
    let failure: Exclude<PbxAnswer, { outcome: 'done' }> | null = null;
    for (const command of plan) {
      if (wish.desired !== wished || this.#stopped) break;
      wish.lastActedAt = this.#needs.timer.now();
      wish.effectSeen = false;
      const answer = await this.#needs.command(command);
      wish.lastActedAt = this.#needs.timer.now();
      if (answer.outcome === 'done') continue;
      failure = answer;
      // Refused is an answer, and the next command may still be right ("already there", "not there").
      if (answer.outcome !== 'refused') break;
    }
    return failure;
  }

  /**
   * Whether the exchange shows within a second what it was told to do. A wish that changed, or something else to do
   * that was told meanwhile, ends the waiting: it is planned for anew.
   */
  async #effect(
    seat: string,
    wish: Wish,
    wished: DesiredSeat,
    sent: readonly PbxCommand[],
  ): Promise<boolean> {
    const until = this.#needs.timer.now() + effectMs;
    while (this.#isCurrent(seat, wish) && wish.desired === wished && this.#needs.known()) {
      const left = this.#plan(seat, wish);
      if (left.length === 0) wish.effectSeen = true;
      if (left.length === 0 || left.some((command) => !sent.some((one) => covers(one, command)))) return true;
      const ms = until - this.#needs.timer.now();
      if (ms <= 0) return false;
      await this.#pause(wish, ms);
    }
    return true;
  }

  #pause(wish: Wish, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#needs.timer.after(ms, () => {
        wish.wake = null;
        resolve();
      });
      wish.wake = () => {
        wish.wake = null;
        cancel();
        resolve();
      };
    });
  }
}

/** Whether a command that was sent does what another one would: a pause in all queues is one in each. */
function covers(sent: PbxCommand, command: PbxCommand): boolean {
  if (sent.type !== command.type || !('queue' in sent) || !('queue' in command)) return false;
  const sameQueue = sent.queue === command.queue || (sent.type === 'pause' && sent.queue === null);
  if (sent.type === 'pause' && command.type === 'pause')
    return sameQueue && sent.paused === command.paused && sent.reason === command.reason;
  return sameQueue;
}

function settle(wish: Wish, settlement: Settlement): void {
  if (settlement.state === 'settled') for (const final of wish.finals.splice(0)) final();
  for (const waiter of wish.waiters.splice(0)) waiter(settlement);
}
