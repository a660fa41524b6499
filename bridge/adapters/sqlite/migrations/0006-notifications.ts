import type { Kysely } from 'kysely';

/** Schema 6: text messages to callers, from the moment they are acknowledged to what became of them. */
export async function notifications(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notification')
    .addColumn('message_id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('command_id', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('interaction_id', 'text', (c) => c.notNull())
    .addColumn('number_ref', 'text', (c) => c.notNull())
    .addColumn('number_masked', 'text', (c) => c.notNull())
    // The month whose key sealed the number; its deletion forgets it.
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text')
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('article_rev', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addUniqueConstraint('notification_command', ['account_id', 'command_id'])
    .execute();
  for (const [name, columns] of Object.entries({
    notification_due: ['next_at'],
    notification_interaction: ['interaction_id', 'created_at'],
    notification_number_day: ['number_ref', 'day'],
    notification_time: ['created_at', 'message_id'],
  }))
    await db.schema.createIndex(name).on('notification').columns(columns).execute();
}
