import type {
  BeginSourceRun,
  EndedSourceRun,
  NewSourceRun,
  SourcePage,
  SourcePause,
  SourceRunFigures,
  SourceRunRow,
} from '../../../../application/source-store.ts';
import type { Handlers } from '../../protocol.ts';
import type { SourceWriterCalls } from '../../source-protocol.ts';
import type { Writing } from '../writing.ts';
import { isAlive } from './is-alive.ts';

/** Of each source; a run every hour keeps three weeks of them. */
const mostRuns = 500;

const nothing: SourceRunFigures = { asked: 0, unchanged: 0, left: 0, gone: 0, withheld: 0, faults: 0 };

/** What the writer does for each call about sources, inside a transaction. */
export const sourceWriterHandlers: Handlers<SourceWriterCalls, Writing> = {
  'source.pause': pauseSource,
  'source.begin': beginRun,
  'source.keep-pages': keepPages,
  'source.note-rows': noteRows,
  'source.end': endRun,
  'source.interrupt': interruptRuns,
};

async function pauseSource(
  writing: Writing,
  { sourceId, paused }: { sourceId: string; paused: SourcePause | null },
): Promise<null> {
  await sourceThere(writing, sourceId);
  await writing.db
    .updateTable('knowledge_source')
    .set({ paused: paused === null ? null : JSON.stringify(paused) })
    .where('source_id', '=', sourceId)
    .execute();
  return null;
}

async function beginRun(writing: Writing, { run }: { run: NewSourceRun }): Promise<BeginSourceRun> {
  const { db } = writing;
  const { runId, sourceId, startedAt, startedBy, attempt, batchId, commandId } = run;
  if (commandId !== null) {
    const earlier = await db
      .selectFrom('knowledge_source_run')
      .select('run_id')
      .where('started_by', '=', startedBy)
      .where('command_id', '=', commandId)
      .executeTakeFirst();
    if (earlier !== undefined) return { outcome: 'repeated' };
  }
  await interruptRuns(writing, { atStart: false, at: startedAt });
  const running = await db
    .selectFrom('knowledge_source_run')
    .select('run_id')
    .where('source_id', '=', sourceId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (running !== undefined) return { outcome: 'busy' };
  await sourceThere(writing, sourceId);
  await forgetOldRuns(writing, sourceId);
  await db
    .insertInto('knowledge_source_run')
    .values({
      run_id: runId,
      source_id: sourceId,
      state: 'running',
      words: '正在读取。',
      started_at: startedAt,
      ended_at: null,
      started_by: startedBy,
      attempt,
      command_id: commandId,
      figures: JSON.stringify(nothing),
      planned_batch: batchId,
      batch_id: null,
      counts: null,
      process: process.pid,
    })
    .execute();
  return { outcome: 'begun' };
}

async function keepPages(
  { db }: Writing,
  { sourceId, pages }: { sourceId: string; pages: readonly SourcePage[] },
): Promise<null> {
  if (pages.length === 0) return null;
  await db
    .insertInto('knowledge_source_page')
    .values(pages.map(({ url, state }) => ({ source_id: sourceId, url, state })))
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'url']).doUpdateSet((e) => ({ state: e.ref('excluded.state') })),
    )
    .execute();
  return null;
}

async function noteRows(
  { db }: Writing,
  { runId, rows }: { runId: string; rows: readonly SourceRunRow[] },
): Promise<null> {
  if (rows.length === 0) return null;
  await db
    .insertInto('knowledge_source_run_row')
    .values(
      rows.map(({ rowNo, at, code, words }) => ({
        run_id: runId,
        row_no: rowNo,
        at_in: at.in,
        at_row: at.row,
        at_column: at.column,
        code,
        words,
      })),
    )
    .execute();
  return null;
}

async function endRun({ db }: Writing, end: EndedSourceRun): Promise<null> {
  const { runId, state, words, endedAt, batchId, counts, memory } = end;
  const { asked, unchanged, left, gone, withheld, faults } = end;
  const figures: SourceRunFigures = { asked, unchanged, left, gone, withheld, faults };
  const run = await db
    .updateTable('knowledge_source_run')
    .set({
      state,
      words,
      ended_at: endedAt,
      figures: JSON.stringify(figures),
      batch_id: batchId,
      counts: counts === null ? null : JSON.stringify(counts),
      process: null,
    })
    .where('run_id', '=', runId)
    .returning('source_id')
    .executeTakeFirstOrThrow();
  const source = db.updateTable('knowledge_source').where('source_id', '=', run.source_id);
  if (memory !== null) await source.set({ run_no: memory.run, read_by: memory.readBy }).execute();
  if (state === 'done') await source.set({ failures: 0 }).execute();
  if (state === 'failed') await source.set((e) => ({ failures: e('failures', '+', 1) })).execute();
  return null;
}

async function interruptRuns(
  { db }: Writing,
  { atStart, at }: { atStart: boolean; at: number },
): Promise<number> {
  const running = await db
    .selectFrom('knowledge_source_run')
    .select(['run_id', 'planned_batch', 'process'])
    .where('state', '=', 'running')
    .execute();
  let count = 0;
  for (const { run_id, planned_batch, process: pid } of running) {
    const isDead = pid === process.pid ? atStart : pid === null || !isAlive(pid);
    if (!isDead) continue;
    const batch = await db
      .selectFrom('knowledge_batch')
      .select(['batch_id', 'counts'])
      .where('batch_id', '=', planned_batch)
      .where('state', 'in', ['taken', 'undone'])
      .executeTakeFirst();
    const words =
      batch === undefined
        ? '读取到一半时话务桥停止，未导入任何内容。将重新读取。'
        : '话务桥在导入之后停止，本次读到的已全部导入。将重新核对。';
    await db
      .updateTable('knowledge_source_run')
      .set({
        state: 'interrupted',
        words,
        ended_at: at,
        batch_id: batch?.batch_id ?? null,
        counts: batch?.counts ?? null,
        process: null,
      })
      .where('run_id', '=', run_id)
      .execute();
    count += 1;
  }
  return count;
}

async function sourceThere({ db }: Writing, sourceId: string): Promise<void> {
  await db
    .insertInto('knowledge_source')
    .values({ source_id: sourceId, paused: null, failures: 0, run_no: 0, read_by: '' })
    .onConflict((conflict) => conflict.column('source_id').doNothing())
    .execute();
}

async function forgetOldRuns({ db }: Writing, sourceId: string): Promise<void> {
  const old = await db
    .selectFrom('knowledge_source_run')
    .select('run_id')
    .where('source_id', '=', sourceId)
    .orderBy('started_at', 'desc')
    .offset(mostRuns - 1)
    .limit(20)
    .execute();
  const ids = old.map(({ run_id }) => run_id);
  if (ids.length === 0) return;
  await db.deleteFrom('knowledge_source_run_row').where('run_id', 'in', ids).execute();
  await db.deleteFrom('knowledge_source_run').where('run_id', 'in', ids).execute();
}
