import type { SourceSystem } from '../../../../../knowledge/content/delivery.ts';
import type { Batch, BatchCounts, BatchState } from '../../../../application/knowledge-store.ts';
import type { BatchColumns } from '../../knowledge-schema.ts';

/** The columns hold what `beginBatch`, `takeBatch` and `undoBatch` wrote from the same types. */
export function batchFrom(row: BatchColumns): Batch {
  return {
    batchId: row.batch_id,
    system: row.system as SourceSystem,
    format: row.format,
    name: row.name,
    regionCode: row.region_code,
    unitId: row.unit_id,
    accountId: row.account_id,
    at: row.at,
    state: row.state as BatchState,
    counts: JSON.parse(row.counts) as BatchCounts,
    takenAt: row.taken_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    undoReason: row.undo_reason,
  };
}
