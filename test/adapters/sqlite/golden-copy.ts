import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Site } from './builders.ts';

/** Data folders as each released version wrote them (`test/golden/make-golden.ts`). They are opened for ever. */
const golden = join(import.meta.dirname, '../../golden');

/** A copy: opening brings it to the current schema. Git keeps no file modes, so the keys get theirs back. */
export function copyOf(version: string): Site {
  // Not called `data`: such folders are not committed.
  const site = new Site('store');
  cpSync(join(golden, version), site.root, { recursive: true });
  for (const file of [site.keys.headKey, site.keys.referenceKey]) chmodSync(file, 0o600);
  for (const name of readdirSync(site.keys.monthKeys)) chmodSync(join(site.keys.monthKeys, name), 0o600);
  return site;
}
