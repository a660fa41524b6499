import type { Log, NewId, Timer } from './ports.ts';
import type { ActStore, SeatAct } from './store.ts';

const retryMs = 500;

/**
 * Writes acts into the ledger in the order in which they were done. A write that fails is tried again before the next
 * one: the ledger is what a new bridge believes, so no act may be left out and none may overtake another.
 */
export class LedgerKeeper {
  readonly #acts: ActStore;
  readonly #newId: NewId;
  readonly #timer: Timer;
  readonly #log: Log;
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(needs: { acts: ActStore; newId: NewId; timer: Timer; log: Log }) {
    this.#acts = needs.acts;
    this.#newId = needs.newId;
    this.#timer = needs.timer;
    this.#log = needs.log;
  }

  /** Resolves when the act is on disk. */
  write(accountId: string, act: SeatAct): Promise<void> {
    const at = this.#timer.now();
    // One id a write, made here: tried again it is the same act, and the store applies it once.
    const id = this.#newId();
    this.#last = this.#last.then(() => this.#perform(id, accountId, at, act));
    return this.#last;
  }

  /** Everything written so far is on disk, or is given up because the store is closing. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
  }

  async #perform(id: string, accountId: string, at: number, act: SeatAct): Promise<void> {
    for (;;) {
      try {
        await this.#acts.perform(id, accountId, at, act);
        return;
      } catch (error) {
        this.#log.error('an act could not be written to the ledger; it is tried again', {
          act: act.type,
          error,
        });
        if (this.#stopped) return;
        await new Promise<void>((resolve) => this.#timer.after(retryMs, resolve));
      }
    }
  }
}
