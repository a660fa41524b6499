import type { Timer } from '../../application/ports.ts';

/** Requests to one host start one after the other, with a pause between: a small office's server is not ours to fill. */
export class HostTurns {
  readonly #timer: Timer;
  readonly #tails = new Map<string, Promise<number>>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Resolves when the host may be asked: `pauseMs` after the last start. */
  async take(host: string, pauseMs: number): Promise<void> {
    const before = this.#tails.get(host);
    const mine = this.#after(before, pauseMs);
    this.#tails.set(host, mine);
    await mine;
  }

  async #after(before: Promise<number> | undefined, pauseMs: number): Promise<number> {
    if (before !== undefined) {
      const passed = this.#timer.now() - (await before);
      // A clock that is set back must not make us wait for it.
      const left = Math.min(pauseMs, pauseMs - passed);
      if (left > 0) await pause(this.#timer, left);
    }
    return this.#timer.now();
  }
}

export function pause(timer: Timer, ms: number): Promise<void> {
  return new Promise((resolve) => {
    timer.after(ms, resolve);
  });
}
