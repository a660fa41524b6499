import type { Kysely } from 'kysely';

/** Schema 7: a revision of a closed record says why it was made; the first one needs no reason. */
export async function reasonsOfRevisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('record_revision')
    .addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema.createIndex('record_of_account').on('record').columns(['account_id', 'day']).execute();
}
