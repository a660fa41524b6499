import { hash } from 'node:crypto';
import type { SourceSystem } from '../../../../../knowledge/content/delivery.ts';
import type { Content } from '../../../../../knowledge/content/entry.ts';
import { factsOf } from '../../../../../knowledge/content/entry-facts.ts';
import type { Standing } from '../../../../../knowledge/content/life-cycle.ts';
import type {
  Batch,
  BatchRow,
  Compared,
  Difference,
  KnownEntry,
  Page,
  RowOutcome,
  Supersession,
} from '../../../../application/knowledge-store.ts';
import { canonicalJson } from '../../canonical-json.ts';
import type { BatchRowColumns } from '../../knowledge-schema.ts';
import type { Reading } from '../reading.ts';
import { batchFrom } from './batch-from.ts';

export interface Delivered {
  sourceId: string;
  content: Content | null;
}

/** Lays a slice of a delivery beside what is known: hashes are made here, off the main thread. */
export async function compareDelivered(
  reading: Reading,
  { system, delivered }: { system: SourceSystem; delivered: readonly Delivered[] },
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const one of delivered) compared.push(await compareOne(reading, system, one));
  return compared;
}

async function compareOne(
  { db }: Reading,
  system: SourceSystem,
  { sourceId, content }: Delivered,
): Promise<Compared> {
  const contentHash = content === null ? null : hash('sha256', canonicalJson(content), 'hex');
  const row = await db
    .selectFrom('knowledge_entry')
    .selectAll()
    .where('system', '=', system)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const docKey = content === null ? null : factsOf(content).docKey;
  const same =
    docKey === null
      ? undefined
      : await db
          .selectFrom('knowledge_entry')
          .select(['entry_id', 'title'])
          .where('doc_key', '=', docKey)
          .where('entry_id', '<>', row?.entry_id ?? '')
          .where('stage', 'not in', ['none', 'withdrawn'])
          .executeTakeFirst();
  const sameDocNo = same === undefined ? null : { entryId: same.entry_id, title: same.title };
  if (row === undefined) return { sourceId, contentHash, known: null, sameDocNo };
  const version = await db
    .selectFrom('knowledge_version')
    .select(['content_hash', 'author_id', 'content'])
    .where('entry_id', '=', row.entry_id)
    .where('rev', '=', row.current_rev)
    .executeTakeFirst();
  const known: KnownEntry = {
    entryId: row.entry_id,
    title: row.title,
    unitId: row.unit_id,
    standing: JSON.parse(row.standing) as Standing,
    changeNo: row.change_no,
    lastRev: row.last_rev,
    sourceHash: row.source_hash,
    currentHash: version?.content_hash ?? null,
    currentAuthorId: version?.author_id ?? null,
    currentContent:
      version === undefined || version.content_hash === contentHash
        ? null
        : (JSON.parse(version.content) as Content),
    withdrawnBySource: row.withdrawn_by_source === 1,
    withdrawOn: row.withdraw_on,
  };
  return { sourceId, contentHash, known, sameDocNo };
}

export async function supersessions({ db }: Reading): Promise<Supersession[]> {
  const rows = await db
    .selectFrom('knowledge_entry')
    .select(['entry_id', 'source_id', 'system', 'doc_key', 'replaces'])
    .where('replaces', 'is not', null)
    .where('stage', 'not in', ['none', 'withdrawn'])
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    sourceId: row.source_id,
    system: row.system as SourceSystem,
    docKey: row.doc_key,
    replaces: JSON.parse(row.replaces ?? '[]') as string[],
  }));
}

export async function lastMark(
  { db }: Reading,
  { system }: { system: SourceSystem },
): Promise<string | null> {
  const row = await db
    .selectFrom('knowledge_batch')
    .select('mark')
    .where('system', '=', system)
    .where('state', '=', 'taken')
    .where('mark', 'is not', null)
    .orderBy('taken_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.mark ?? null;
}

export async function readBatch({ db }: Reading, { batchId }: { batchId: string }): Promise<Batch | null> {
  const row = await db
    .selectFrom('knowledge_batch')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('state', 'in', ['taken', 'undone'])
    .executeTakeFirst();
  return row === undefined ? null : batchFrom(row);
}

/** Newest first. */
export async function listBatches(
  { db }: Reading,
  { unitIds, page }: { unitIds: readonly string[] | null; page: Page },
): Promise<{ batches: Batch[]; total: number }> {
  let seen = db.selectFrom('knowledge_batch').where('state', 'in', ['taken', 'undone']);
  if (unitIds !== null) seen = seen.where('unit_id', 'in', unitIds);
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen
    .selectAll()
    .orderBy('taken_at', 'desc')
    .orderBy('batch_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { batches: rows.map(batchFrom), total };
}

export async function listBatchRows(
  { db }: Reading,
  { batchId, outcome, page }: { batchId: string; outcome: RowOutcome | null; page: Page },
): Promise<{ rows: BatchRow[]; total: number }> {
  let seen = db.selectFrom('knowledge_batch_row').where('batch_id', '=', batchId);
  if (outcome !== null) seen = seen.where('outcome', '=', outcome);
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen.selectAll().orderBy('row_no').limit(page.limit).offset(page.offset).execute();
  return { rows: rows.map(rowFrom), total };
}

function rowFrom(row: BatchRowColumns): BatchRow {
  return {
    rowNo: row.row_no,
    outcome: row.outcome as BatchRow['outcome'],
    at: { in: row.at_in, row: row.at_row, column: row.at_column },
    sourceId: row.source_id,
    entryId: row.entry_id,
    rev: row.rev,
    title: row.title,
    code: row.code,
    words: row.words,
    differences: JSON.parse(row.differences) as Difference[],
  };
}
