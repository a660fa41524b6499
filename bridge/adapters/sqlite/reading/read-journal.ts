import type { JournalPosition } from '../../../application/ports.ts';
import { forgottenJson } from '../personal/reference.ts';
import { restoreText } from '../personal/restore.ts';
import type { EntryRow } from './entries-sql.ts';
import type { Reading } from './reading.ts';

/**
 * Entries after a position as one JSON text. The texts as stored are joined, not parsed: what it costs is the
 * disk, and the values behind references.
 */
export async function readJournal(
  reading: Reading,
  { stream, after, limit }: { stream: string; after: number; limit: number },
): Promise<string> {
  const { db, entries } = reading;
  const found = await db
    .selectFrom('journal_stream')
    .select('id')
    .where('name', '=', stream)
    .executeTakeFirst();
  if (!found) return '[]';
  const rows = entries.all(found.id, after, limit) as unknown as EntryRow[];
  const segments = await db
    .selectFrom('journal_segment')
    .select(['month', 'first_position'])
    .where('stream_id', '=', found.id)
    .orderBy('first_position')
    .execute();

  // Every entry is in the segment that began last before it; its values are sealed with the key of that month.
  const parts: string[] = [];
  for (let i = 0, from = 0; i < segments.length && from < rows.length; i += 1) {
    const next = segments[i + 1]?.first_position ?? Number.POSITIVE_INFINITY;
    const to = Math.min(rows.length, Math.max(from, next - (rows[from]?.[0] ?? 0) + from));
    const month = segments[i]?.month ?? '';
    if (to > from) parts.push(await monthText(reading, month, rows.slice(from, to)));
    from = to;
  }
  return `[${parts.join(',')}]`;
}

/** Entries of one month, their personal values put back. */
async function monthText({ values }: Reading, month: string, rows: readonly EntryRow[]): Promise<string> {
  for (const [, , , , , sealed] of rows) if (sealed !== null) values.learn(month, sealed);
  const missing = new Set<string>();
  const text = joined(rows, values.ofMonth(month), missing);
  if (missing.size === 0) return text;
  // First mentioned before these rows: fetched once, kept for what follows.
  await values.fetch(month, [...missing]);
  return joined(rows, values.ofMonth(month), missing);
}

function joined(rows: readonly EntryRow[], known: ReadonlyMap<string, string>, missing: Set<string>): string {
  const jsonOf = (ref: string): string => {
    const json = known.get(ref);
    if (json !== undefined) return json;
    missing.add(ref);
    return forgottenJson(ref);
  };
  let text = '';
  for (const [position, epoch, type, version, event] of rows) {
    if (text !== '') text += ',';
    text += `[${position},${epoch},${JSON.stringify(type)},${version},${restoreText(event, jsonOf)}]`;
  }
  return text;
}

export async function headOf(
  { db }: Reading,
  { stream }: { stream: string },
): Promise<JournalPosition | null> {
  const found = await db
    .selectFrom('journal_stream')
    .select(['epoch', 'head'])
    .where('name', '=', stream)
    .executeTakeFirst();
  return found ? { stream, epoch: found.epoch, position: found.head } : null;
}

export async function streamNames({ db }: Reading): Promise<string[]> {
  const found = await db.selectFrom('journal_stream').select('name').orderBy('name').execute();
  return found.map(({ name }) => name);
}
