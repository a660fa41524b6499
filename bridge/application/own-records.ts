import { chinaDay } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { Clock } from './ports.ts';
import { noRight, type Refused, refused } from './result.ts';
import type { Account, AccountStore, ConsultationRecord, RecordRevision, RecordStore } from './store.ts';

/** More than any seat answers in a day. */
const mostOfADay = 500;

/** Said alike of what is not there and of what is somebody else's: a number tells nobody that it exists. */
const noRecord = refused('no-record', '您没有这一条登记，只能查看自己的登记。请从“今日已登记”中选择。');

/** 今日已登记: what a person saved today, and how it came to stand as it does. */
export class OwnRecords {
  readonly #records: RecordStore;
  readonly #accounts: AccountStore;
  readonly #clock: Clock;

  constructor(needs: { records: RecordStore; accounts: AccountStore; clock: Clock }) {
    this.#records = needs.records;
    this.#accounts = needs.accounts;
    this.#clock = needs.clock;
  }

  /** Newest first. */
  async today(account: Account): Promise<Refused | { records: ConsultationRecord[] }> {
    if (!may(account.roles, 'own-records')) return noRight;
    return { records: await this.#records.ofPerson(account.id, chinaDay(this.#clock.now()), mostOfADay) };
  }

  /** Oldest first, each with the name of who made it. */
  async revisions(
    account: Account,
    recordNo: string,
  ): Promise<Refused | { revisions: (RecordRevision & { by: string })[] }> {
    if (!may(account.roles, 'own-records')) return noRight;
    const record = await this.#records.byNo(recordNo);
    if (record === null || record.accountId !== account.id) return noRecord;
    const revisions = await this.#records.revisions(recordNo);
    const names = new Map<string, string>();
    for (const { accountId } of revisions)
      if (!names.has(accountId)) names.set(accountId, (await this.#accounts.byId(accountId))?.name ?? '');
    return { revisions: revisions.map((one) => ({ ...one, by: names.get(one.accountId) ?? '' })) };
  }
}
