import { chinaTime } from '../domain/figures/period.ts';
import { maskNumber } from '../domain/people/number.ts';
import { may } from '../domain/people/role.ts';
import { missingFor, type RecordContent } from '../domain/record/consultation.ts';
import { chinaIso } from '../domain/telephony/exact-time.ts';
import { type Card, park } from './card.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock, Log } from './ports.ts';
import { done, noRight, type Refused, type Result, refused } from './result.ts';
import type { Account, ConsultationRecord, RecordStore, SaveRecord } from './store.ts';

export type SaveResult =
  | Refused
  | { outcome: 'saved'; recordNo: string; rev: number; savedAt: string; repeated: boolean }
  | { outcome: 'conflict'; recordNo: string; currentRev: number; message: string };

export type SavedRecord = Pick<
  ConsultationRecord,
  'recordNo' | 'savedAt' | 'unitId' | 'endedAt' | 'parkedAt' | 'content'
>;

const notYours = refused(
  'not-your-record',
  '这条登记不在您的工作台上，不能保存。只能登记自己接的、尚未关闭的通话；内容仍保存在本机。',
);

/**
 * 登记: saved on disk before it is acknowledged. The operator writes the content; whose call it was, when and in which
 * queue comes from the floor.
 */
export class CloseRecord {
  readonly #records: RecordStore;
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #saved: (record: SavedRecord, account: Account) => void;

  constructor(needs: {
    records: RecordStore;
    floor: FloorKeeper;
    desks: Desks;
    clock: Clock;
    log: Log;
    /** told once a revision is on disk: the day's figures count it */
    saved(record: SavedRecord, account: Account): void;
  }) {
    this.#saved = (record, account) => needs.saved(record, account);
    this.#records = needs.records;
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#log = needs.log;
    this.#clock = needs.clock;
  }

  async save(
    account: Account,
    commandId: string,
    wish: { interactionId: string; baseRev: number; content: RecordContent },
  ): Promise<SaveResult> {
    if (!may(account.roles, 'own-records')) return noRight;
    const missing = missingFor(wish.content);
    if (missing.length > 0)
      return refused('incomplete', `还不能保存：${missing.map(({ zh }) => zh).join('；')}。内容保存在本机。`);
    const desk = this.#desks.of(account);
    const card = desk.cards.find((one) => one.interactionId === wish.interactionId);
    try {
      if (card?.record == null) return await this.#savedBefore(account, wish);
      const context = this.#context(account, card);
      const answer = await this.#records.save({ commandId, accountId: account.id, ...wish, context });
      if (answer.outcome === 'conflict')
        return {
          ...answer,
          message: `登记 ${answer.recordNo} 已有更新的版本（第 ${answer.currentRev} 版），请核对后再保存。您的内容保存在本机。`,
        };
      card.record = { recordNo: answer.recordNo, rev: answer.rev, saved: wish.content, parked: false };
      this.#desks.settle(desk);
      const { recordNo, savedAt } = answer;
      const { unitId, endedAt, parkedAt } = context;
      this.#saved({ recordNo, savedAt, unitId, endedAt, parkedAt, content: wish.content }, account);
      return answer;
    } catch (error) {
      this.#log.error('a record could not be saved', { error });
      return refused('not-saved', '保存失败，登记没有写入服务器；内容仍保存在本机。请稍后再按 Ctrl+Enter。');
    }
  }

  park(account: Account, interactionId: string): Result {
    if (!may(account.roles, 'own-records')) return noRight;
    const desk = this.#desks.of(account);
    const card = desk.cards.find((one) => one.interactionId === interactionId);
    if (card?.record == null) return notYours;
    park(card, this.#clock.now());
    this.#desks.settle(desk);
    return done;
  }

  /**
   * The record was closed before, and this is the same save sent again after the answer was lost, perhaps to a bridge
   * that was started again meanwhile. Anything else would be an edit of a closed record.
   */
  async #savedBefore(
    account: Account,
    wish: { interactionId: string; baseRev: number; content: RecordContent },
  ): Promise<SaveResult> {
    const record = await this.#records.byInteraction(wish.interactionId);
    if (record === null || record.accountId !== account.id) return notYours;
    if (record.rev !== wish.baseRev + 1 || !isSame(record.content, wish.content)) return notYours;
    const { recordNo, rev, savedAt } = record;
    return { outcome: 'saved', recordNo, rev, savedAt, repeated: true };
  }

  #context(account: Account, card: Card): SaveRecord['context'] {
    const iso = (micros: number | null) => (micros === null ? null : chinaIso(micros));
    return {
      channel: 'hotline',
      callKey: this.#floor.callKey(card.callId),
      callKind: card.kind,
      seat: card.seat,
      queue: card.queue,
      agentNo: account.agentNo,
      unitId: account.unitId,
      callerRef: card.callerRef,
      numberMasked: card.caller === null ? null : maskNumber(card.caller),
      startedAt: iso(card.exact.arrivedAt),
      answeredAt: iso(card.exact.answeredAt),
      endedAt: iso(card.exact.endedAt),
      parkedAt: card.parkedAt === null ? null : chinaTime(card.parkedAt),
    };
  }
}

/** Both came through the same schema, so keys may differ in order only. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return one === other;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key in other && isSame(Reflect.get(one, key), Reflect.get(other, key)));
}
