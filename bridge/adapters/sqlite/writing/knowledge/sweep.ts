import type { Writing } from '../writing.ts';
import { isAlive } from './is-alive.ts';

const rowsAtOnce = 200;
/** A process that has not gone on with its delivery for so long is dead, or as good as. */
const silentMs = 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/**
 * One slice of clearing away: deliveries of dead processes, what was staged of those that are taken or dropped, parts of
 * files that never became whole. Answers whether there is more.
 */
export async function sweep(
  writing: Writing,
  { atStart, at }: { atStart: boolean; at: number },
): Promise<boolean> {
  await dropDead(writing, atStart, at);
  return (await sweepBatches(writing)) || (await sweepParts(writing, at));
}

async function dropDead({ db }: Writing, atStart: boolean, at: number): Promise<void> {
  const staging = await db
    .selectFrom('knowledge_batch')
    .select(['batch_id', 'process', 'touched_at'])
    .where('state', '=', 'staging')
    .execute();
  for (const { batch_id, process: pid, touched_at } of staging) {
    const isOurs = pid === process.pid;
    const isDead = isOurs ? atStart : pid === null || !isAlive(pid);
    if (!isDead && at - touched_at < silentMs) continue;
    await db
      .updateTable('knowledge_batch')
      .set({ state: 'dropped', process: null })
      .where('batch_id', '=', batch_id)
      .execute();
  }
}

async function sweepBatches({ db }: Writing): Promise<boolean> {
  const version = await db
    .selectFrom('knowledge_staged_version as v')
    .innerJoin('knowledge_batch as b', 'b.batch_id', 'v.batch_id')
    .select('v.batch_id')
    .where('b.state', '<>', 'staging')
    .limit(1)
    .executeTakeFirst();
  if (version?.batch_id !== undefined && version.batch_id !== null) {
    const some = db
      .selectFrom('knowledge_staged_version')
      .select('entry_id')
      .where('batch_id', '=', version.batch_id)
      .orderBy('entry_id')
      .limit(rowsAtOnce);
    await db
      .deleteFrom('knowledge_staged_version')
      .where('batch_id', '=', version.batch_id)
      .where('entry_id', 'in', some)
      .execute();
    return true;
  }
  const dropped = await db
    .selectFrom('knowledge_batch')
    .select('batch_id')
    .where('state', '=', 'dropped')
    .limit(1)
    .executeTakeFirst();
  if (dropped !== undefined) return sweepDropped({ db }, dropped.batch_id);
  const after = await db
    .selectFrom('knowledge_batch_entry as a')
    .innerJoin('knowledge_batch as b', 'b.batch_id', 'a.batch_id')
    .select('a.batch_id')
    .where('a.side', '=', 'after')
    .where('b.state', '<>', 'staging')
    .limit(1)
    .executeTakeFirst();
  if (after === undefined) return false;
  await sweepEntries({ db }, after.batch_id, ['after']);
  return true;
}

async function sweepDropped({ db }: Pick<Writing, 'db'>, batchId: string): Promise<boolean> {
  if (await sweepEntries({ db }, batchId, ['before', 'after'])) return true;
  const rows = await db
    .selectFrom('knowledge_batch_row')
    .select('row_no')
    .where('batch_id', '=', batchId)
    .limit(rowsAtOnce)
    .execute();
  if (rows.length > 0) {
    await db
      .deleteFrom('knowledge_batch_row')
      .where('batch_id', '=', batchId)
      .where(
        'row_no',
        'in',
        rows.map(({ row_no }) => row_no),
      )
      .execute();
    return true;
  }
  await db.deleteFrom('knowledge_batch').where('batch_id', '=', batchId).execute();
  return true;
}

async function sweepEntries(
  { db }: Pick<Writing, 'db'>,
  batchId: string,
  sides: ('before' | 'after')[],
): Promise<boolean> {
  const some = await db
    .selectFrom('knowledge_batch_entry')
    .select('entry_id')
    .where('batch_id', '=', batchId)
    .where('side', 'in', sides)
    .limit(rowsAtOnce)
    .execute();
  if (some.length === 0) return false;
  await db
    .deleteFrom('knowledge_batch_entry')
    .where('batch_id', '=', batchId)
    .where('side', 'in', sides)
    .where(
      'entry_id',
      'in',
      some.map(({ entry_id }) => entry_id),
    )
    .execute();
  return true;
}

async function sweepParts({ db }: Writing, at: number): Promise<boolean> {
  const parts = await db
    .selectFrom('knowledge_attachment_part as p')
    .leftJoin('knowledge_attachment as a', 'a.upload_id', 'p.upload_id')
    .select(['p.upload_id', 'p.part_no'])
    .where('a.sha256', 'is', null)
    .where('p.at', '<', at - hourMs)
    .limit(10)
    .execute();
  for (const { upload_id, part_no } of parts)
    await db
      .deleteFrom('knowledge_attachment_part')
      .where('upload_id', '=', upload_id)
      .where('part_no', '=', part_no)
      .execute();
  return parts.length > 0;
}
