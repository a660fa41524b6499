import type { CreateTableBuilder, Kysely } from 'kysely';

/** Schema 1: journal, records, seats, facts, accounts. */
export async function firstForm(db: Kysely<unknown>): Promise<void> {
  await keeping(db);
  await journal(db);
  await work(db);
  await people(db);
}

type Table = CreateTableBuilder<string, string>;

async function create(db: Kysely<unknown>, name: string, columns: (table: Table) => Table): Promise<void> {
  await columns(db.schema.createTable(name)).execute();
}

async function keeping(db: Kysely<unknown>): Promise<void> {
  await create(db, 'schema_version', (table) =>
    table
      .addColumn('version', 'integer', (c) => c.primaryKey())
      .addColumn('applied_at', 'bigint', (c) => c.notNull()),
  );
  await create(db, 'key_check', (table) =>
    table
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('check_value', 'text', (c) => c.notNull()),
  );
}

async function journal(db: Kysely<unknown>): Promise<void> {
  await create(db, 'journal_stream', (table) =>
    table
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('head', 'bigint', (c) => c.notNull())
      .addColumn('head_hash', 'blob')
      .addColumn('month', 'text'),
  );
  await create(db, 'journal_epoch', (table) =>
    table
      .addColumn('stream_id', 'integer', (c) => c.notNull().references('journal_stream.id'))
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('first_position', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('journal_epoch_key', ['stream_id', 'epoch']),
  );
  await create(db, 'journal_segment', (table) =>
    table
      .addColumn('stream_id', 'integer', (c) => c.notNull().references('journal_stream.id'))
      .addColumn('month', 'text', (c) => c.notNull())
      .addColumn('first_position', 'bigint', (c) => c.notNull())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('previous_hash', 'blob')
      .addColumn('checkpoint', 'text', (c) => c.notNull())
      .addColumn('opening_hash', 'blob', (c) => c.notNull())
      .addPrimaryKeyConstraint('journal_segment_key', ['stream_id', 'month']),
  );
  // No foreign key here: it would cost a look-up for each of tens of thousands of events a second.
  await create(db, 'journal_entry', (table) =>
    table
      .addColumn('stream_id', 'integer', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text')
      .addColumn('hash', 'blob', (c) => c.notNull())
      .addPrimaryKeyConstraint('journal_entry_key', ['stream_id', 'position']),
  );
  await create(db, 'journal_head', (table) =>
    table
      .addColumn('stream_id', 'integer', (c) => c.notNull().references('journal_stream.id'))
      .addColumn('month', 'text', (c) => c.notNull())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('hash', 'blob', (c) => c.notNull())
      .addColumn('signed_at', 'bigint', (c) => c.notNull())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('key_id', 'text', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('journal_head_key', ['stream_id', 'month']),
  );
  await create(db, 'personal_value', (table) =>
    table
      .addColumn('month', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('stream_id', 'integer', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('personal_value_key', ['month', 'ref']),
  );
}

async function work(db: Kysely<unknown>): Promise<void> {
  await create(db, 'command_answer', (table) =>
    table
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('command_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('answer', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('command_answer_key', ['account_id', 'command_id']),
  );
  await create(db, 'record', (table) =>
    table
      .addColumn('record_no', 'text', (c) => c.primaryKey())
      .addColumn('interaction_id', 'text', (c) => c.notNull().unique())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('call_key', 'text')
      .addColumn('call_kind', 'text')
      .addColumn('seat', 'text')
      .addColumn('queue', 'text')
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('agent_no', 'text')
      .addColumn('unit_id', 'text', (c) => c.notNull())
      .addColumn('caller_ref', 'text')
      .addColumn('number_masked', 'text')
      .addColumn('started_at', 'text')
      .addColumn('answered_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('rev', 'integer', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('saved_at', 'bigint', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull()),
  );
  await db.schema.createIndex('record_of_caller').on('record').columns(['caller_ref', 'saved_at']).execute();
  await db.schema.createIndex('record_of_day').on('record').columns(['day', 'record_no']).execute();
  await create(db, 'record_revision', (table) =>
    table
      .addColumn('record_no', 'text', (c) => c.notNull().references('record.record_no'))
      .addColumn('rev', 'integer', (c) => c.notNull())
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('saved_at', 'bigint', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('content_hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('record_revision_key', ['record_no', 'rev']),
  );
  await create(db, 'record_number', (table) =>
    table.addColumn('day', 'text', (c) => c.primaryKey()).addColumn('last', 'integer', (c) => c.notNull()),
  );
  await create(db, 'seat_session', (table) =>
    table
      .addColumn('seat', 'text', (c) => c.primaryKey())
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('queues', 'text', (c) => c.notNull())
      .addColumn('pause_reason', 'text')
      .addColumn('pause_since', 'bigint')
      .addColumn('signed_in_at', 'bigint', (c) => c.notNull()),
  );
  await create(db, 'call_fact', (table) =>
    table
      .addColumn('call_key', 'text', (c) => c.primaryKey())
      .addColumn('stream', 'text', (c) => c.notNull())
      .addColumn('caller_ref', 'text')
      .addColumn('arrived_at', 'bigint')
      .addColumn('first_position', 'bigint', (c) => c.notNull())
      .addColumn('last_position', 'bigint', (c) => c.notNull())
      .addColumn('month', 'text', (c) => c.notNull())
      .addColumn('fact', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text'),
  );
  await db.schema.createIndex('call_fact_arrival').on('call_fact').column('arrived_at').execute();
  await db.schema
    .createIndex('call_fact_caller')
    .on('call_fact')
    .columns(['caller_ref', 'arrived_at'])
    .execute();
  await create(db, 'projection', (table) =>
    table
      .addColumn('stream', 'text', (c) => c.primaryKey())
      .addColumn('through', 'bigint', (c) => c.notNull())
      .addColumn('resume_from', 'bigint', (c) => c.notNull()),
  );
}

async function people(db: Kysely<unknown>): Promise<void> {
  await create(db, 'account', (table) =>
    table
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('login', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('agent_no', 'text')
      .addColumn('roles', 'text', (c) => c.notNull())
      .addColumn('unit_id', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull())
      .addColumn('demo', 'integer', (c) => c.notNull())
      .addColumn('password', 'text', (c) => c.notNull())
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('locked_until', 'bigint'),
  );
  await create(db, 'account_revision', (table) =>
    table
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('revision', 'bigint', (c) => c.notNull()),
  );
  await create(db, 'session', (table) =>
    table
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
  );
  await db.schema.createIndex('session_of_account').on('session').column('account_id').execute();
}
