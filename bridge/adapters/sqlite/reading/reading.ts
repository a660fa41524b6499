import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { kyselyOn } from '../database.ts';
import { MonthKeys } from '../keys/month-keys.ts';
import type { Tables } from '../schema.ts';
import { entriesSql } from './entries-sql.ts';
import { PersonalValues } from './personal-values.ts';

/** What a reader has in hand. */
export interface Reading {
  db: Kysely<Tables>;
  values: PersonalValues;
  /** stream id, position, limit → rows as arrays */
  entries: StatementSync;
}

export function openReading(database: DatabaseSync, monthKeys: string): Reading {
  const db = kyselyOn(database);
  // Past Kysely, with rows as arrays: a million events are read back in seconds, objects with names would double that.
  const entries = database.prepare(entriesSql(db));
  entries.setReturnArrays(true);
  return { db, values: new PersonalValues(db, new MonthKeys(monthKeys)), entries };
}
