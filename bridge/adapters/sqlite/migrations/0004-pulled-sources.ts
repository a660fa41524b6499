import type { CreateTableBuilder, Kysely } from 'kysely';

/** Schema 4: runs of sources that are pulled on a schedule, and what was remembered of their pages. */
export async function pulledSources(db: Kysely<unknown>): Promise<void> {
  await create(db, 'knowledge_source', (table) =>
    table
      .addColumn('source_id', 'text', (c) => c.primaryKey())
      // JSON of who paused it, when and why; null while it is not.
      .addColumn('paused', 'text')
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('run_no', 'integer', (c) => c.notNull())
      .addColumn('read_by', 'text', (c) => c.notNull()),
  );
  await create(db, 'knowledge_source_run', (table) =>
    table
      .addColumn('run_id', 'text', (c) => c.primaryKey())
      .addColumn('source_id', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('started_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('started_by', 'text', (c) => c.notNull())
      .addColumn('attempt', 'integer', (c) => c.notNull())
      .addColumn('command_id', 'text')
      .addColumn('figures', 'text', (c) => c.notNull())
      // What it will take, and what it took.
      .addColumn('planned_batch', 'text', (c) => c.notNull())
      .addColumn('batch_id', 'text')
      .addColumn('counts', 'text')
      // Of the process that reads, while it does.
      .addColumn('process', 'integer')
      .addUniqueConstraint('knowledge_source_run_command', ['started_by', 'command_id']),
  );
  await index(db, 'knowledge_source_run_time', 'knowledge_source_run', ['source_id', 'started_at']);
  await index(db, 'knowledge_source_run_state', 'knowledge_source_run', ['state']);
  await create(db, 'knowledge_source_run_row', (table) =>
    table
      .addColumn('run_id', 'text', (c) => c.notNull())
      .addColumn('row_no', 'integer', (c) => c.notNull())
      .addColumn('at_in', 'text', (c) => c.notNull())
      .addColumn('at_row', 'integer')
      .addColumn('at_column', 'text')
      .addColumn('code', 'text', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('knowledge_source_run_row_key', ['run_id', 'row_no']),
  );
  await create(db, 'knowledge_source_page', (table) =>
    table
      .addColumn('source_id', 'text', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('knowledge_source_page_key', ['source_id', 'url']),
  );
}

type Table = CreateTableBuilder<string, string>;

async function create(db: Kysely<unknown>, name: string, columns: (table: Table) => Table): Promise<void> {
  await columns(db.schema.createTable(name)).execute();
}

function index(db: Kysely<unknown>, name: string, table: string, columns: string[]): Promise<void> {
  return db.schema.createIndex(name).on(table).columns(columns).execute();
}
