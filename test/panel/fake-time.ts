import type { Timers } from '../../agent-panel/src/link/wire.ts';

/** A clock held by the test: nothing happens until it is moved. */
export class FakeTime implements Timers {
  #now: number;
  #due: { at: number; run: () => void }[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, each timer at its moment. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      this.#due = this.#due.filter((other) => other !== next);
      next.run();
      await settle();
    }
    this.#now = until;
    await settle();
  }

  /** The clock goes on while no timer runs (a machine asleep, a hidden tab): what was due runs late, at the next pass. */
  jump(ms: number): void {
    this.#now += ms;
  }
}

/** Lets promises that are ready go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
