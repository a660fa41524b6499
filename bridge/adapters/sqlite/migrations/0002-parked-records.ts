import type { Kysely } from 'kysely';

/** Schema 2: a record says when it was put aside, which is where its wrap-up ended. */
export async function parkedRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('record').addColumn('parked_at', 'text').execute();
}
