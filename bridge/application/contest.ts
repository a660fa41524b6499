import type { DesiredSeat } from './plan-memberships.ts';
import type { Timer } from './ports.ts';

/**
 * What was in force and is undone so often within so long is somebody's contest with us: another program on the floor,
 * as a rule. Putting it back at once would make the seat flap for hours; it is put back at this pace, and told.
 */
const oftenUndone = 5;
const undoneWithinMs = 300_000;
const paceMs = 30_000;
/** One act of somebody's is told queue by queue. */
const oneActMs = 2_000;

/** Whether others keep undoing what is set for one seat, and how long to wait before it is put back. */
export class Contest {
  readonly #timer: Timer;
  readonly #changed: (isOn: boolean) => void;
  #inForce: DesiredSeat | null = null;
  /** when that was undone by others, of late */
  #undone: number[] = [];
  /** nothing is put back before; a new wish need not wait */
  #rest: { until: number; desired: DesiredSeat } | null = null;
  /** ends the watch over it; null: there is no contest */
  #cancel: (() => void) | null = null;

  /** @param changed a contest began, or is over */
  constructor(timer: Timer, changed: (isOn: boolean) => void) {
    this.#timer = timer;
    this.#changed = changed;
  }

  get isOn(): boolean {
    return this.#cancel !== null;
  }

  /** It was seen to be so. */
  inForce(desired: DesiredSeat): void {
    this.#inForce = desired;
  }

  /** What comes undone now is nobody's doing: nothing is told, or the exchange was started anew. */
  excuse(): void {
    this.#inForce = null;
  }

  /** It is not so any more, or not yet. Null: it may be put back now; else ms to wait before. */
  msToRest(desired: DesiredSeat): number | null {
    if (this.#inForce === desired) this.#noteUndone(desired);
    const ms = this.#rest?.desired === desired ? this.#rest.until - this.#timer.now() : 0;
    return ms > 0 ? ms : null;
  }

  /** Somebody waits for it, who is no contestant. */
  endRest(): void {
    this.#rest = null;
  }

  stop(): void {
    this.#cancel?.();
  }

  #noteUndone(desired: DesiredSeat): void {
    const now = this.#timer.now();
    this.#inForce = null;
    if (now - (this.#undone.at(-1) ?? Number.NEGATIVE_INFINITY) < oneActMs) return;
    this.#undone = [...this.#undone.filter((at) => now - at < undoneWithinMs), now];
    if (this.#undone.length < oftenUndone) return;
    this.#rest = { until: now + paceMs, desired };
    if (this.isOn) return;
    this.#watch();
    this.#changed(true);
  }

  /** It is over once it has been quiet for as long as it is counted. */
  #watch(): void {
    const quietAt = (this.#undone.at(-1) ?? 0) + undoneWithinMs;
    const left = quietAt - this.#timer.now();
    if (left > 0) {
      this.#cancel = this.#timer.after(left, () => this.#watch());
      return;
    }
    this.#undone = [];
    this.#cancel = null;
    this.#changed(false);
  }
}
