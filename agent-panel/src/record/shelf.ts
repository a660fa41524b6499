import type { Draft } from './draft.ts';

/** Where drafts lie between two lives of the browser. */
export interface Shelf {
  all(accountId: string): Promise<Draft[]>;
  put(draft: Draft): Promise<void>;
  remove(interactionId: string): Promise<void>;
  /** Removes drafts of other accounts that were not touched since `before`. */
  sweep(keep: string, before: number): Promise<void>;
}
