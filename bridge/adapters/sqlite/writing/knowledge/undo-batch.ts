import { sql } from 'kysely';
import type { UndoAnswer } from '../../../../application/knowledge-store.ts';
import { batchFrom } from '../../reading/knowledge/batch-from.ts';
import { type ActEvent, actEventVersion, actHeader } from '../act-event.ts';
import { earlierAnswer, keepAnswer } from '../command-answer.ts';
import type { Writing } from '../writing.ts';
import { hashOfVersions, putEntries } from './take-batch.ts';

const kind = 'knowledge.undo';
const mostNamed = 10;

/** Review of the batch's own versions is no change of their words: it falls with them. */
const reviewing = ['submit', 'pass-first', 'pass-second', 'send-back'];

export interface Undoing {
  batchId: string;
  commandId: string;
  accountId: string;
  reason: string;
  at: number;
}

/** Puts back what stood before a delivery, in one transaction; nothing of it where somebody built on it since. */
export async function undoBatch(
  writing: Writing,
  { batchId, commandId, accountId, reason, at }: Undoing,
): Promise<UndoAnswer> {
  const { db } = writing;
  const batch = await db
    .selectFrom('knowledge_batch')
    .selectAll()
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch === undefined || batch.state === 'dropped') return { outcome: 'unknown' };
  const earlier = await earlierAnswer(writing, accountId, commandId, kind);
  if (earlier !== undefined) return { outcome: 'undone', batch: batchFrom(batch) };
  if (batch.state !== 'taken') return { outcome: 'not-taken', state: batchFrom(batch).state };
  const changed = await changedSince(writing, batchId);
  if (changed.count > 0) return { outcome: 'changed-since', ...changed };

  await db
    .insertInto('knowledge_change')
    .columns(['entry_id', 'at'])
    .expression(
      db
        .selectFrom('knowledge_batch_entry as b')
        .innerJoin('knowledge_entry as e', 'e.entry_id', 'b.entry_id')
        .select(['b.entry_id', sql<number>`${at}`.as('at')])
        .where('b.batch_id', '=', batchId)
        .where('b.side', '=', 'before')
        .where(sql<boolean>`b.answering_rev is distinct from e.answering_rev`),
    )
    .execute();
  await putEntries(writing, batchId, 'before', { at, accountId });
  await db
    .insertInto('knowledge_deed')
    .columns(['entry_id', 'change_no', 'deed', 'rev', 'account_id', 'at', 'reason', 'batch_id'])
    .expression(
      db
        .selectFrom('knowledge_batch_entry as b')
        .innerJoin('knowledge_entry as e', 'e.entry_id', 'b.entry_id')
        .select([
          'e.entry_id',
          'e.change_no',
          sql<string>`'undo'`.as('deed'),
          'e.answering_rev',
          sql<string>`${accountId}`.as('account_id'),
          sql<number>`${at}`.as('at'),
          sql<string>`${reason}`.as('reason'),
          'b.batch_id',
        ])
        .where('b.batch_id', '=', batchId)
        .where('b.side', '=', 'before'),
    )
    .execute();
  const versions = await db
    .selectFrom('knowledge_version')
    .select(['entry_id', 'rev', 'content_hash'])
    .where('batch_id', '=', batchId)
    .orderBy('entry_id')
    .execute();
  const event: ActEvent = {
    ...actHeader(at, commandId, accountId),
    type: 'knowledge-batch',
    act: 'undo',
    batchId,
    entries: versions.length,
    versionsHash: hashOfVersions(versions),
  };
  await writing.chain.append(writing.actStream, [{ type: event.type, version: actEventVersion, at, event }]);
  const undone = { ...batch, state: 'undone', undone_at: at, undone_by: accountId, undo_reason: reason };
  await db.updateTable('knowledge_batch').set(undone).where('batch_id', '=', batchId).execute();
  await keepAnswer(writing, accountId, commandId, kind, {}, at);
  return { outcome: 'undone', batch: batchFrom(undone) };
}

async function changedSince({ db }: Writing, batchId: string): Promise<{ titles: string[]; count: number }> {
  const changed = db
    .selectFrom('knowledge_batch_row as r')
    .innerJoin('knowledge_entry as e', 'e.entry_id', 'r.entry_id')
    .where('r.batch_id', '=', batchId)
    .where('r.change_no', 'is not', null)
    .where((e) =>
      e.exists(
        e
          .selectFrom('knowledge_deed as d')
          .leftJoin('knowledge_batch as later', 'later.batch_id', 'd.batch_id')
          .select('d.change_no')
          .whereRef('d.entry_id', '=', 'r.entry_id')
          .whereRef('d.change_no', '>', 'r.change_no')
          .where('d.deed', 'not in', reviewing)
          // A later delivery that was undone has left the entry as this one made it.
          .where(sql<boolean>`coalesce(later.state, '') <> 'undone'`),
      ),
    );
  const { count } = await changed
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows =
    count === 0 ? [] : await changed.select('e.title').orderBy('r.row_no').limit(mostNamed).execute();
  return { titles: rows.map(({ title }) => title), count };
}
