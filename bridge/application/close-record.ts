import { chinaDay, chinaTime } from '../domain/figures/period.ts';
import { maskNumber } from '../domain/people/number.ts';
import { may } from '../domain/people/role.ts';
import { type AnswerUsed, missingFor, type RecordContent } from '../domain/record/consultation.ts';
import { dayOfRecord } from '../domain/record/record-no.ts';
import { chinaIso } from '../domain/telephony/exact-time.ts';
import { type Card, park } from './card.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock, Log } from './ports.ts';
import { done, noRight, type Refused, type Result, refused } from './result.ts';
import type { Account, AuditStore, ConsultationRecord, RecordStore, SaveRecord } from './store.ts';

export type SaveResult =
  | Refused
  | { outcome: 'saved'; recordNo: string; rev: number; savedAt: string; repeated: boolean }
  | {
      outcome: 'conflict';
      recordNo: string;
      currentRev: number;
      message: string;
      /** what is saved, to be laid beside what was refused */
      theirs?: { content: RecordContent; savedAt: string };
    };

/** What a page wants saved. */
export interface SaveWish {
  interactionId: string;
  /** revision this was written on; 0 where there was none */
  baseRev: number;
  content: RecordContent;
  /** needed once the record is closed */
  reason?: string | undefined;
}

export type SavedRecord = Pick<
  ConsultationRecord,
  'recordNo' | 'interactionId' | 'savedAt' | 'unitId' | 'endedAt' | 'parkedAt' | 'content'
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
  readonly #audit: AuditStore;
  readonly #saved: (record: SavedRecord, account: Account, given: readonly AnswerUsed[]) => void;

  constructor(needs: {
    records: RecordStore;
    floor: FloorKeeper;
    desks: Desks;
    clock: Clock;
    log: Log;
    audit: AuditStore;
    /** Told once a revision is on disk: the day's figures count it. `given`: answers that no earlier revision had. */
    saved(record: SavedRecord, account: Account, given: readonly AnswerUsed[]): void;
  }) {
    this.#saved = (record, account, given) => needs.saved(record, account, given);
    this.#records = needs.records;
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#log = needs.log;
    this.#clock = needs.clock;
    this.#audit = needs.audit;
  }

  async save(account: Account, commandId: string, wish: SaveWish): Promise<SaveResult> {
    if (!may(account.roles, 'own-records')) return noRight;
    const missing = missingFor(wish.content);
    if (missing.length > 0)
      return refused('incomplete', `还不能保存：${missing.map(({ zh }) => zh).join('；')}。内容保存在本机。`);
    const desk = this.#desks.of(account);
    const card = desk.cards.find((one) => one.interactionId === wish.interactionId);
    try {
      if (card?.record == null) return await this.#ofClosed(account, commandId, wish);
      const context = this.#context(account, card);
      const { interactionId, baseRev, content } = wish;
      const saving = { commandId, accountId: account.id, interactionId, baseRev, content, context };
      const answer = await this.#records.save(saving);
      if (answer.outcome === 'conflict')
        return conflictWith(answer, await this.#records.byInteraction(interactionId));
      const before = card.record.saved;
      card.record = { recordNo: answer.recordNo, rev: answer.rev, saved: wish.content, parked: false };
      this.#desks.settle(desk);
      const { recordNo, savedAt } = answer;
      const { unitId, endedAt, parkedAt } = context;
      this.#saved(
        { recordNo, interactionId, savedAt, unitId, endedAt, parkedAt, content },
        account,
        newIn(content, before),
      );
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
   * The record was closed before. Either this is the same save sent again after the answer was lost, perhaps to a
   * bridge that was started again meanwhile; or it is an edit by who saved it: on the same day, with a reason, and on
   * the revision that is there. What was written without a link while it was saved elsewhere is a conflict.
   */
  async #ofClosed(account: Account, commandId: string, wish: SaveWish): Promise<SaveResult> {
    const { interactionId, baseRev, content } = wish;
    const record = await this.#records.byInteraction(interactionId);
    if (record === null || record.accountId !== account.id) return notYours;
    const { recordNo, rev, unitId, endedAt, parkedAt } = record;
    if (rev === baseRev + 1 && isSame(record.content, content))
      return { outcome: 'saved', recordNo, rev, savedAt: record.savedAt, repeated: true };
    if (baseRev > rev) return conflictWith({ recordNo, currentRev: rev }, record);
    const reason = wish.reason?.trim() ?? '';
    const saving = { commandId, accountId: account.id, interactionId, baseRev, content, reason };
    if (baseRev < rev) {
      // The store knows whether this very command was done before the later revision; else nothing is written.
      const answer = await this.#records.save({ ...saving, context: record });
      return answer.outcome === 'conflict' ? conflictWith(answer, record) : answer;
    }
    const day = dayOfRecord(recordNo);
    if (day !== chinaDay(this.#clock.now()))
      return refused(
        'day-over',
        `登记 ${recordNo} 是 ${day} 的，只能修改当天的登记。您的内容保存在本机；确需更正，请联系班长。`,
      );
    if (reason === '')
      return refused('reason-needed', `登记 ${recordNo} 已经保存，修改须写明原因。您的内容保存在本机。`);
    const answer = await this.#records.save({ ...saving, context: record });
    if (answer.outcome === 'conflict')
      return conflictWith(answer, await this.#records.byInteraction(interactionId));
    if (!answer.repeated) {
      await this.#audit.append({
        at: this.#clock.now(),
        accountId: account.id,
        action: 'edit-record',
        subject: `record ${recordNo} rev ${answer.rev}`,
        detail: reason,
        success: true,
      });
      // The wrap-up ended with the save that closed it: an edit in the evening is no eight hours of work after the call.
      const closed = (await this.#records.revisions(recordNo)).findLast((one) => one.reason === '');
      const savedAt = closed?.savedAt ?? record.savedAt;
      this.#saved(
        { recordNo, interactionId, savedAt, unitId, endedAt, parkedAt, content },
        account,
        newIn(content, record.content),
      );
    }
    return answer;
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

function newIn({ answers }: RecordContent, before: RecordContent | null): AnswerUsed[] {
  const had = new Set(before?.answers.map(({ articleId, clauseNo }) => `${articleId}#${clauseNo}`));
  return answers.filter(({ articleId, clauseNo }) => !had.has(`${articleId}#${clauseNo}`));
}

function conflictWith(
  { recordNo, currentRev }: { recordNo: string; currentRev: number },
  saved: ConsultationRecord | null,
): SaveResult {
  return {
    outcome: 'conflict',
    recordNo,
    currentRev,
    message: `登记 ${recordNo} 已有更新的版本（第 ${currentRev} 版），请核对后再保存。您的内容保存在本机。`,
    ...(saved?.rev === currentRev && { theirs: { content: saved.content, savedAt: saved.savedAt } }),
  };
}

/** Both came through the same schema, so keys may differ in order only. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return one === other;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key in other && isSame(Reflect.get(one, key), Reflect.get(other, key)));
}
