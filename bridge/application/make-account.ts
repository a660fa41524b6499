import { isPasswordGood, passwordRule } from '../domain/people/password.ts';
import { type Role, roleSchema } from '../domain/people/role.ts';
import type { Clock, NewId } from './ports.ts';
import { done, type Result, refused } from './result.ts';
import type { Secrets } from './secrets.ts';
import type { AccountStore, AuditStore } from './store.ts';

/** A day to follow the link of the first start; the next start gives a new one. */
const linkHours = 24;

/** The first administrator of a site is made by who can read the console, once, in time. No account comes with a password. */
export class FirstAdministrator {
  readonly #accounts: AccountStore;
  readonly #audit: AuditStore;
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  readonly #newId: NewId;
  readonly #unitId: string;
  #link: { hash: string; until: number } | null = null;
  #busy = false;

  constructor(needs: {
    accounts: AccountStore;
    audit: AuditStore;
    secrets: Secrets;
    clock: Clock;
    newId: NewId;
    unitId: string;
  }) {
    this.#accounts = needs.accounts;
    this.#audit = needs.audit;
    this.#secrets = needs.secrets;
    this.#clock = needs.clock;
    this.#newId = needs.newId;
    this.#unitId = needs.unitId;
  }

  /** The token of a new link, or null where somebody has an account already. */
  async issue(): Promise<string | null> {
    if ((await this.#accounts.list()).length > 0) return null;
    const token = this.#secrets.newToken();
    this.#link = {
      hash: this.#secrets.tokenHash(token),
      until: this.#clock.now() + linkHours * 3_600_000,
    };
    return token;
  }

  isOpen(token: string): boolean {
    const link = this.#link;
    return link !== null && this.#clock.now() < link.until && this.#secrets.tokenHash(token) === link.hash;
  }

  async redeem(token: string, wish: { login: string; name: string; password: string }): Promise<Result> {
    if (!this.isOpen(token) || this.#busy)
      return refused('link-over', '链接已失效或已使用。请重新启动话务桥，使用控制台上新的链接。');
    const login = wish.login.trim();
    const name = wish.name.trim();
    if (!/^[A-Za-z][A-Za-z0-9._-]{2,31}$/.test(login))
      return refused('bad-login', '用户名须以字母开头，3–32 位字母、数字、点、横线。');
    if (name === '' || name.length > 40) return refused('bad-name', '请填写姓名，最多 40 字。');
    if (!isPasswordGood(wish.password)) return refused('bad-password', `${passwordRule.zh}。`);
    this.#busy = true;
    try {
      const id = this.#newId();
      const account = {
        id,
        login,
        name,
        agentNo: null,
        roles: ['system-admin' as const],
        unitId: this.#unitId,
        disabled: false,
        demo: false,
      };
      await this.#accounts.create(account, await this.#secrets.hashPassword(wish.password));
      this.#link = null;
      await this.#audit.append({
        at: this.#clock.now(),
        accountId: id,
        action: 'first-administrator',
        subject: `login ${login}`,
        detail: '',
        success: true,
      });
      return done;
    } finally {
      this.#busy = false;
    }
  }
}

export interface DemoAccount {
  login: string;
  role: Role;
  password: string;
}

/** One a role, and a second editor: what one writes, the other reviews first. */
const demoPeople: readonly { login: string; role: Role; second: boolean }[] = [
  ...roleSchema.options.map((role) => ({ login: role, role, second: false })),
  { login: 'knowledge-editor-2', role: 'knowledge-editor', second: true },
];

export function demoRole(login: string): Role | null {
  return demoPeople.find((person) => person.login === login)?.role ?? null;
}

/**
 * The accounts to try the product with, those that are not there yet: passwords by chance, told once, stored as hashes.
 */
export async function makeDemoAccounts(needs: {
  accounts: AccountStore;
  secrets: Secrets;
  newId: NewId;
  unitId: string;
  nameOf(role: Role): string;
}): Promise<DemoAccount[]> {
  const { accounts, secrets, newId, unitId } = needs;
  const there = new Set((await accounts.list()).map(({ login }) => login));
  const made: DemoAccount[] = [];
  for (const { login, role, second } of demoPeople) {
    if (there.has(login)) continue;
    const password = secrets.newToken().slice(0, 12);
    const takesCalls = role === 'operator';
    await accounts.create(
      {
        id: newId(),
        login,
        name: `演示${needs.nameOf(role)}${second ? '二' : ''}`,
        agentNo: takesCalls ? '1203' : null,
        roles: [role],
        unitId,
        disabled: false,
        demo: true,
      },
      await secrets.hashPassword(password),
    );
    made.push({ login, role, password });
  }
  return made;
}
