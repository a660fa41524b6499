import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Tables } from './schema.ts';

/** The file of a data folder. */
export const databaseFile = 'yihaoda.db';

/** Statements seen before are kept prepared: Kysely writes the same SQL for the same question. */
const keptStatements = 300;

/** Opens the file for writing, durable: what COMMIT returned from is on the disk. */
export function openForWriting(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  // 4 MiB of pages: the indexes in use stay in memory.
  database.exec('PRAGMA cache_size = -4096');
  database.exec('PRAGMA journal_size_limit = 67108864');
  return database;
}

export function openForReading(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  database.exec('PRAGMA cache_size = -4096');
  database.exec('PRAGMA query_only = ON');
  return database;
}

/** Kysely on `node:sqlite`: its own dialect asks for no more than this. */
export function kyselyOn(database: DatabaseSync): Kysely<Tables> {
  const statements = new Map<string, SqliteStatement>();
  const adapter: SqliteDatabase = {
    close: () => database.close(),
    prepare(sql) {
      const kept = statements.get(sql);
      if (kept) return kept;
      const statement = adapt(database.prepare(sql));
      if (statements.size >= keptStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapter }) });
}

type Parameters_ = Parameters<StatementSync['all']>;

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as Parameters_)),
    run: (parameters) => statement.run(...(parameters as Parameters_)),
    iterate: (parameters) => statement.iterate(...(parameters as Parameters_)),
  };
}
