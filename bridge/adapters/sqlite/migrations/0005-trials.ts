import type { Kysely } from 'kysely';

/** Schema 5: a city's synonyms, proposals for them, and the questions that these are tried on. */
export async function trials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_synonym')
    .addColumn('spoken', 'text', (c) => c.primaryKey())
    .addColumn('written', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('knowledge_synonym_proposal')
    .addColumn('proposal_id', 'text', (c) => c.primaryKey())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('proposed_by', 'text', (c) => c.notNull())
    .addColumn('proposed_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('trial', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('undo', 'text')
    .addColumn('change_no', 'integer', (c) => c.notNull())
    // Last: lists are read without it.
    .addColumn('tried', 'text')
    .execute();
  await db.schema
    .createIndex('knowledge_synonym_proposal_time')
    .on('knowledge_synonym_proposal')
    .columns(['proposed_at', 'proposal_id'])
    .execute();
  // Each going live and taking back; their count is the table's revision.
  await db.schema
    .createTable('knowledge_synonym_deed')
    .addColumn('position', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('proposal_id', 'text', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('knowledge_trial_question')
    .addColumn('question_id', 'text', (c) => c.primaryKey())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('region_code', 'text', (c) => c.notNull())
    .addColumn('as_of', 'text')
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('clause_no', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addColumn('left_out', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('knowledge_trial_question_time')
    .on('knowledge_trial_question')
    .columns(['left_out', 'added_at', 'question_id'])
    .execute();
}
