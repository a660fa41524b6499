import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** A row of `entriesSql`, in the order of its columns. */
export type EntryRow = [
  position: number,
  epoch: number,
  type: string,
  version: number,
  event: string,
  sealed: string | null,
];

/** Parameters: stream id, position to start after, limit. */
export function entriesSql(db: Kysely<Tables>): string {
  return db
    .selectFrom('journal_entry')
    .select(['position', 'epoch', 'type', 'version', 'event', 'sealed'])
    .where('stream_id', '=', 0)
    .where('position', '>', 0)
    .orderBy('position')
    .limit(0)
    .compile().sql;
}
