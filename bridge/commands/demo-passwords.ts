import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoAccount, makeDemoAccounts } from '../application/make-account.ts';
import type { NewId } from '../application/ports.ts';
import type { Secrets } from '../application/secrets.ts';
import type { AccountStore } from '../application/store.ts';
import { roleNames } from '../domain/people/role.ts';

/**
 * The accounts of a demo, one a role. Their passwords are made by chance at the first start; the store keeps hashes,
 * and a 0600 file beside it keeps the words, so that a later start can print them again.
 */
export async function demoAccounts(needs: {
  accounts: AccountStore;
  secrets: Secrets;
  newId: NewId;
  unitId: string;
  data: string;
}): Promise<{ made: DemoAccount[]; file: string } | null> {
  const { accounts, secrets, newId, unitId, data } = needs;
  const file = join(data, 'demo-passwords.txt');
  if ((await accounts.list()).length > 0) {
    const kept = await readKept(file);
    return kept === null ? null : { made: kept, file };
  }
  const made = await makeDemoAccounts({
    accounts,
    secrets,
    newId,
    unitId,
    nameOf: (role) => roleNames[role],
  });
  await writeFile(file, `${made.map(({ login, password }) => `${login} ${password}`).join('\n')}\n`, {
    mode: 0o600,
  });
  // The mode of `writeFile` counts for a new file only.
  await chmod(file, 0o600);
  return { made, file };
}

async function readKept(file: string): Promise<DemoAccount[] | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    // Whoever deleted it has the passwords elsewhere, or wants them gone.
    return null;
  }
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([login, password]) =>
      login !== undefined && password !== undefined && login in roleNames
        ? [{ login, password, role: login as DemoAccount['role'] }]
        : [],
    );
}
