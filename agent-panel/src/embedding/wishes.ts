import type { Ask, AskResult } from '../../../sdk/messages.ts';
import { createStore, type Store } from '../link/store.ts';
import { embeddingWords } from './words.ts';

/** Nobody is looking any more, or nobody wants it, ms. */
export const ASKED_MS = 30_000;

export interface Asked {
  id: number;
  ask: Ask;
  /** the system that asks, as people read it; null: an address that was opened */
  from: string | null;
  /** of that system; '' for an address */
  origin: string;
  /** agreed to, and being done */
  underWay: boolean;
}

const refused = (code: string, message: string): AskResult => ({ ok: false, code, message });

/**
 * What comes from outside of the panel: one at a time, shown to the operator or done at once, as the place where the
 * operator is allows. It never takes the place of one that is still being asked.
 */
export class Wishes {
  readonly pending: Store<Asked | null> = createStore<Asked | null>(null);
  readonly #after: (ms: number, run: () => void) => () => void;
  #settle: (result: AskResult) => void = () => {};
  #cancel: () => void = () => {};
  #count = 0;

  constructor(after: (ms: number, run: () => void) => () => void) {
    this.#after = after;
  }

  ask(ask: Ask, from: string | null, origin: string): Promise<AskResult> {
    if (this.pending.get() !== null) return Promise.resolve(refused('busy', embeddingWords.busy));
    this.#count += 1;
    const asked = { id: this.#count, ask, from, origin, underWay: false };
    return new Promise((settle) => {
      this.#settle = settle;
      // An address that was opened before the sign-in waits for it.
      this.#cancel = from === null ? () => {} : this.#after(ASKED_MS, () => this.settle(asked.id, noAnswer));
      this.pending.set(asked);
    });
  }

  /** Being done: it is not asked again, and no more given up. */
  begin(id: number): void {
    const asked = this.pending.get();
    if (asked?.id !== id) return;
    this.#cancel();
    this.pending.set({ ...asked, underWay: true });
  }

  settle(id: number, result: AskResult): void {
    if (this.pending.get()?.id !== id) return;
    this.#cancel();
    this.pending.set(null);
    this.#settle(result);
  }
}

const noAnswer = refused('no-answer', embeddingWords.noAnswer);
export const declined = refused('declined', embeddingWords.declined);
