import type { FloorKeeper } from './floor-keeper.ts';
import type { Log, Timer } from './ports.ts';
import type { VerifyLegs } from './verify-legs.ts';

/** Each living leg is held against the exchange about so often; a call takes three to five minutes. */
const roundMs = 120_000;
/** The round is spread over steps of this, so that 2,000 seats are 84 short questions every five seconds. */
const stepMs = 5_000;

/** Looks after legs that live long: a seat that is locked in a call that is over is freed without anybody's asking. */
export class WatchLegs {
  readonly #floor: FloorKeeper;
  readonly #verify: VerifyLegs;
  readonly #timer: Timer;
  readonly #log: Log;
  /** leg → when it was first met here, or last asked for; the longest ago first */
  readonly #looked = new Map<string, number>();
  /** null: nothing lives, and nothing is looked after */
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(needs: { floor: FloorKeeper; verify: VerifyLegs; timer: Timer; log: Log }) {
    this.#floor = needs.floor;
    this.#verify = needs.verify;
    this.#timer = needs.timer;
    this.#log = needs.log;
  }

  changed(): void {
    if (this.#cancel === null) this.#wait();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #wait(): void {
    if (this.#stopped) return;
    this.#cancel = this.#timer.after(stepMs, () => {
      this.#step().catch((error: unknown) => this.#log.error('legs could not be looked after', { error }));
      if (this.#looked.size > 0) this.#wait();
      else this.#cancel = null;
    });
  }

  async #step(): Promise<void> {
    const now = this.#timer.now();
    const living = new Set(this.#floor.livingLegs());
    for (const leg of this.#looked.keys()) if (!living.has(leg)) this.#looked.delete(leg);
    for (const leg of living) if (!this.#looked.has(leg)) this.#looked.set(leg, now);
    if (this.#floor.link.state !== 'up') return;
    const share = Math.ceil((living.size * stepMs) / roundMs);
    const due: string[] = [];
    for (const [leg, at] of this.#looked) {
      if (now - at < roundMs || due.length >= share) break;
      due.push(leg);
    }
    for (const leg of due) {
      this.#looked.delete(leg);
      this.#looked.set(leg, now);
    }
    // What cannot be asked now is asked in the next round; after a loss of the link a snapshot tells all.
    await this.#verify.verify(due, 'watchdog');
  }
}
