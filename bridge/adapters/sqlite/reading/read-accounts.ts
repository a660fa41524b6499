import type { Kysely } from 'kysely';
import type { Account, AuditEntry, PasswordHash, Session } from '../../../application/store.ts';
import type { Role } from '../../../domain/people/role.ts';
import type { AccountRow, Tables } from '../schema.ts';
import { auditStream } from '../writing/writing.ts';
import type { Reading } from './reading.ts';

type Folder = { db: Kysely<Tables> };

export interface AccountFound {
  account: Account;
  password: PasswordHash;
  failures: number;
  lockedUntil: number | null;
}

export async function accountByLogin(
  { db }: Folder,
  { login }: { login: string },
): Promise<AccountFound | null> {
  const row = await db.selectFrom('account').selectAll().where('login', '=', login).executeTakeFirst();
  if (!row) return null;
  const password = JSON.parse(row.password) as PasswordHash;
  return { account: accountFrom(row), password, failures: row.failures, lockedUntil: row.locked_until };
}

export async function accountById({ db }: Folder, { id }: { id: string }): Promise<Account | null> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? accountFrom(row) : null;
}

export async function accounts({ db }: Folder): Promise<Account[]> {
  const rows = await db.selectFrom('account').selectAll().orderBy('login').execute();
  return rows.map(accountFrom);
}

export async function accountRevision({ db }: Folder): Promise<number> {
  const row = await db
    .selectFrom('account_revision')
    .select('revision')
    .where('id', '=', 1)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

/** A session that is over, or of a disabled account, is none. */
export async function sessionByToken(
  { db }: Folder,
  { tokenHash, now }: { tokenHash: string; now: number },
): Promise<{ session: Session; account: Account } | null> {
  const session = await db
    .selectFrom('session')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!session) return null;
  const account = await accountById({ db }, { id: session.account_id });
  if (!account || account.disabled) return null;
  const { account_id: accountId, opened_at: openedAt, expires_at: expiresAt } = session;
  return { session: { tokenHash, accountId, openedAt, expiresAt }, account };
}

export async function readAudit(
  { db }: Reading,
  { after, limit }: { after: number; limit: number },
): Promise<(AuditEntry & { position: number })[]> {
  const rows = await db
    .selectFrom('journal_entry as e')
    .innerJoin('journal_stream as s', 's.id', 'e.stream_id')
    .select(['e.position', 'e.event'])
    .where('s.name', '=', auditStream)
    .where('e.position', '>', after)
    .orderBy('e.position')
    .limit(limit)
    .execute();
  return rows.map(({ position, event }) => {
    const { at, accountId, action, subject, detail, success } = JSON.parse(event) as AuditEntry;
    return { at, accountId, action, subject, detail, success, position };
  });
}

function accountFrom(row: AccountRow): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    agentNo: row.agent_no,
    roles: JSON.parse(row.roles) as Role[],
    unitId: row.unit_id,
    disabled: row.disabled === 1,
    demo: row.demo === 1,
  };
}
