import type { SourceSystem } from '../../../../../knowledge/content/delivery.ts';
import { live, sourceAuthor } from '../../../../../knowledge/content/life-cycle.ts';
import type { PassAnswer, PassBatch } from '../../../../application/knowledge-store.ts';
import type { EntryColumns } from '../../knowledge-schema.ts';
import type { Writing } from '../writing.ts';
import { changeEntry } from './act-on-entry.ts';
import { standingOf } from './entry-columns.ts';
import { withReviewDay } from './review-day.ts';

/** Each has an event of its own in the journal: some ten milliseconds in which no record is saved. */
const entriesAtOnce = 100;

/**
 * Reviews the next entries of a delivery, each by the rules of its life: who wrote a version or passed it first is kept
 * apart entry by entry. One that was passed by the same person before counts as passed, so that a review that broke
 * off is simply begun again.
 */
export async function passBatch(
  writing: Writing,
  { pass, at }: { pass: PassBatch; at: number },
): Promise<PassAnswer> {
  const rows = await writing.db
    .selectFrom('knowledge_batch_row as r')
    .innerJoin('knowledge_entry as e', 'e.entry_id', 'r.entry_id')
    .innerJoin('knowledge_batch as b', 'b.batch_id', 'r.batch_id')
    .selectAll('e')
    .select(['r.rev as batchRev'])
    .where('r.batch_id', '=', pass.batchId)
    .where('b.state', '=', 'taken')
    .where('r.outcome', 'in', ['added', 'changed'])
    .where('r.entry_id', '>', pass.after ?? '')
    .orderBy('r.entry_id')
    .limit(entriesAtOnce)
    .execute();
  const answer: PassAnswer = { passed: 0, refused: [], after: null };
  for (const { batchRev, ...row } of rows) {
    const words = await passOne(writing, row, batchRev, pass, at);
    if (words === null) answer.passed += 1;
    else answer.refused.push({ entryId: row.entry_id, title: row.title, words });
  }
  if (rows.length === entriesAtOnce) answer.after = rows.at(-1)?.entry_id ?? null;
  return answer;
}

/** Why it was not passed; null: it was. */
async function passOne(
  writing: Writing,
  row: EntryColumns,
  batchRev: number | null,
  { actor, act, day, commandId }: PassBatch,
  at: number,
): Promise<string | null> {
  const standing = standingOf(row);
  const { draft } = standing;
  if (act.act === 'pass-second' && standing.publishedRev === batchRev && draft === null) return null;
  if (draft === null || draft.rev !== batchRev)
    return '导入的这一版此后已被改写、撤回或发布了别的版本，请逐条审核。';
  if (act.act === 'pass-first' && draft.firstReviewerId === actor.accountId) return null;
  const timely = await withReviewDay(writing, row.entry_id, batchRev, act, day);
  const lived = live(standing, timely, actor, day);
  if ('refused' in lived) return lived.refused.words;
  await changeEntry(writing, row, {
    entryId: row.entry_id,
    unitId: row.unit_id,
    standing: lived.standing,
    deed: act.act,
    rev: batchRev,
    content: null,
    reason: timely.act === 'pass-second' ? `整批审核，下次复审 ${timely.reviewDueOn}` : '整批审核',
    accountId: actor.accountId,
    commandId,
    at,
  });
  return null;
}

/** Withdraws what its source ends on this day or before. */
export async function withdrawDue(
  writing: Writing,
  { day, at }: { day: string; at: number },
): Promise<number> {
  const rows = await writing.db
    .selectFrom('knowledge_entry')
    .selectAll()
    .where('withdraw_on', '<=', day)
    .where('answering_rev', 'is not', null)
    .orderBy('entry_id')
    .limit(entriesAtOnce)
    .execute();
  for (const row of rows) {
    const standing = standingOf(row);
    const reason = `来源已移除（自 ${row.withdraw_on} 起）`;
    const accountId = sourceAuthor(row.system as SourceSystem);
    const change = { ...row, withdraw_on: null, withdrawn_by_source: 1 };
    await changeEntry(writing, change, {
      entryId: row.entry_id,
      unitId: row.unit_id,
      standing: { ...standing, withdrawn: reason },
      deed: 'expire',
      rev: standing.publishedRev,
      content: null,
      reason,
      accountId,
      commandId: `withdraw-due ${row.entry_id} ${row.withdraw_on}`,
      at,
    });
  }
  return rows.length;
}
