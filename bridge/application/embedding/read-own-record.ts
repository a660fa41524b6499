import { may } from '../../domain/people/role.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account, ConsultationRecord, RecordStore } from '../store.ts';

/** A record by its number, for who wrote it: what another system knows of a call leads back to it. */
export class ReadOwnRecord {
  readonly #records: RecordStore;

  constructor(needs: { records: RecordStore }) {
    this.#records = needs.records;
  }

  async read(account: Account, recordNo: string): Promise<ConsultationRecord | Refused> {
    if (!may(account.roles, 'own-records')) return noRight;
    const record = await this.#records.byNo(recordNo);
    // A record of somebody else's is not told apart from none.
    if (record === null || record.accountId !== account.id)
      return refused('no-record', `您名下没有登记 ${recordNo}。请核对编号；他人的登记请联系班长查看。`);
    return record;
  }
}
