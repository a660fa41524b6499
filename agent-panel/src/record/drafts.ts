import { createStore, type Store } from '../link/store.ts';
import { parts } from './conflict/part-names.ts';
import { isSamePart, partOf } from './conflict/parts.ts';
import type { Draft, Edits, Fields, Reopened, SaveStep } from './draft.ts';
import type { Shelf } from './shelf.ts';

/** Whether what was typed lies on this PC: shown at the foot of the record. */
export type Kept = { state: 'nothing' } | { state: 'kept'; at: number } | { state: 'failed' };

export interface Change {
  edits?: Edits;
  searchText?: string;
  reopened?: Reopened;
}

/**
 * Drafts of other accounts stay on this PC for a day, invisible: the colleague who left without saving may come
 * back, and a lost record is worse than a kept one. After that they are removed at the next sign-in.
 */
export const OTHERS_KEPT_MS = 24 * 3_600_000;

/**
 * The unsaved work of one account on this PC. Each change is written at once (one write at a time, always the
 * latest), before it is on any wire.
 */
export class Drafts {
  readonly all: Store<ReadonlyMap<string, Draft>> = createStore<ReadonlyMap<string, Draft>>(new Map());
  readonly kept: Store<Kept> = createStore<Kept>({ state: 'nothing' });
  readonly #accountId: string;
  readonly #shelf: Shelf;
  readonly #now: () => number;
  readonly #unwritten = new Set<string>();
  #writing: Promise<void> | null = null;

  constructor(accountId: string, shelf: Shelf, now: () => number) {
    this.#accountId = accountId;
    this.#shelf = shelf;
    this.#now = now;
  }

  /** Reads what an earlier life of the browser left. */
  async load(): Promise<void> {
    try {
      await this.#shelf.sweep(this.#accountId, this.#now() - OTHERS_KEPT_MS);
      const found = await this.#shelf.all(this.#accountId);
      this.all.set(
        new Map([...found.map((draft) => [draft.interactionId, read(draft)] as const), ...this.all.get()]),
      );
    } catch {
      this.kept.set({ state: 'failed' });
    }
  }

  get(interactionId: string): Draft | undefined {
    return this.all.get().get(interactionId);
  }

  edit(interactionId: string, base: Fields, change: Change): void {
    const before = this.get(interactionId);
    this.#put({
      interactionId,
      accountId: this.#accountId,
      base: before?.base ?? base,
      edits: { ...before?.edits, ...change.edits },
      searchText: change.searchText ?? before?.searchText ?? '',
      reopened: change.reopened ?? before?.reopened ?? null,
      changedAt: this.#now(),
      version: (before?.version ?? 0) + 1,
      // What was refused or in conflict is told until it is tried again.
      save: before?.save ?? { step: 'none' },
    });
  }

  /** Notes how far saving has come; a draft that is gone stays gone. */
  step(interactionId: string, save: SaveStep): void {
    const draft = this.get(interactionId);
    if (draft !== undefined) this.#put({ ...draft, save });
  }

  /** Builds the draft on another revision: what differs from it is what was edited. */
  rebase(interactionId: string, base: Fields, fields: Fields, reopened: Reopened): void {
    const draft = this.get(interactionId);
    if (draft === undefined) return;
    const edits: Edits = Object.assign(
      {},
      ...parts.filter((part) => !isSamePart(part, fields, base)).map((part) => partOf(part, fields)),
    );
    this.#put({ ...draft, base, edits, reopened, version: draft.version + 1, save: { step: 'none' } });
  }

  remove(interactionId: string): void {
    const rest = new Map(this.all.get());
    rest.delete(interactionId);
    this.all.set(rest);
    this.#write(interactionId);
  }

  /** Resolves when everything so far lies on the shelf or has failed to. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  #put(draft: Draft): void {
    this.all.set(new Map(this.all.get()).set(draft.interactionId, draft));
    this.#write(draft.interactionId);
  }

  #write(interactionId: string): void {
    this.#unwritten.add(interactionId);
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null;
    });
  }

  async #drain(): Promise<void> {
    for (const interactionId of this.#unwritten) {
      // Deleted before writing: a change made meanwhile puts it back and is seen by this same loop.
      this.#unwritten.delete(interactionId);
      const draft = this.get(interactionId);
      try {
        if (draft === undefined) await this.#shelf.remove(interactionId);
        else await this.#shelf.put(draft);
        this.kept.set({ state: 'kept', at: this.#now() });
      } catch {
        this.kept.set({ state: 'failed' });
      }
    }
  }
}

/** A draft that an earlier version of the panel put down knows nothing of later fields. */
function read(draft: Draft): Draft {
  return { ...draft, reopened: draft.reopened ?? null };
}
