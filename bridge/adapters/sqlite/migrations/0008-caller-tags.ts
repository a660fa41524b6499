import type { Kysely } from 'kysely';

/** Schema 8: tags of callers, by keyed reference; what they say is sealed. */
export async function callerTags(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('caller_tag')
    .addColumn('tag_ref', 'text', (c) => c.primaryKey())
    .addColumn('caller_ref', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('interaction_id', 'text', (c) => c.notNull())
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    // The month whose key sealed it; its deletion forgets the tag in every backup, too.
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .execute();
  for (const [name, columns] of Object.entries({
    caller_tag_caller: ['caller_ref'],
    caller_tag_time: ['set_at', 'tag_ref'],
    caller_tag_end: ['expires_at'],
    caller_tag_interaction: ['interaction_id'],
    caller_tag_month: ['month'],
  }))
    await db.schema.createIndex(name).on('caller_tag').columns(columns).execute();
}
