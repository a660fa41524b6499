import type { Timer } from '../../bridge/application/ports.ts';

/** Time that stands still until the test moves it. */
export class HandTimer implements Timer {
  #now: number;
  #tasks: { at: number; run: () => void }[] = [];

  constructor(start = Date.parse('2026-11-24T10:00:00.000+08:00')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const task = { at: this.#now + ms, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((one) => one !== task);
    };
  }

  /** Runs what falls due, in order, giving promises time to settle after each. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await turns();
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).sort((one, two) => one.at - two.at)[0];
      if (due === undefined) break;
      this.#tasks = this.#tasks.filter((task) => task !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await turns();
    }
    this.#now = until;
  }
}

/** What comes of a promise that waits for this timer and for what is done outside meanwhile. */
export async function whatComesOf<T>(promise: Promise<T>, timer: HandTimer): Promise<T> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  await eventually(async () => {
    if (!settled) await timer.advance(100);
    return settled;
  }, 'the promise settles');
  return promise;
}

/** Lets promises that wait for nothing outside settle. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Waits for what a worker or a socket does meanwhile. */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 3_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > until) throw new Error(`waited in vain: ${what}`);
    await new Promise<void>((resolve) => setTimeout(resolve, 5));
  }
}
