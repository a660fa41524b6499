import { hash, randomBytes } from 'node:crypto';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import type { Account } from '../../bridge/application/store.ts';
import type { BenchSite } from './site.ts';

export interface Person {
  /** the cookie of a session that is open */
  cookie: string;
  page: 'operator' | 'floor';
  /** of an operator */
  seat: string | null;
}

const unused = { algorithm: 'argon2id', salt: '', hash: '', memory: 1, passes: 1, parallelism: 1 } as const;

/** Accounts and sessions, made through the store before the bridge runs: nobody signs in by password here. */
export async function makePeople(site: BenchSite, operators: number, floors: number): Promise<Person[]> {
  const store = await openStore({ data: site.data, bridgeId: 'main' });
  const people: Person[] = [];
  const now = Date.now();
  try {
    for (let n = 0; n < operators + floors; n += 1) {
      const seat = n < operators ? (site.seats[n] ?? null) : null;
      const account = accountOf(n, seat, site.facts.cityUnitId);
      const token = randomBytes(32).toString('base64url');
      await store.accounts.create(account, unused);
      const tokenHash = hash('sha256', token, 'hex');
      await store.accounts.openSession({
        tokenHash,
        accountId: account.id,
        openedAt: now,
        expiresAt: now + 12 * 3_600_000,
      });
      people.push({
        cookie: `yihaoda_session=${token}`,
        page: seat === null ? 'floor' : 'operator',
        seat,
      });
    }
  } finally {
    await store.close();
  }
  return people;
}

function accountOf(n: number, seat: string | null, unitId: string): Account {
  return {
    id: `bench-${n}`,
    login: `bench${n}`,
    name: seat === null ? `班长${n}` : `话务员${n}`,
    agentNo: seat === null ? null : String(n).padStart(4, '0'),
    roles: [seat === null ? 'supervisor' : 'operator'],
    unitId,
    disabled: false,
    demo: false,
  };
}
