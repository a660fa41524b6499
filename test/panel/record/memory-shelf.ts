import type { Draft } from '../../../agent-panel/src/record/draft.ts';
import type { Shelf } from '../../../agent-panel/src/record/shelf.ts';

/** A shelf that survives the page, as IndexedDB does, and that can be made to fail. */
export class MemoryShelf implements Shelf {
  readonly drafts = new Map<string, Draft>();
  writes = 0;
  broken = false;

  all(accountId: string): Promise<Draft[]> {
    return this.#try(() => [...this.drafts.values()].filter((draft) => draft.accountId === accountId));
  }

  put(draft: Draft): Promise<void> {
    return this.#try(() => {
      this.writes += 1;
      this.drafts.set(draft.interactionId, draft);
    });
  }

  remove(interactionId: string): Promise<void> {
    return this.#try(() => void this.drafts.delete(interactionId));
  }

  sweep(keep: string, before: number): Promise<void> {
    return this.#try(() => {
      for (const draft of this.drafts.values())
        if (draft.accountId !== keep && draft.changedAt < before) this.drafts.delete(draft.interactionId);
    });
  }

  #try<T>(work: () => T): Promise<T> {
    return this.broken ? Promise.reject(new Error('QuotaExceededError')) : Promise.resolve().then(work);
  }
}
