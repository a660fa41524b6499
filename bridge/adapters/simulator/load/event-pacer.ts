import type { Timer } from '../../../application/ports.ts';
import type { ExchangeMessage } from '../exchange/message.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import { type LoadPlan, Schedule } from './load-plan.ts';

/** How often what has become due is sent. */
const tickMs = 4;

export interface EventPacerNeeds {
  plan: LoadPlan;
  timer: Timer;
  clock: VirtualClock;
  /** @param at µs: when it was due */
  send: (message: ExchangeMessage, at: number) => void;
  flush: () => void;
  /** the plan is over: no more calls begin */
  closing: () => void;
  /** nothing is left */
  over: () => void;
}

/**
 * Sends events at exactly the pace of a plan. The simulated exchange runs ahead of the wall as far as the next event
 * needs; each event is given the time at which it was due, so that its age tells what the reader added.
 */
export class EventPacer {
  readonly #needs: EventPacerNeeds;
  readonly #schedule: Schedule;
  #pending: ExchangeMessage[] = [];
  #taken = 0;
  #sent = 0;
  /** ms; 0: not yet */
  #begunAt = 0;
  #closedAt: number | null = null;
  #lastAt = 0;
  #cancel: () => void = () => {};

  constructor(needs: EventPacerNeeds) {
    this.#needs = needs;
    this.#schedule = new Schedule(needs.plan);
  }

  /** What the exchange says, whenever it says it. */
  take(message: ExchangeMessage): void {
    if (this.#begunAt === 0) this.#send(message, this.#needs.timer.now() * 1000);
    else this.#pending.push(message);
  }

  /** @param first makes the exchange have something to say */
  begin(first: () => void): void {
    this.#begunAt = this.#needs.timer.now();
    first();
    this.#tick();
  }

  stop(): void {
    this.#cancel();
  }

  #tick(): void {
    const second = (this.#needs.timer.now() - this.#begunAt) / 1000;
    const more = this.#closedAt === null ? this.#sendDue(second) : this.#windDown(second - this.#closedAt);
    this.#needs.flush();
    if (more) this.#cancel = this.#needs.timer.after(tickMs, () => this.#tick());
    else this.#needs.over();
  }

  /** By the plan; false: there is nothing more to send at all. */
  #sendDue(second: number): boolean {
    const due = Math.floor(this.#schedule.dueBy(second));
    while (this.#sent < due) {
      const at = this.#schedule.dueAt(this.#sent);
      const message = at === null ? null : this.#next();
      if (at === null || message === null) return false;
      this.#send(message, this.#begunAt * 1000 + at * 1_000_000);
      this.#sent += 1;
    }
    const { seconds, atMost, windsDown } = this.#needs.plan;
    if (second < seconds && this.#sent < atMost) return true;
    this.#closedAt = second;
    this.#sent = 0;
    this.#needs.closing();
    return windsDown;
  }

  #windDown(second: number): boolean {
    const due = Math.floor(this.#needs.plan.perSecond * second);
    for (; this.#sent < due; this.#sent += 1) {
      const message = this.#next();
      if (message === null) return false;
      this.#send(message, this.#needs.timer.now() * 1000);
    }
    return true;
  }

  /** No two events have the same time, as with the exchange itself. */
  #send(message: ExchangeMessage, at: number): void {
    this.#lastAt = Math.max(Math.floor(at), this.#lastAt + 1);
    this.#needs.send(message, this.#lastAt);
  }

  /** Runs the exchange until it says something; null: it has nothing left to say. */
  #next(): ExchangeMessage | null {
    while (this.#taken >= this.#pending.length) {
      this.#pending = [];
      this.#taken = 0;
      if (!this.#needs.clock.step()) return null;
    }
    const message = this.#pending[this.#taken];
    this.#taken += 1;
    return message ?? null;
  }
}
