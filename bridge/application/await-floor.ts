import type { FloorWatcher } from './floor-keeper.ts';
import type { Timer } from './ports.ts';

/** The exchange does what it took on within this: the longest seen is the typing of a number for the seat, 0.3 s. */
const doneWithinMs = 4_000;

/**
 * An exchange that answers "queued" has done nothing yet. What an operator is told came of an act is what the floor
 * shows of it, or that it did not come about.
 */
export class AwaitFloor implements FloorWatcher {
  readonly #timer: Timer;
  readonly #waiting = new Set<() => void>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves with true as soon as the floor shows it, with false when time is over. */
  shows(check: () => boolean, withinMs = doneWithinMs): Promise<boolean> {
    if (check()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (shown: boolean) => {
        this.#waiting.delete(look);
        cancel();
        resolve(shown);
      };
      const look = () => {
        if (check()) settle(true);
      };
      const cancel = this.#timer.after(withinMs, () => settle(check()));
      this.#waiting.add(look);
    });
  }
}
