import { hash } from 'node:crypto';
import type { SaveAnswer, SaveRecord } from '../../../application/store.ts';
import { canonicalJson } from '../canonical-json.ts';
import { chinaDay, chinaTime } from '../china-time.ts';
import type { RecordRow } from '../schema.ts';
import { type ActEvent, actEventVersion, actHeader } from './act-event.ts';
import { earlierAnswer, keepAnswer } from './command-answer.ts';
import type { Writing } from './writing.ts';

const kind = 'record.save';

/**
 * Saves a record: its content, its act in the journal and the answer, all or nothing. There is one record to an
 * interaction; an edit that was made on an older revision is a conflict, told with the current one.
 */
export async function saveRecord(
  writing: Writing,
  { save, at }: { save: SaveRecord; at: number },
): Promise<SaveAnswer> {
  const earlier = await earlierAnswer(writing, save.accountId, save.commandId, kind);
  if (earlier !== undefined) return { ...(earlier as SaveAnswer & { outcome: 'saved' }), repeated: true };

  const found = await writing.db
    .selectFrom('record')
    .selectAll()
    .where('interaction_id', '=', save.interactionId)
    .executeTakeFirst();
  if ((found?.rev ?? 0) !== save.baseRev)
    return { outcome: 'conflict', recordNo: found?.record_no ?? '', currentRev: found?.rev ?? 0 };

  const row = found ? edited(found, save, at) : await begun(writing, save, at);
  if (found) await writing.db.updateTable('record').set(row).where('record_no', '=', row.record_no).execute();
  else await writing.db.insertInto('record').values(row).execute();
  await journalSave(writing, save, row, at);

  const answer = { outcome: 'saved', recordNo: row.record_no, rev: row.rev, savedAt: chinaTime(at) } as const;
  await keepAnswer(writing, save.accountId, save.commandId, kind, answer, at);
  return { ...answer, repeated: false };
}

async function begun(writing: Writing, save: SaveRecord, at: number): Promise<RecordRow> {
  const day = chinaDay(at);
  const { context } = save;
  return {
    record_no: await nextRecordNo(writing, day),
    interaction_id: save.interactionId,
    channel: context.channel,
    call_key: context.callKey,
    call_kind: context.callKind,
    seat: context.seat,
    queue: context.queue,
    account_id: save.accountId,
    agent_no: context.agentNo,
    unit_id: context.unitId,
    caller_ref: context.callerRef,
    number_masked: context.numberMasked,
    started_at: context.startedAt,
    answered_at: context.answeredAt,
    ended_at: context.endedAt,
    parked_at: context.parkedAt,
    rev: 1,
    content: canonicalJson(save.content),
    saved_at: at,
    day,
  };
}

/** The record stays that of the account and unit that took the interaction; what an edit doesn't know is kept. */
function edited(found: RecordRow, save: SaveRecord, at: number): RecordRow {
  const { context } = save;
  return {
    ...found,
    call_key: context.callKey ?? found.call_key,
    call_kind: context.callKind ?? found.call_kind,
    seat: found.seat ?? context.seat,
    queue: found.queue ?? context.queue,
    caller_ref: context.callerRef ?? found.caller_ref,
    number_masked: context.numberMasked ?? found.number_masked,
    started_at: context.startedAt ?? found.started_at,
    answered_at: context.answeredAt ?? found.answered_at,
    ended_at: context.endedAt ?? found.ended_at,
    parked_at: found.parked_at ?? context.parkedAt,
    rev: found.rev + 1,
    content: canonicalJson(save.content),
    saved_at: at,
  };
}

/** CS + day in China + six digits, counted anew each day. */
async function nextRecordNo({ db }: Writing, day: string): Promise<string> {
  const { last } = await db
    .insertInto('record_number')
    .values({ day, last: 1 })
    .onConflict((c) => c.column('day').doUpdateSet((e) => ({ last: e('record_number.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow();
  return `CS${day.replaceAll('-', '')}${String(last).padStart(6, '0')}`;
}

async function journalSave(writing: Writing, save: SaveRecord, row: RecordRow, at: number): Promise<void> {
  const contentHash = hash('sha256', row.content, 'hex');
  await writing.db
    .insertInto('record_revision')
    .values({
      record_no: row.record_no,
      rev: row.rev,
      account_id: save.accountId,
      saved_at: at,
      content: row.content,
      content_hash: contentHash,
      reason: save.reason ?? '',
    })
    .execute();
  const event: ActEvent = {
    ...actHeader(at, save.commandId, save.accountId),
    type: 'record-saved',
    recordNo: row.record_no,
    interactionId: save.interactionId,
    rev: row.rev,
    contentHash,
  };
  await writing.chain.append(writing.actStream, [{ type: event.type, version: actEventVersion, at, event }]);
}
