import type { SourceSystem } from '../../../../../knowledge/content/delivery.ts';
import { type Standing, sourceAuthor, unwritten } from '../../../../../knowledge/content/life-cycle.ts';
import type {
  BatchCounts,
  NewBatch,
  StagedEffect,
  StagedRow,
  StagedSlice,
} from '../../../../application/knowledge-store.ts';
import { ValueRefused } from '../../errors.ts';
import type { BatchColumns, EntryColumns } from '../../knowledge-schema.ts';
import type { Writing } from '../writing.ts';
import { entryRow } from './act-on-entry.ts';
import { standingColumnsOf, versionColumnsOf, wordColumnsOf } from './entry-columns.ts';

/** Records are saved by the same thread: a slice is a few milliseconds. */
const mostStagedAtOnce = 300;

const nothing: BatchCounts = { added: 0, changed: 0, unchanged: 0, expired: 0, conflicting: 0, rejected: 0 };

export async function beginBatch({ db }: Writing, { batch }: { batch: NewBatch }): Promise<null> {
  await db
    .insertInto('knowledge_batch')
    .values({
      batch_id: batch.batchId,
      system: batch.system,
      format: batch.format,
      name: batch.name,
      region_code: batch.regionCode,
      unit_id: batch.unitId,
      account_id: batch.accountId,
      at: batch.at,
      state: 'staging',
      counts: JSON.stringify(nothing),
      taken_at: null,
      undone_at: null,
      undone_by: null,
      undo_reason: null,
      mark: null,
      process: process.pid,
      touched_at: batch.at,
    })
    .execute();
  return null;
}

/** Lays a slice of a delivery beside the base; nobody sees it before the whole is taken. */
export async function stageRows(
  writing: Writing,
  { slice: { batchId, rows, instead }, at }: { slice: StagedSlice; at: number },
): Promise<null> {
  if (rows.length > mostStagedAtOnce) throw new RangeError(`${rows.length} rows in a slice`);
  const batch = await stagingBatch(writing, batchId);
  await unstage(writing, batchId, instead);
  for (const row of rows) await stageRow(writing, batch, row, at);
  await writing.db
    .updateTable('knowledge_batch')
    .set({ touched_at: at })
    .where('batch_id', '=', batchId)
    .execute();
  return null;
}

async function unstage({ db }: Writing, batchId: string, rowNos: readonly number[]): Promise<void> {
  if (rowNos.length === 0) return;
  const gone = await db
    .deleteFrom('knowledge_batch_row')
    .where('batch_id', '=', batchId)
    .where('row_no', 'in', rowNos)
    .returning('entry_id')
    .execute();
  const ids = gone.flatMap(({ entry_id }) => (entry_id === null ? [] : [entry_id]));
  for (const table of ['knowledge_batch_entry', 'knowledge_staged_version'] as const)
    await db.deleteFrom(table).where('batch_id', '=', batchId).where('entry_id', 'in', ids).execute();
}

export async function stagingBatch({ db }: Writing, batchId: string): Promise<BatchColumns> {
  const batch = await db
    .selectFrom('knowledge_batch')
    .selectAll()
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch?.state === 'staging') return batch;
  throw new ValueRefused(
    'knowledge.not-staging',
    { zh: `批次 ${batchId} 不在导入中。`, en: `Batch ${batchId} is not being imported.` },
    { zh: '请重新导入。', en: 'Import it anew.' },
  );
}

async function stageRow(writing: Writing, batch: BatchColumns, staged: StagedRow, at: number): Promise<void> {
  const { row, effect } = staged;
  const { db } = writing;
  if (effect.effect !== 'none' && row.entryId !== null) await stageEntry(writing, batch, staged, effect, at);
  await db
    .insertInto('knowledge_batch_row')
    .values({
      batch_id: batch.batch_id,
      row_no: row.rowNo,
      outcome: row.outcome,
      at_in: row.at.in,
      at_row: row.at.row,
      at_column: row.at.column,
      source_id: row.sourceId,
      entry_id: row.entryId,
      rev: row.rev,
      title: row.title,
      code: row.code,
      words: row.words,
      differences: JSON.stringify(row.differences),
      change_no: effect.effect === 'none' ? null : (staged.changeNo ?? 0) + 1,
    })
    .execute();
}

/** What the entry will be, and what it was; a base that has moved on meanwhile is found when the batch is taken. */
async function stageEntry(
  writing: Writing,
  batch: BatchColumns,
  { row, changeNo }: StagedRow,
  effect: Exclude<StagedEffect, { effect: 'none' }>,
  at: number,
): Promise<void> {
  const { db } = writing;
  const entryId = row.entryId ?? '';
  const system = batch.system as SourceSystem;
  const author = sourceAuthor(system);
  const found = changeNo === null ? undefined : await entryRow(writing, entryId);
  const side = { batch_id: batch.batch_id };
  const common = { change_no: (changeNo ?? 0) + 1, updated_at: at, updated_by: author };
  if (effect.effect === 'expire') {
    if (found === undefined) return;
    const after: EntryColumns = {
      ...found,
      ...standingColumnsOf(effect.standing, found, at),
      withdraw_on: effect.withdrawOn,
      withdrawn_by_source: effect.standing.withdrawn === null ? 0 : 1,
      ...common,
    };
    await db
      .insertInto('knowledge_batch_entry')
      .values([
        { ...side, side: 'before', ...found },
        { ...side, side: 'after', ...after },
      ])
      .execute();
    return;
  }
  const { content, rev } = effect;
  const version = versionColumnsOf({
    entryId,
    rev,
    content,
    authorId: author,
    madeAt: at,
    reason: `导入 ${batch.name}`,
    batchId: batch.batch_id,
    provenance: {
      system,
      sourceId: row.sourceId,
      url: effect.url,
      fetchedAt: effect.fetchedAt,
    },
  });
  const after = imported(found ?? null, batch, row.sourceId, entryId, effect.standing, at);
  const entry: EntryColumns = {
    ...after,
    ...wordColumnsOf(content),
    current_rev: rev,
    last_rev: rev,
    source_hash: version.content_hash,
    withdrawn_by_source: 0,
    withdraw_on: null,
    ...common,
  };
  const none: EntryColumns = { ...entry, ...standingColumnsOf(unwritten, null, at), source_hash: null };
  await db
    .insertInto('knowledge_batch_entry')
    .values([
      { ...side, side: 'before', ...(found ?? none) },
      { ...side, side: 'after', ...entry },
    ])
    .execute();
  await db.insertInto('knowledge_staged_version').values(version).execute();
}

function imported(
  found: EntryColumns | null,
  batch: BatchColumns,
  sourceId: string,
  entryId: string,
  standing: Standing,
  at: number,
) {
  return {
    entry_id: entryId,
    unit_id: found?.unit_id ?? batch.unit_id,
    system: batch.system,
    source_id: sourceId,
    ...standingColumnsOf(standing, found, at),
  };
}

/** Nothing of a batch that was not taken stays; the rest is cleared away slice by slice. */
export async function dropBatch(writing: Writing, { batchId }: { batchId: string }): Promise<null> {
  await stagingBatch(writing, batchId);
  await writing.db
    .updateTable('knowledge_batch')
    .set({ state: 'dropped', process: null })
    .where('batch_id', '=', batchId)
    .execute();
  return null;
}
