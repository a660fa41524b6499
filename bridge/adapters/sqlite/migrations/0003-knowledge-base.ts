import type { CreateTableBuilder, Kysely } from 'kysely';

/** Schema 3: the knowledge base, its deliveries, tasks, searches and attachments. */
export async function knowledgeBase(db: Kysely<unknown>): Promise<void> {
  await entries(db);
  await deliveries(db);
  await work(db);
  await attachments(db);
}

type Table = CreateTableBuilder<string, string>;

async function create(db: Kysely<unknown>, name: string, columns: (table: Table) => Table): Promise<void> {
  await columns(db.schema.createTable(name)).execute();
}

function index(db: Kysely<unknown>, name: string, table: string, columns: string[]): Promise<void> {
  return db.schema.createIndex(name).on(table).columns(columns).execute();
}

/** The columns of an entry: of the entry itself, and of what a delivery would make of it or found. */
const entryColumns = (table: Table): Table =>
  table
    .addColumn('entry_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('region_code', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('material_class', 'text', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('system', 'text', (c) => c.notNull())
    .addColumn('source_id', 'text', (c) => c.notNull())
    .addColumn('current_rev', 'integer', (c) => c.notNull())
    .addColumn('last_rev', 'integer', (c) => c.notNull())
    .addColumn('standing', 'text', (c) => c.notNull())
    .addColumn('stage', 'text', (c) => c.notNull())
    .addColumn('answering_rev', 'integer')
    .addColumn('published_at', 'bigint')
    .addColumn('review_due_on', 'text')
    .addColumn('doc_key', 'text')
    .addColumn('replaces', 'text')
    .addColumn('source_hash', 'text')
    .addColumn('withdrawn_by_source', 'integer', (c) => c.notNull())
    .addColumn('withdraw_on', 'text')
    .addColumn('change_no', 'integer', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_by', 'text', (c) => c.notNull());

/** The content last: what lists need is read without it. */
const versionColumns = (table: Table): Table =>
  table
    .addColumn('entry_id', 'text', (c) => c.notNull())
    .addColumn('rev', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('region_code', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('material_class', 'text', (c) => c.notNull())
    .addColumn('begins_on', 'text')
    .addColumn('ends_on', 'text')
    .addColumn('author_id', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('batch_id', 'text')
    .addColumn('provenance', 'text')
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull());

async function entries(db: Kysely<unknown>): Promise<void> {
  await create(db, 'knowledge_entry', (table) =>
    entryColumns(table)
      .addPrimaryKeyConstraint('knowledge_entry_key', ['entry_id'])
      .addUniqueConstraint('knowledge_entry_source', ['system', 'source_id']),
  );
  await index(db, 'knowledge_entry_stage', 'knowledge_entry', ['stage', 'review_due_on']);
  await index(db, 'knowledge_entry_doc', 'knowledge_entry', ['doc_key']);
  await index(db, 'knowledge_entry_updated', 'knowledge_entry', ['updated_at', 'entry_id']);
  await create(db, 'knowledge_version', (table) =>
    versionColumns(table).addPrimaryKeyConstraint('knowledge_version_key', ['entry_id', 'rev']),
  );
  await index(db, 'knowledge_version_batch', 'knowledge_version', ['batch_id', 'entry_id']);
  await create(db, 'knowledge_deed', (table) =>
    table
      .addColumn('entry_id', 'text', (c) => c.notNull())
      .addColumn('change_no', 'integer', (c) => c.notNull())
      .addColumn('deed', 'text', (c) => c.notNull())
      .addColumn('rev', 'integer')
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('batch_id', 'text')
      .addPrimaryKeyConstraint('knowledge_deed_key', ['entry_id', 'change_no']),
  );
  await index(db, 'knowledge_deed_time', 'knowledge_deed', ['at']);
  // Each publication, withdrawal and undoing: whoever answers follows it.
  await create(db, 'knowledge_change', (table) =>
    table
      .addColumn('position', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('entry_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull()),
  );
}

async function deliveries(db: Kysely<unknown>): Promise<void> {
  await create(db, 'knowledge_batch', (table) =>
    table
      .addColumn('batch_id', 'text', (c) => c.primaryKey())
      .addColumn('system', 'text', (c) => c.notNull())
      .addColumn('format', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('region_code', 'text', (c) => c.notNull())
      .addColumn('unit_id', 'text', (c) => c.notNull())
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('counts', 'text', (c) => c.notNull())
      .addColumn('taken_at', 'bigint')
      .addColumn('undone_at', 'bigint')
      .addColumn('undone_by', 'text')
      .addColumn('undo_reason', 'text')
      .addColumn('mark', 'text')
      // Of the process that reads the delivery, while it does.
      .addColumn('process', 'integer')
      .addColumn('touched_at', 'bigint', (c) => c.notNull()),
  );
  await index(db, 'knowledge_batch_state', 'knowledge_batch', ['state', 'taken_at']);
  await create(db, 'knowledge_batch_row', (table) =>
    table
      .addColumn('batch_id', 'text', (c) => c.notNull())
      .addColumn('row_no', 'integer', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('at_in', 'text', (c) => c.notNull())
      .addColumn('at_row', 'integer')
      .addColumn('at_column', 'text')
      .addColumn('source_id', 'text', (c) => c.notNull())
      .addColumn('entry_id', 'text')
      .addColumn('rev', 'integer')
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('code', 'text', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('differences', 'text', (c) => c.notNull())
      // Of the entry once the batch is taken; what has a later one was changed since.
      .addColumn('change_no', 'integer')
      .addPrimaryKeyConstraint('knowledge_batch_row_key', ['batch_id', 'row_no']),
  );
  await index(db, 'knowledge_batch_row_outcome', 'knowledge_batch_row', ['batch_id', 'outcome', 'row_no']);
  await index(db, 'knowledge_batch_row_entry', 'knowledge_batch_row', ['batch_id', 'entry_id']);
  // What a batch makes of its entries (`after`, until it is taken) and what it found (`before`, to undo it).
  await create(db, 'knowledge_batch_entry', (table) =>
    entryColumns(
      table.addColumn('batch_id', 'text', (c) => c.notNull()).addColumn('side', 'text', (c) => c.notNull()),
    ).addPrimaryKeyConstraint('knowledge_batch_entry_key', ['batch_id', 'side', 'entry_id']),
  );
  await create(db, 'knowledge_staged_version', (table) =>
    versionColumns(table).addPrimaryKeyConstraint('knowledge_staged_version_key', [
      'batch_id',
      'entry_id',
      'rev',
    ]),
  );
}

async function work(db: Kysely<unknown>): Promise<void> {
  await create(db, 'knowledge_task', (table) =>
    table
      .addColumn('task_id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('question', 'text', (c) => c.notNull())
      .addColumn('region_code', 'text', (c) => c.notNull())
      .addColumn('as_of', 'text')
      .addColumn('entry_id', 'text')
      .addColumn('clause_no', 'text')
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('reported_by', 'text', (c) => c.notNull())
      .addColumn('reported_at', 'bigint', (c) => c.notNull())
      .addColumn('interaction_id', 'text')
      .addColumn('owner_unit', 'text', (c) => c.notNull())
      .addColumn('owner_id', 'text')
      .addColumn('due_on', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('closing', 'text')
      .addColumn('change_no', 'integer', (c) => c.notNull()),
  );
  await index(db, 'knowledge_task_state', 'knowledge_task', ['state', 'kind', 'reported_at']);
  await index(db, 'knowledge_task_entry', 'knowledge_task', ['entry_id', 'state']);
  await create(db, 'knowledge_search', (table) =>
    table
      .addColumn('search_id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('unit_id', 'text', (c) => c.notNull())
      .addColumn('question', 'text', (c) => c.notNull())
      .addColumn('region_code', 'text', (c) => c.notNull())
      .addColumn('as_of', 'text', (c) => c.notNull())
      .addColumn('hits', 'integer', (c) => c.notNull())
      .addColumn('first_article', 'text')
      .addColumn('first_clause', 'text')
      .addColumn('adopted_article', 'text')
      .addColumn('adopted_clause', 'text')
      .addColumn('adopted_rank', 'integer'),
  );
  await index(db, 'knowledge_search_time', 'knowledge_search', ['at']);
  await index(db, 'knowledge_search_adopted', 'knowledge_search', ['adopted_article', 'at']);
}

async function attachments(db: Kysely<unknown>): Promise<void> {
  await create(db, 'knowledge_attachment', (table) =>
    table
      .addColumn('sha256', 'text', (c) => c.primaryKey())
      .addColumn('upload_id', 'text', (c) => c.notNull())
      .addColumn('media_type', 'text', (c) => c.notNull())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull()),
  );
  await create(db, 'knowledge_attachment_part', (table) =>
    table
      .addColumn('upload_id', 'text', (c) => c.notNull())
      .addColumn('part_no', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('bytes', 'blob', (c) => c.notNull())
      .addPrimaryKeyConstraint('knowledge_attachment_part_key', ['upload_id', 'part_no']),
  );
}
