import type { Clock, NewId } from './ports.ts';
import { accountDisabled, type Refused, refused } from './result.ts';
import type { Secrets } from './secrets.ts';
import type { Account, AccountStore, AuditStore, PasswordHash, Session } from './store.ts';

/** Limits of sessions are the site's; the norm demands them and leaves the numbers open. */
export interface SessionRules {
  idleMinutes: number;
  longestHours: number;
  lockAfterFailures: number;
  lockMinutes: number;
  basis: string;
}

export interface SignedIn {
  account: Account;
  session: Session;
}

export type SignInResult = Refused | ({ outcome: 'signed-in'; token: string } & SignedIn);

const wrong = refused('wrong-password', '用户名或密码不对，请重新输入。');

/** 登录, by password. Who tries is told the same whether the name or the password is wrong, after the same time. */
export class SignInAccount {
  readonly #accounts: AccountStore;
  readonly #audit: AuditStore;
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  readonly #rules: SessionRules;
  readonly #decoy: Promise<PasswordHash>;
  readonly #lastActive = new Map<string, number>();
  readonly #trying = new Map<string, Promise<unknown>>();
  /** a person in the middle of a call, or waiting for one, is not idle however still the keyboard */
  readonly #onDuty: (account: Account) => boolean;

  constructor(needs: {
    accounts: AccountStore;
    audit: AuditStore;
    secrets: Secrets;
    clock: Clock;
    newId: NewId;
    rules: SessionRules;
    onDuty(account: Account): boolean;
  }) {
    this.#accounts = needs.accounts;
    this.#audit = needs.audit;
    this.#secrets = needs.secrets;
    this.#clock = needs.clock;
    this.#rules = needs.rules;
    this.#onDuty = (account) => needs.onDuty(account);
    this.#decoy = needs.secrets.hashPassword(needs.newId());
  }

  /** Tries for one name one after the other: many at once must not all see the same count of failures. */
  signIn(login: string, password: string): Promise<SignInResult> {
    const before = this.#trying.get(login) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => this.#try(login, password));
    this.#trying.set(login, mine);
    return mine.finally(() => {
      if (this.#trying.get(login) === mine) this.#trying.delete(login);
    });
  }

  async signOut(token: string): Promise<void> {
    const hash = this.#secrets.tokenHash(token);
    const found = await this.#accounts.session(hash, this.#clock.now());
    await this.#accounts.closeSession(hash);
    this.#lastActive.delete(hash);
    if (found !== null) await this.#note('sign-out', found.account.id, found.account.login, '', true);
  }

  /** Who a token belongs to; null when it is unknown, over, idle too long, or the account is disabled. */
  async accountOf(token: string, isActivity: boolean): Promise<SignedIn | null> {
    return this.bySession(this.#secrets.tokenHash(token), isActivity);
  }

  async bySession(tokenHash: string, isActivity: boolean): Promise<SignedIn | null> {
    const now = this.#clock.now();
    const found = await this.#accounts.session(tokenHash, now);
    if (found === null || found.account.disabled) return null;
    const last = this.#lastActive.get(tokenHash) ?? now;
    const idle = now - last > this.#rules.idleMinutes * 60_000;
    if (idle && !this.#onDuty(found.account)) {
      await this.#accounts.closeSession(tokenHash);
      this.#lastActive.delete(tokenHash);
      await this.#note('session-idle', found.account.id, found.account.login, '', true);
      return null;
    }
    if (isActivity || !this.#lastActive.has(tokenHash)) this.#lastActive.set(tokenHash, now);
    return found;
  }

  /** Something that a person did, on a connection that is open already. */
  active(tokenHash: string): void {
    this.#lastActive.set(tokenHash, this.#clock.now());
  }

  async #try(login: string, password: string): Promise<SignInResult> {
    const now = this.#clock.now();
    const found = await this.#accounts.byLogin(login);
    if (found === null) {
      await this.#secrets.passwordMatches(password, await this.#decoy);
      await this.#note('sign-in', null, login, 'unknown login', false);
      return wrong;
    }
    const { account } = found;
    if (found.lockedUntil !== null && found.lockedUntil > now) {
      await this.#note('sign-in', account.id, login, 'locked', false);
      return refused(
        'locked',
        `连续输错密码，账号已锁定，请约 ${Math.ceil((found.lockedUntil - now) / 60_000)} 分钟后再试。`,
      );
    }
    if (!(await this.#secrets.passwordMatches(password, found.password))) {
      const failures = (found.lockedUntil === null ? found.failures : 0) + 1;
      const locked = failures >= this.#rules.lockAfterFailures;
      await this.#accounts.noteFailure(
        account.id,
        failures,
        locked ? now + this.#rules.lockMinutes * 60_000 : null,
      );
      await this.#note(
        'sign-in',
        account.id,
        login,
        locked ? 'wrong password, locked' : 'wrong password',
        false,
      );
      return wrong;
    }
    if (account.disabled) {
      await this.#note('sign-in', account.id, login, 'disabled', false);
      return accountDisabled;
    }
    if (found.failures > 0 || found.lockedUntil !== null)
      await this.#accounts.noteFailure(account.id, 0, null);
    const token = this.#secrets.newToken();
    const session = {
      tokenHash: this.#secrets.tokenHash(token),
      accountId: account.id,
      openedAt: now,
      expiresAt: now + this.#rules.longestHours * 3_600_000,
    };
    await this.#accounts.openSession(session);
    this.#lastActive.set(session.tokenHash, now);
    await this.#note('sign-in', account.id, login, '', true);
    return { outcome: 'signed-in', token, account, session };
  }

  async #note(action: string, accountId: string | null, login: string, detail: string, success: boolean) {
    // What was typed into the name field may be a password or a citizen's number: it is kept only where it is a login.
    const subject = accountId === null ? 'login unknown' : `login ${login}`;
    await this.#audit.append({ at: this.#clock.now(), accountId, action, subject, detail, success });
  }
}
