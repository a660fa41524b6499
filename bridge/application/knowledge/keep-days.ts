import { chinaDay } from '../../domain/figures/period.ts';
import type { KnowledgeStore } from '../knowledge-store.ts';
import type { Log, Timer } from '../ports.ts';

const everyMs = 60_000;

/** What a new day brings by itself: entries whose source ends them are withdrawn, and those to be reviewed are told. */
export class KeepDays {
  readonly #needs: { store: KnowledgeStore; timer: Timer; log: Log };
  #day = '';
  #cancel: () => void = () => {};
  #stopped = false;

  constructor(needs: { store: KnowledgeStore; timer: Timer; log: Log }) {
    this.#needs = needs;
  }

  start(): void {
    const { store, log } = this.#needs;
    store.sweep(true).catch((error) => {
      if (!this.#stopped) log.error('what dead imports left could not be cleared away', { error });
    });
    void this.#look();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #look(): Promise<void> {
    const { store, timer, log } = this.#needs;
    const day = chinaDay(timer.now());
    try {
      if (day !== this.#day) {
        await store.withdrawDue(day);
        await store.addReviewTasks(day);
        this.#day = day;
      }
    } catch (error) {
      if (!this.#stopped)
        log.error('what the day brings for the knowledge base could not be done', { error });
    }
    if (!this.#stopped) this.#cancel = timer.after(everyMs, () => void this.#look());
  }
}
