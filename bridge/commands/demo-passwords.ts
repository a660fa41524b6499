import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoAccount, demoRole, makeDemoAccounts } from '../application/make-account.ts';
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
  const kept = (await accounts.list()).length > 0 ? await readKept(file) : [];
  // Whoever took the file away has no use for more accounts.
  if (kept === null) return null;
  // Those that an earlier version of the demo did not have yet are added.
  const added = await makeDemoAccounts({
    accounts,
    secrets,
    newId,
    unitId,
    nameOf: (role) => roleNames[role],
  });
  const made = [...kept, ...added];
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
    .flatMap(([login = '', password]) => {
      const role = demoRole(login);
      return role !== null && password !== undefined ? [{ login, password, role }] : [];
    });
}
