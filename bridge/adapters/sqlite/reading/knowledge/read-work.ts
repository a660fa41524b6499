import { sql } from 'kysely';
import type { Basis } from '../../../../../knowledge/content/entry.ts';
import type {
  Page,
  QuestionCount,
  StoredAttachment,
  Task,
  TaskFilter,
  TaskKind,
  TaskPage,
  UsageFigures,
} from '../../../../application/knowledge-store.ts';
import type { Reading } from '../reading.ts';
import { taskFrom } from './task-from.ts';

export async function readTask({ db }: Reading, { taskId }: { taskId: string }): Promise<Task | null> {
  const row = await db
    .selectFrom('knowledge_task')
    .selectAll()
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row === undefined ? null : taskFrom(row);
}

/** Open ones as they came in, the oldest first; the others by the newest. */
export async function listTasks(
  { db }: Reading,
  { filter, page }: { filter: TaskFilter; page: Page },
): Promise<TaskPage> {
  const { kind, state, ownerId, reportedBy, unitIds } = filter;
  let seen = db.selectFrom('knowledge_task');
  if (unitIds !== null) seen = seen.where('owner_unit', 'in', unitIds);
  if (ownerId !== undefined) seen = seen.where('owner_id', '=', ownerId);
  if (reportedBy !== undefined) seen = seen.where('reported_by', '=', reportedBy);
  const open = await seen
    .select(['kind', sql<number>`count(*)`.as('count')])
    .where('state', '=', 'open')
    .groupBy('kind')
    .execute();
  if (kind !== undefined) seen = seen.where('kind', '=', kind);
  if (state !== undefined) seen = seen.where('state', '=', state);
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen
    .selectAll()
    .orderBy('reported_at', state === 'open' ? 'asc' : 'desc')
    .orderBy('task_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return {
    tasks: rows.map(taskFrom),
    total,
    open: Object.fromEntries(open.map((row) => [row.kind, row.count])) as Partial<Record<TaskKind, number>>,
  };
}

const mostListed = 100;

export async function readAdoptions(
  { db }: Reading,
  { from, limit }: { from: number; limit: number },
): Promise<(Basis & { count: number })[]> {
  return db
    .selectFrom('knowledge_search')
    .where('at', '>=', from)
    .where('adopted_article', 'is not', null)
    .select([
      sql<string>`adopted_article`.as('articleId'),
      sql<string>`adopted_clause`.as('clauseNo'),
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(['adopted_article', 'adopted_clause'])
    .orderBy('count', 'desc')
    .orderBy('articleId')
    .orderBy('clauseNo')
    .limit(limit)
    .execute();
}

export async function readUsage(
  { db }: Reading,
  { from, to }: { from: number; to: number },
): Promise<UsageFigures> {
  const searches = db.selectFrom('knowledge_search').where('at', '>=', from).where('at', '<', to);
  const sums = await searches
    .select([
      sql<number>`count(*)`.as('searches'),
      sql<number>`coalesce(sum(hits > 0), 0)`.as('withHits'),
      sql<number>`count(adopted_rank)`.as('adopted'),
      sql<number>`coalesce(sum(adopted_rank = 1), 0)`.as('adoptedFirst'),
    ])
    .executeTakeFirstOrThrow();
  const byQuestion = async (which: typeof searches): Promise<QuestionCount[]> =>
    which
      .select(['question', sql<number>`count(*)`.as('count'), sql<number>`max(at)`.as('lastAt')])
      .groupBy('question')
      .orderBy('count', 'desc')
      .orderBy('lastAt', 'desc')
      .orderBy('question')
      .limit(mostListed)
      .execute();
  const used = await searches
    .leftJoin('knowledge_entry as e', 'e.entry_id', 'adopted_article')
    .select([
      sql<string>`adopted_article`.as('articleId'),
      'e.title',
      sql<number>`count(*)`.as('count'),
      sql<number>`max(at)`.as('lastAt'),
    ])
    .where('adopted_article', 'is not', null)
    .groupBy(['adopted_article', 'e.title'])
    .orderBy('count', 'desc')
    .orderBy('articleId')
    .limit(mostListed)
    .execute();
  const neverUsed = db
    .selectFrom('knowledge_entry as e')
    .where('e.answering_rev', 'is not', null)
    // What was published in the middle of the time had less of it to be used in, but is told all the same.
    .where('e.published_at', '<', to)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('knowledge_search as s')
            .select('s.search_id')
            .whereRef('s.adopted_article', '=', 'e.entry_id')
            .where('s.at', '>=', from)
            .where('s.at', '<', to),
        ),
      ),
    );
  const { count } = await neverUsed
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const never = await neverUsed
    .select(['e.entry_id as entryId', 'e.title', sql<number>`e.published_at`.as('publishedAt')])
    .orderBy('e.published_at')
    .orderBy('e.entry_id')
    .limit(mostListed)
    .execute();
  return {
    ...sums,
    zero: await byQuestion(searches.where('hits', '=', 0)),
    notAdopted: await byQuestion(searches.where('hits', '>', 0).where('adopted_rank', 'is', null)),
    used,
    neverUsed: never,
    neverUsedCount: count,
  };
}

export async function readAttachment(
  { db }: Reading,
  { sha256 }: { sha256: string },
): Promise<(StoredAttachment & { uploadId: string }) | null> {
  const row = await db
    .selectFrom('knowledge_attachment')
    .select(['sha256', 'media_type as mediaType', 'bytes', 'upload_id as uploadId'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ?? null;
}

export async function readAttachmentPart(
  { db }: Reading,
  { uploadId, partNo }: { uploadId: string; partNo: number },
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('knowledge_attachment_part')
    .select('bytes')
    .where('upload_id', '=', uploadId)
    .where('part_no', '=', partNo)
    .executeTakeFirst();
  return row?.bytes ?? null;
}
