import type { Timer } from '../../application/ports.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Longest sleep: a clock that was set meanwhile is noticed within it. */
const longestSleepMs = 250;

/** Runs a virtual clock at the pace of the clock on the wall. */
export class WallPace {
  readonly #clock: VirtualClock;
  readonly #timer: Timer;
  readonly #ran: () => void;
  #cancelSleep: () => void = () => {};
  #running = false;
  #kept = false;

  /** @param ran told whenever something may have happened */
  constructor(clock: VirtualClock, timer: Timer, ran: () => void = () => {}) {
    this.#clock = clock;
    this.#timer = timer;
    this.#ran = ran;
  }

  /** From now on it runs by itself. */
  keep(): void {
    this.#kept = true;
    this.#sleepAndRun();
  }

  stop(): void {
    this.#kept = false;
    this.#cancelSleep();
  }

  /** Brings it up to now. */
  catchUp(): void {
    if (this.#running) return;
    this.#running = true;
    try {
      this.#clock.runUntil(Math.floor(this.#timer.now() * 1000));
    } finally {
      this.#running = false;
    }
    this.#ran();
  }

  /**
   * Does something now, by the exchange's own time. Asked for from within an event, it waits until the exchange is
   * through with what it is doing.
   */
  act(run: () => void): void {
    this.catchUp();
    this.#clock.after(0, run);
    if (this.#running) return;
    if (this.#kept) this.#sleepAndRun();
    else this.catchUp();
  }

  #sleepAndRun(): void {
    this.#cancelSleep();
    this.catchUp();
    if (!this.#kept) return;
    const next = this.#clock.next();
    const sleep = next === null ? longestSleepMs : Math.ceil(next / 1000 - this.#timer.now());
    this.#cancelSleep = this.#timer.after(Math.min(longestSleepMs, Math.max(1, sleep)), () =>
      this.#sleepAndRun(),
    );
  }
}
