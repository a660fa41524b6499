import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { SchemaTooNew, StoreDamaged } from './errors.ts';
import { migrations } from './migrations/all.ts';
import type { Tables } from './schema.ts';

/** The schema this version of the program writes. */
export const currentSchema = migrations.length;

/** Version of the schema in the file; 0 for an empty file. */
export function schemaOf(database: DatabaseSync): number {
  const tables = database.prepare("select count(*) as n from sqlite_schema where type = 'table'").get();
  if (tables?.n === 0) return 0;
  const known = database.prepare("select 1 as one from sqlite_schema where name = 'schema_version'").get();
  if (!known)
    throw new StoreDamaged(
      'store.not-ours',
      { zh: '此文件不是一号答的数据库。', en: 'This file is not a database of yihaoda.' },
      { zh: '请检查 --data 指向的目录。', en: 'Check the folder that --data names.' },
    );
  const row = database.prepare('select max(version) as version from schema_version').get();
  return Number(row?.version ?? 0);
}

/** A newer schema is refused: a program that does not know it would write what it does not understand. */
export function refuseNewer(found: number): void {
  if (found <= currentSchema) return;
  throw new SchemaTooNew(
    'store.schema-too-new',
    {
      zh: `数据目录的结构版本是 ${found}，本程序只认识到 ${currentSchema}。`,
      en: `The data folder has schema version ${found}; this program knows up to ${currentSchema}.`,
    },
    {
      zh: '请改用写过这些数据的（更新的）版本启动，或从升级前的备份恢复。',
      en: 'Start the later version that wrote it, or restore the backup taken before the upgrade.',
    },
  );
}

/** Brings the file to the current schema, one numbered step after the other, each in its own transaction. */
export async function migrate(database: DatabaseSync, db: Kysely<Tables>, now: number): Promise<void> {
  for (;;) {
    // Inside the transaction: a second process (the command line) may be doing the same.
    database.exec('begin immediate');
    try {
      const version = schemaOf(database);
      refuseNewer(version);
      const step = migrations[version];
      if (!step) {
        database.exec('commit');
        return;
      }
      await step(db as Kysely<unknown>);
      await db
        .insertInto('schema_version')
        .values({ version: version + 1, applied_at: now })
        .execute();
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }
}
