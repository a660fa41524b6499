import type { ExchangeMessage } from './exchange/message.ts';
import { Random } from './prng.ts';
import { seconds } from './virtual-clock.ts';

/** What goes wrong between an exchange and who listens to it. Probabilities are of each message by itself. */
export interface FaultPlan {
  seed: number | string;
  /** is never told */
  drop: number;
  /** is told twice */
  duplicate: number;
  /** is told after the one that follows it */
  reorder: number;
  /** is told so much later, and may be overtaken */
  delay: { probability: number; seconds: number };
  /** from then on the exchange's clock is ahead by so much (behind: negative); seconds after the first message */
  clock: readonly { after: number; ahead: number }[];
  /** the link is closed, and opened again after so long */
  linkLosses: readonly { after: number; for: number }[];
}

export const noFaults: FaultPlan = {
  seed: 0,
  drop: 0,
  duplicate: 0,
  reorder: 0,
  delay: { probability: 0, seconds: 0 },
  clock: [],
  linkLosses: [],
};

/**
 * Faults as a transformer of a stream: the same plan and the same messages give the same faults. Whatever befalls one
 * message is drawn for it alone, so a longer stream begins with the same faults as a shorter one.
 */
export class FaultStream {
  readonly #plan: FaultPlan;
  readonly #random: Random;
  /** told later, by the time at which */
  #late: { at: number; message: ExchangeMessage }[] = [];
  /** told after the next one */
  #held: ExchangeMessage[] = [];
  #begunAt: number | null = null;

  constructor(plan: FaultPlan) {
    this.#plan = plan;
    this.#random = new Random(`faults/${plan.seed}`);
  }

  /** The plan's times are counted from here; without it, from the first message. */
  begin(now: number): void {
    this.#begunAt = now;
  }

  /** @param now µs of true time, whatever the exchange's clock says */
  take(message: ExchangeMessage, now: number): ExchangeMessage[] {
    this.#begunAt ??= now;
    const told = this.release(now);
    const { drop, duplicate, reorder, delay } = this.#plan;
    const [dropped, twice, after, delayed] = [0, 0, 0, 0].map(() => this.#random.next());
    if (dropped === undefined || twice === undefined || after === undefined || delayed === undefined)
      return told;
    if (this.#isDown(now) || dropped < drop) return told;
    const skewed = this.#skewed(message, now);
    const copies = twice < duplicate ? [skewed, skewed] : [skewed];
    if (delayed < delay.probability) {
      this.#late.push(...copies.map((copy) => ({ at: now + seconds(delay.seconds), message: copy })));
      return told;
    }
    if (after < reorder) {
      this.#held.push(...copies);
      return told;
    }
    told.push(...copies, ...this.#held);
    this.#held = [];
    return told;
  }

  /** What was delayed until now. */
  release(now: number): ExchangeMessage[] {
    const due = this.#late.filter(({ at }) => at <= now);
    if (due.length === 0) return [];
    this.#late = this.#late.filter(({ at }) => at > now);
    // what was on its way when the link was cut is lost
    return due.filter(({ at }) => !this.#isDown(at)).map(({ message }) => message);
  }

  /** When something is due to be released; null: nothing is. */
  get nextRelease(): number | null {
    return this.#late.length === 0 ? null : Math.min(...this.#late.map(({ at }) => at));
  }

  /** What is still held back, at the end of a stream. */
  flush(): ExchangeMessage[] {
    const rest = [...this.#held, ...this.#late.map(({ message }) => message)];
    this.#held = [];
    this.#late = [];
    return rest;
  }

  #isDown(now: number): boolean {
    const second = (now - (this.#begunAt ?? now)) / 1_000_000;
    return this.#plan.linkLosses.some(({ after, for: length }) => second >= after && second < after + length);
  }

  #skewed(message: ExchangeMessage, now: number): ExchangeMessage {
    if (message.at === null) return message;
    const second = (now - (this.#begunAt ?? now)) / 1_000_000;
    const step = this.#plan.clock.findLast(({ after }) => second >= after);
    if (step === undefined) return message;
    return { ...message, at: message.at + seconds(step.ahead) };
  }
}

/** Of messages that are there already: true time is the exchange's own. */
export function withFaults(messages: readonly ExchangeMessage[], plan: FaultPlan): ExchangeMessage[] {
  const stream = new FaultStream(plan);
  let now = messages.find(({ at }) => at !== null)?.at ?? 0;
  const told = messages.flatMap((message) => {
    now = message.at ?? now;
    return stream.take(message, now);
  });
  return [...told, ...stream.flush()];
}
