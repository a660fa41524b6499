import { z } from 'zod';

/**
 * What was typed into an entry's form and is not in the knowledge base yet, on this PC, one for each entry and person.
 * It is written with each change, before it is on any wire.
 */
const draftSchema = z.object({
  /** the form's texts; a table is a list of rows */
  values: z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.string()))])),
  reason: z.string(),
  /** where the entry stood when the writing began; 0: it is a new one */
  changeNo: z.number(),
  /** the version that was changed; 0: none */
  baseRev: z.number(),
  /** of the first saving of a new entry, so that a second sending makes no second entry */
  commandId: z.string(),
  /** ms since the epoch */
  at: z.number(),
});
export type EntryDraft = z.infer<typeof draftSchema>;

const PREFIX = 'yihaoda.entry-draft.';
/** Longer than any holiday: after that nobody comes back for it. */
const KEPT_MS = 60 * 24 * 3_600_000;

const keyOf = (accountId: string, place: string) => `${PREFIX}${accountId} ${place}`;

/** Null where there is none, or none that this version of the page understands. */
export function readDraft(accountId: string, place: string): EntryDraft | null {
  try {
    const kept = localStorage.getItem(keyOf(accountId, place));
    return kept === null ? null : (draftSchema.safeParse(JSON.parse(kept)).data ?? null);
  } catch {
    // A browser that refuses storage has kept nothing; the form says so as soon as something is typed.
    return null;
  }
}

/** False where the browser does not keep it (storage full or refused): the person must be told. */
export function keepDraft(accountId: string, place: string, draft: EntryDraft): boolean {
  try {
    localStorage.setItem(keyOf(accountId, place), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(accountId: string, place: string): void {
  try {
    localStorage.removeItem(keyOf(accountId, place));
  } catch {
    // Where nothing can be kept there is nothing to drop.
    return;
  }
}

/** Drafts that nobody has touched for two months make room. */
export function sweepDrafts(now: number): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const draft = draftSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data;
      if (draft !== undefined && draft.at < now - KEPT_MS) localStorage.removeItem(key);
    }
  } catch {
    // What cannot be read is left alone: it may be a later version's.
    return;
  }
}
