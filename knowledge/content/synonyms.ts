import { z } from 'zod';
import { normalise } from '../text/normalise.ts';

/**
 * A city's own table of what callers say → what rules write. A row stands in the place of the built-in row of the same
 * word; with nothing written, the word is not read as anything else.
 */
export interface Synonym {
  spoken: string;
  written: readonly string[];
}

const wordSchema = (longest: number) =>
  z
    .string()
    .transform((word) => normalise(word))
    .pipe(z.string().min(1).max(longest));

/** `written` null: the city's row is taken out, and the built-in one of that word is in force again. */
export const synonymChangeSchema = z.strictObject({
  spoken: wordSchema(20),
  written: z.array(wordSchema(40)).max(10).nullable(),
});
export type SynonymChange = z.infer<typeof synonymChangeSchema>;

/** One proposal: each word once, or it would be decided by order. */
export const synonymChangesSchema = z
  .array(synonymChangeSchema)
  .min(1)
  .max(50)
  .refine((changes) => new Set(changes.map(({ spoken }) => spoken)).size === changes.length);

export function changedTable(table: readonly Synonym[], changes: readonly SynonymChange[]): Synonym[] {
  const rows = new Map(table.map((row) => [row.spoken, row]));
  for (const { spoken, written } of changes)
    if (written === null) rows.delete(spoken);
    else rows.set(spoken, { spoken, written });
  return [...rows.values()].sort((one, other) => (one.spoken < other.spoken ? -1 : 1));
}

/** What brings a table back to what it was before `changes`. */
export function undoing(table: readonly Synonym[], changes: readonly SynonymChange[]): SynonymChange[] {
  return changes.map(({ spoken }) => {
    const before = table.find((row) => row.spoken === spoken);
    return { spoken, written: before === undefined ? null : [...before.written] };
  });
}

/** Does the table stand, for the words of these changes, as they left it? */
export function stands(table: readonly Synonym[], changes: readonly SynonymChange[]): boolean {
  return changes.every(({ spoken, written }) => {
    const row = table.find((one) => one.spoken === spoken);
    return written === null ? row === undefined : row !== undefined && row.written.join() === written.join();
  });
}
