import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import { currentCipher, currentReference } from './algorithms.ts';
import { type HeadKey, makeHeadKey, readHeadKey } from './head-key.ts';
import { checkValueOf } from './key-check.ts';
import { createKeyFile, missingKey, newKeyText, readSymmetricKey, wrongKey } from './key-file.ts';
import type { KeyPaths } from './key-paths.ts';
import { MonthKeys } from './month-keys.ts';

/** All keys of a data folder, checked against the data. */
export interface KeyRing {
  head: HeadKey;
  reference: KeyObject;
  months: MonthKeys;
}

/**
 * Reads the keys, makes them where there is no data yet, and refuses to start with keys that are missing or not
 * the ones this data was written with: a new key would silently make every number unreadable and every caller new.
 */
export async function openKeyRing(db: Kysely<Tables>, paths: KeyPaths): Promise<KeyRing> {
  const checks = new Map<string, string>();
  for (const row of await db.selectFrom('key_check').selectAll().execute())
    checks.set(row.name, row.check_value);

  const head = existsSync(paths.headKey) || checks.has('head') ? readHeadKey(paths) : makeHeadKey(paths);
  if (checks.has('head') && checks.get('head') !== head.keyId) throw wrongKey(paths.headKey, 'Ed25519');

  const reference = readReferenceKey(paths) ?? makeReferenceKey(paths, checks.has('reference'));
  if (checks.has('reference') && checks.get('reference') !== checkValueOf(reference))
    throw wrongKey(paths.referenceKey, 'HMAC');

  const months = new MonthKeys(paths.monthKeys);
  for (const [name, value] of checks) if (/^\d{4}-\d\d$/.test(name)) months.check(name, value);

  if (checks.size === 0) {
    await noteKey(db, 'head', 'ed25519', head.keyId);
    await noteKey(db, 'reference', currentReference.id, checkValueOf(reference));
  }
  return { head, reference, months };
}

/** The key of caller references; null when there is none. */
export function readReferenceKey(paths: KeyPaths): KeyObject | null {
  return readSymmetricKey(paths.referenceKey, 'HMAC');
}

function makeReferenceKey(paths: KeyPaths, dataExists: boolean): KeyObject {
  if (!dataExists) createKeyFile(paths.referenceKey, newKeyText());
  const key = readReferenceKey(paths);
  if (!key) throw missingKey(paths.referenceKey, 'HMAC');
  return key;
}

/** The month's key, noted in the data before anything sealed with it can be committed. */
export async function keyOfMonth(
  db: Kysely<Tables>,
  months: MonthKeys,
  month: string,
): Promise<KeyObject | null> {
  const key = months.findOrMake(month);
  if (key) await noteKey(db, month, currentCipher.id, checkValueOf(key));
  return key;
}

async function noteKey(db: Kysely<Tables>, name: string, algorithm: string, value: string): Promise<void> {
  await db
    .insertInto('key_check')
    .values({ name, algorithm, check_value: value })
    .onConflict((c) => c.column('name').doNothing())
    .execute();
}
