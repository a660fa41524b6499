import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** Statements of the hot path, written by Kysely once. Parameters are in the order of the columns named here. */
export function entrySql(db: Kysely<Tables>): string {
  const hash = new Uint8Array();
  return db
    .insertInto('journal_entry')
    .values({ stream_id: 0, position: 0, epoch: 0, type: '', version: 0, at: 0, event: '', sealed: '', hash })
    .compile().sql;
}

export function valueSql(db: Kysely<Tables>): string {
  return db
    .insertInto('personal_value')
    .values({ month: '', ref: '', stream_id: 0, position: 0 })
    .onConflict((c) => c.columns(['month', 'ref']).doNothing())
    .compile().sql;
}
