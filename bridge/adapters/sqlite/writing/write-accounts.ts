import type { Kysely } from 'kysely';
import type { Account, PasswordHash, Session } from '../../../application/store.ts';
import { ValueRefused } from '../errors.ts';
import type { AccountRow, Tables } from '../schema.ts';

/** Changes of accounts; each moves the revision that running bridges look at. */

type Folder = { db: Kysely<Tables> };

export async function createAccount(
  { db }: Folder,
  { account, password }: { account: Account; password: PasswordHash },
): Promise<null> {
  const taken = await db
    .selectFrom('account')
    .select('id')
    .where((e) => e.or([e('login', '=', account.login), e('id', '=', account.id)]))
    .executeTakeFirst();
  if (taken)
    throw new ValueRefused(
      'account.taken',
      { zh: `账号“${account.login}”已存在。`, en: `There is an account "${account.login}" already.` },
      {
        zh: '请换一个登录名，或重置该账号的密码。',
        en: 'Choose another login, or reset the password of that account.',
      },
    );
  await db.insertInto('account').values(rowOf(account, password)).execute();
  return noteChange(db);
}

export async function setPassword(
  { db }: Folder,
  { id, password }: { id: string; password: PasswordHash },
): Promise<null> {
  const changed = await db
    .updateTable('account')
    .set({ password: JSON.stringify(password), failures: 0, locked_until: null })
    .where('id', '=', id)
    .executeTakeFirst();
  refuseUnknown(id, changed.numUpdatedRows);
  return noteChange(db);
}

export async function setDisabled(
  { db }: Folder,
  { id, disabled }: { id: string; disabled: boolean },
): Promise<null> {
  const changed = await db
    .updateTable('account')
    .set({ disabled: disabled ? 1 : 0 })
    .where('id', '=', id)
    .executeTakeFirst();
  refuseUnknown(id, changed.numUpdatedRows);
  return noteChange(db);
}

/** No change of revision: a mistyped password is no reason for every bridge to look. */
export async function noteFailure(
  { db }: Folder,
  { id, failures, lockedUntil }: { id: string; failures: number; lockedUntil: number | null },
): Promise<null> {
  await db.updateTable('account').set({ failures, locked_until: lockedUntil }).where('id', '=', id).execute();
  return null;
}

export async function openSession({ db }: Folder, session: Session): Promise<null> {
  await db.deleteFrom('session').where('expires_at', '<=', session.openedAt).execute();
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      opened_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute();
  return null;
}

export async function closeSession({ db }: Folder, { tokenHash }: { tokenHash: string }): Promise<null> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
  return null;
}

export async function closeSessionsOf({ db }: Folder, { accountId }: { accountId: string }): Promise<null> {
  await db.deleteFrom('session').where('account_id', '=', accountId).execute();
  return noteChange(db);
}

async function noteChange(db: Kysely<Tables>): Promise<null> {
  await db
    .insertInto('account_revision')
    .values({ id: 1, revision: 1 })
    .onConflict((c) =>
      c.column('id').doUpdateSet((e) => ({ revision: e('account_revision.revision', '+', 1) })),
    )
    .execute();
  return null;
}

function rowOf(account: Account, password: PasswordHash): AccountRow {
  return {
    id: account.id,
    login: account.login,
    name: account.name,
    agent_no: account.agentNo,
    roles: JSON.stringify(account.roles),
    unit_id: account.unitId,
    disabled: account.disabled ? 1 : 0,
    demo: account.demo ? 1 : 0,
    password: JSON.stringify(password),
    failures: 0,
    locked_until: null,
  };
}

function refuseUnknown(id: string, changed: bigint): void {
  if (changed > 0n) return;
  throw new ValueRefused(
    'account.unknown',
    { zh: `没有账号 ${id}。`, en: `There is no account ${id}.` },
    { zh: '请核对账号。', en: 'Check which account is meant.' },
  );
}
