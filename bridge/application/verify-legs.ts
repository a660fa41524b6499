import type { FloorKeeper } from './floor-keeper.ts';
import type { LivingLegs, Log, PbxSource, Timer } from './ports.ts';

/**
 * The exchange forgets a channel some moments before it tells of its end. So what it does not know is asked for once
 * more after this, unless its end was told meanwhile.
 */
const secondLookMs = 1_000;

export type Verified = { outcome: 'told'; ended: number } | Exclude<LivingLegs, { outcome: 'told' }>;

/**
 * Holds legs against the exchange. What it has no more, though nobody told of the end, is ended: a seat must not stay
 * in a call for ever because one message was lost. What it has is left as it is; nothing is concluded from silence.
 */
export class VerifyLegs {
  readonly #floor: FloorKeeper;
  readonly #source: PbxSource;
  readonly #timer: Timer;
  readonly #log: Log;

  constructor(needs: { floor: FloorKeeper; source: PbxSource; timer: Timer; log: Log }) {
    this.#floor = needs.floor;
    this.#source = needs.source;
    this.#timer = needs.timer;
    this.#log = needs.log;
  }

  /** @param asked who wanted to know, for the log */
  async verify(legs: readonly string[], asked: 'watchdog' | { seat: string }): Promise<Verified> {
    const first = await this.#gone(legs);
    if (first.outcome !== 'told' || first.gone.length === 0) return told(first, 0);
    // The others of the call as well: a seat whose caller alone is found gone would be left talking to nobody.
    const ofTheCalls = await this.#gone([
      ...new Set(first.gone.flatMap((leg) => this.#floor.legsBeside(leg))),
    ]);
    if (ofTheCalls.outcome !== 'told') return ofTheCalls;
    await this.#pause();
    const alive = new Set(this.#floor.livingLegs());
    const second = await this.#gone(ofTheCalls.gone.filter((leg) => alive.has(leg)));
    if (second.outcome !== 'told' || second.gone.length === 0) return told(second, 0);
    // Said before it is done: what follows from it is in the log after its reason.
    this.#log.warn('legs that the exchange no longer has are ended; nobody told of their end', {
      asked,
      legs: second.gone,
    });
    this.#floor.endUnheard(new Set(second.gone));
    return told(second, second.gone.length);
  }

  async #gone(legs: readonly string[]): Promise<Gone> {
    if (legs.length === 0) return { outcome: 'told', gone: [] };
    const answer = await this.#source.livingLegs(legs);
    if (answer.outcome !== 'told') return answer;
    return { outcome: 'told', gone: legs.filter((leg) => !answer.living.has(leg)) };
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#timer.after(secondLookMs, resolve));
  }
}

type Gone = { outcome: 'told'; gone: string[] } | Exclude<LivingLegs, { outcome: 'told' }>;

function told(answer: Gone, ended: number): Verified {
  return answer.outcome === 'told' ? { outcome: 'told', ended } : answer;
}
