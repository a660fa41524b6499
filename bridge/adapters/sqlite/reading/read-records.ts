import type { ConsultationRecord, RecordRevision, SeatSession } from '../../../application/store.ts';
import type { AnswerUsed, RecordContent } from '../../../domain/record/consultation.ts';
import { chinaTime } from '../china-time.ts';
import type { RecordRow } from '../schema.ts';
import type { Reading } from './reading.ts';

export async function recordOfInteraction(
  { db }: Reading,
  { interactionId }: { interactionId: string },
): Promise<ConsultationRecord | null> {
  const row = await db
    .selectFrom('record')
    .selectAll()
    .where('interaction_id', '=', interactionId)
    .executeTakeFirst();
  return row ? recordFrom(row) : null;
}

export async function recordByNo(
  { db }: Reading,
  { recordNo }: { recordNo: string },
): Promise<ConsultationRecord | null> {
  const row = await db.selectFrom('record').selectAll().where('record_no', '=', recordNo).executeTakeFirst();
  return row ? recordFrom(row) : null;
}

export async function recordRevisions(
  { db }: Reading,
  { recordNo }: { recordNo: string },
): Promise<RecordRevision[]> {
  const rows = await db
    .selectFrom('record_revision')
    .selectAll()
    .where('record_no', '=', recordNo)
    .orderBy('rev')
    .execute();
  return rows.map((row) => ({
    rev: row.rev,
    accountId: row.account_id,
    savedAt: chinaTime(row.saved_at),
    reason: row.reason,
    content: JSON.parse(row.content) as RecordContent,
  }));
}

export async function recordsOfPerson(
  { db }: Reading,
  { accountId, day, limit }: { accountId: string; day: string; limit: number },
): Promise<ConsultationRecord[]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('day', '=', day)
    .orderBy('record_no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(recordFrom);
}

export async function recordsOfCaller(
  { db }: Reading,
  { callerRef, limit }: { callerRef: string; limit: number },
): Promise<ConsultationRecord[]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('caller_ref', '=', callerRef)
    .orderBy('saved_at', 'desc')
    .orderBy('record_no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(recordFrom);
}

/** A record may have cited several answers, or none: records are read until there are enough. */
export async function earlierAnswers(
  { db }: Reading,
  { callerRef, limit }: { callerRef: string; limit: number },
): Promise<(AnswerUsed & { answeredAt: string })[]> {
  const given: (AnswerUsed & { answeredAt: string })[] = [];
  const rows = await db
    .selectFrom('record')
    .select(['content', 'answered_at', 'saved_at'])
    .where('caller_ref', '=', callerRef)
    .orderBy('saved_at', 'desc')
    .orderBy('record_no', 'desc')
    // A number that calls every day (a law firm, a switchboard) must not make the pop read its whole history.
    .limit(200)
    .execute();
  for (const row of rows) {
    const { answers } = JSON.parse(row.content) as RecordContent;
    for (const answer of answers)
      given.push({ ...answer, answeredAt: row.answered_at ?? chinaTime(row.saved_at) });
    if (given.length >= limit) break;
  }
  return given.slice(0, limit);
}

export async function recordsOfDay({ db }: Reading, { day }: { day: string }): Promise<ConsultationRecord[]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .select((e) =>
      e
        .selectFrom('record_revision')
        .whereRef('record_revision.record_no', '=', 'record.record_no')
        .where('reason', '=', '')
        .select(({ fn }) => fn.max('saved_at').as('at'))
        .as('closed_at'),
    )
    .where('day', '=', day)
    .orderBy('record_no')
    .execute();
  return rows.map(({ closed_at, ...row }) => recordFrom({ ...row, saved_at: closed_at ?? row.saved_at }));
}

export async function interactionsSince({ db }: Reading, { day }: { day: string }): Promise<string[]> {
  const rows = await db.selectFrom('record').select('interaction_id').where('day', '>=', day).execute();
  return rows.map(({ interaction_id }) => interaction_id);
}

export async function seatSessions({ db }: Reading): Promise<SeatSession[]> {
  const rows = await db.selectFrom('seat_session').selectAll().orderBy('seat').execute();
  return rows.map((row) => ({
    seat: row.seat,
    accountId: row.account_id,
    queues: JSON.parse(row.queues) as SeatSession['queues'],
    pause:
      row.pause_reason === null || row.pause_since === null
        ? null
        : { reason: row.pause_reason, since: row.pause_since },
    signedInAt: row.signed_in_at,
  }));
}

/** The columns hold what `saveRecord` wrote from the same types. */
function recordFrom(row: RecordRow): ConsultationRecord {
  return {
    recordNo: row.record_no,
    interactionId: row.interaction_id,
    channel: row.channel as ConsultationRecord['channel'],
    callKey: row.call_key,
    callKind: row.call_kind as ConsultationRecord['callKind'],
    seat: row.seat,
    queue: row.queue,
    accountId: row.account_id,
    agentNo: row.agent_no,
    unitId: row.unit_id,
    callerRef: row.caller_ref,
    numberMasked: row.number_masked,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    parkedAt: row.parked_at,
    rev: row.rev,
    content: JSON.parse(row.content) as RecordContent,
    savedAt: chinaTime(row.saved_at),
  };
}
