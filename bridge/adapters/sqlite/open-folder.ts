import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { isPersonal } from '../../domain/telephony/event.ts';
import { databaseFile, kyselyOn, openForWriting } from './database.ts';
import { StoreDamaged } from './errors.ts';
import { ChainWriter } from './journal/append.ts';
import type { KeyPaths } from './keys/key-paths.ts';
import { type KeyRing, openKeyRing } from './keys/key-ring.ts';
import { migrate } from './migrate.ts';
import { References } from './personal/reference.ts';
import type { Tables } from './schema.ts';

/** An opened data folder: of the bridge's writer, or of a command that works beside it. */
export interface OpenFolder {
  database: DatabaseSync;
  db: Kysely<Tables>;
  keys: KeyRing;
  chain: ChainWriter;
}

export interface FolderSettings {
  data: string;
  keys: KeyPaths;
  now: number;
}

/** Opens a data folder for writing, makes it where there is none, brings it to the current schema, checks its keys. */
export async function openFolder({ data, keys, now }: FolderSettings): Promise<OpenFolder> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, databaseFile);
  // Made before SQLite would make it: records in it are for nobody else, whatever the mode of a folder that was there.
  closeSync(openSync(file, 'a', 0o600));
  const database = openForWriting(file);
  try {
    const db = kyselyOn(database);
    await migrate(database, db, now);
    const ring = await inTransaction(database, () => openKeyRing(db, keys));
    const references = new References(ring.reference);
    const chain = new ChainWriter(database, db, ring, references, isPersonal);
    return { database, db, keys: ring, chain };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One transaction on the only connection of this thread; its writes are on disk when it resolves. */
export async function inTransaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  database.exec('begin immediate');
  try {
    const result = await work();
    database.exec('commit');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself where the disk refused.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** For commands that only look: a wrong path must not become an empty folder. */
export function databaseIn(data: string): string {
  const file = join(data, databaseFile);
  if (existsSync(file)) return file;
  throw new StoreDamaged(
    'store.no-data',
    { zh: `目录 ${data} 中没有 ${databaseFile}。`, en: `There is no ${databaseFile} in ${data}.` },
    { zh: '请检查 --data。', en: 'Check --data.' },
  );
}
