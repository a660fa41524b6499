import type { Timer } from '../../../bridge/application/ports.ts';

/** Time that passes when the test says so. */
export class FakeTimer implements Timer {
  #now = 1_795_511_000_000;
  #pending: { at: number; run: () => void }[] = [];

  get waiting(): number {
    return this.#pending.length;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#pending.push(entry);
    return () => {
      this.#pending = this.#pending.filter((each) => each !== entry);
    };
  }

  /** Lets `ms` pass and runs what is due, in its order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#pending.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.#pending = this.#pending.filter((each) => each !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
