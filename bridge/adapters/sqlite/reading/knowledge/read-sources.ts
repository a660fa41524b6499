import type { BatchCounts, Page } from '../../../../application/knowledge-store.ts';
import type {
  SourcePage,
  SourcePause,
  SourceRun,
  SourceRunFigures,
  SourceRunRow,
  SourceRunState,
  SourceStanding,
} from '../../../../application/source-store.ts';
import type { Handlers } from '../../protocol.ts';
import type { SourceReaderCalls } from '../../source-protocol.ts';
import type { SourceRunColumns } from '../../source-schema.ts';
import type { Reading } from '../reading.ts';

const pagesAtOnce = 500;

/** What a reader does for each call about sources. */
export const sourceReaderHandlers: Handlers<SourceReaderCalls, Reading> = {
  'source.standings': readStandings,
  'source.memory': readMemory,
  'source.pages': readPages,
  'source.run': readRun,
  'source.runs': listRuns,
  'source.run-rows': listRunRows,
};

async function readStandings({ db }: Reading): Promise<SourceStanding[]> {
  const sources = await db.selectFrom('knowledge_source').selectAll().orderBy('source_id').execute();
  const standings: SourceStanding[] = [];
  for (const { source_id, paused, failures } of sources) {
    const last = await db
      .selectFrom('knowledge_source_run')
      .selectAll()
      .where('source_id', '=', source_id)
      .orderBy('started_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(1)
      .executeTakeFirst();
    standings.push({
      sourceId: source_id,
      paused: paused === null ? null : (JSON.parse(paused) as SourcePause),
      failures,
      lastRun: last === undefined ? null : runFrom(last),
    });
  }
  return standings;
}

async function readMemory(
  { db }: Reading,
  { sourceId }: { sourceId: string },
): Promise<{ run: number; readBy: string }> {
  const row = await db
    .selectFrom('knowledge_source')
    .select(['run_no', 'read_by'])
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  return { run: row?.run_no ?? 0, readBy: row?.read_by ?? '' };
}

function readPages(
  { db }: Reading,
  { sourceId, after }: { sourceId: string; after: string },
): Promise<SourcePage[]> {
  return db
    .selectFrom('knowledge_source_page')
    .select(['url', 'state'])
    .where('source_id', '=', sourceId)
    .where('url', '>', after)
    .orderBy('url')
    .limit(pagesAtOnce)
    .execute();
}

async function readRun({ db }: Reading, { runId }: { runId: string }): Promise<SourceRun | null> {
  const row = await db
    .selectFrom('knowledge_source_run')
    .selectAll()
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row === undefined ? null : runFrom(row);
}

async function listRuns(
  { db }: Reading,
  { sourceId, page }: { sourceId: string; page: Page },
): Promise<{ runs: SourceRun[]; total: number }> {
  const seen = db.selectFrom('knowledge_source_run').where('source_id', '=', sourceId);
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { runs: rows.map(runFrom), total };
}

async function listRunRows(
  { db }: Reading,
  { runId, page }: { runId: string; page: Page },
): Promise<{ rows: SourceRunRow[]; total: number }> {
  const seen = db.selectFrom('knowledge_source_run_row').where('run_id', '=', runId);
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen.selectAll().orderBy('row_no').limit(page.limit).offset(page.offset).execute();
  return {
    rows: rows.map(({ row_no, at_in, at_row, at_column, code, words }) => ({
      rowNo: row_no,
      at: { in: at_in, row: at_row, column: at_column },
      code,
      words,
    })),
    total,
  };
}

/** The columns hold what the writer wrote from the same types. */
function runFrom(row: SourceRunColumns): SourceRun {
  return {
    ...(JSON.parse(row.figures) as SourceRunFigures),
    runId: row.run_id,
    sourceId: row.source_id,
    state: row.state as SourceRunState,
    words: row.words,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    startedBy: row.started_by,
    attempt: row.attempt,
    batchId: row.batch_id,
    counts: row.counts === null ? null : (JSON.parse(row.counts) as BatchCounts),
  };
}
