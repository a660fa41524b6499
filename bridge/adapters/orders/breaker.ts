/** Failures in a row after which the other side is left alone. */
const mostFailures = 3;

/**
 * A system that does not answer is not asked again and again: after some failures in a row it rests, then one question
 * goes through, and its outcome decides.
 */
export class Breaker {
  readonly #restMs: number;
  #failures = 0;
  /** ms; nothing is asked before */
  #restsUntil = 0;

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  /** How long nothing is asked, ms; 0: ask now. Whoever is told 0 while it rested is the one that tries. */
  waitMs(now: number): number {
    const left = this.#restsUntil - now;
    if (left > 0) return left;
    // The others wait for the outcome of the one that tries.
    if (this.#failures >= mostFailures) this.#restsUntil = now + this.#restMs;
    return 0;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#restsUntil = 0;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (this.#failures >= mostFailures) this.#restsUntil = now + this.#restMs;
  }
}
