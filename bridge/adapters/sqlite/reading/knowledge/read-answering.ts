import { sql } from 'kysely';
import type { Provenance } from '../../../../../knowledge/content/delivery.ts';
import type { Content } from '../../../../../knowledge/content/entry.ts';
import type {
  AnsweringChanges,
  DayChanges,
  Page,
  PublishedFilter,
  PublishedPage,
  PublishedRow,
  Version,
} from '../../../../application/knowledge-store.ts';
import type { AnsweringEntry } from '../../../../application/ports.ts';
import { chinaTime } from '../../china-time.ts';
import type { VersionColumns } from '../../knowledge-schema.ts';
import type { Reading } from '../reading.ts';
import { containsSql, headingFrom, versionFrom } from './read-entries.ts';
import { readReplaced } from './read-replaced.ts';

const entriesAtOnce = 100;
const changesAtOnce = 100;
/**
 * A long law is some hundred kB, and a slice passes through the thread that serves calls: a quarter of a megabyte takes
 * it two milliseconds. One entry is given whatever its size.
 */
const bytesAtOnce = 256 * 1024;
const mostTold = 500;

/** Entries that callers are answered from after one, by id. */
export async function answeringAfter(
  { db }: Reading,
  { after }: { after: string },
): Promise<AnsweringEntry[]> {
  const sizes = await sizesOf(db)
    .where('e.entry_id', '>', after)
    .orderBy('e.entry_id')
    .limit(entriesAtOnce)
    .execute();
  const last = sizes[fitting(sizes.map(({ bytes }) => bytes)) - 1];
  if (last === undefined) return [];
  const rows = await answering(db)
    .where('e.entry_id', '>', after)
    .where('e.entry_id', '<=', last.entry_id)
    .orderBy('e.entry_id')
    .execute();
  return rows.map(answeringFrom);
}

export async function answeringPosition({ db }: Reading): Promise<number> {
  const { position } = await db
    .selectFrom('knowledge_change')
    .select((e) => e.fn.max('position').as('position'))
    .executeTakeFirstOrThrow();
  return position ?? 0;
}

export async function answeringChanges(
  { db }: Reading,
  { position }: { position: number },
): Promise<AnsweringChanges> {
  const changes = await db
    .selectFrom('knowledge_change')
    .select(['position', 'entry_id'])
    .where('position', '>', position)
    .orderBy('position')
    .limit(changesAtOnce)
    .execute();
  const changed = [...new Set(changes.map(({ entry_id }) => entry_id))];
  if (changed.length === 0) return { position, put: [], remove: [], more: false };
  const sizes = new Map(
    (await sizesOf(db).where('e.entry_id', 'in', changed).execute()).map(({ entry_id, bytes }) => [
      entry_id,
      bytes,
    ]),
  );
  const ids = changed.slice(0, fitting(changed.map((id) => sizes.get(id) ?? 0)));
  // Up to the first change of what does not fit any more.
  const end = changes.findIndex(({ entry_id }) => !ids.includes(entry_id));
  const some = end < 0 ? changes : changes.slice(0, end);
  const put = (await answering(db).where('e.entry_id', 'in', ids).orderBy('e.entry_id').execute()).map(
    answeringFrom,
  );
  const there = new Set(put.map(({ entryId }) => entryId));
  return {
    position: some.at(-1)?.position ?? position,
    put,
    remove: ids.filter((id) => !there.has(id)),
    more: end >= 0 || changes.length === changesAtOnce,
  };
}

/** How many of the entries fit into a slice, at least one. */
function fitting(bytes: readonly number[]): number {
  let sum = 0;
  const tooMuch = bytes.findIndex((each, at) => {
    sum += each;
    return at > 0 && sum > bytesAtOnce;
  });
  return tooMuch < 0 ? bytes.length : tooMuch;
}

function sizesOf(db: Reading['db']) {
  return db
    .selectFrom('knowledge_entry as e')
    .innerJoin('knowledge_version as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.entry_id').onRef('v.rev', '=', 'e.answering_rev'),
    )
    .select(['e.entry_id', sql<number>`octet_length(v.content)`.as('bytes')]);
}

function answering(db: Reading['db']) {
  return db
    .selectFrom('knowledge_entry as e')
    .innerJoin('knowledge_version as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.entry_id').onRef('v.rev', '=', 'e.answering_rev'),
    )
    .select(['v.entry_id', 'v.rev', 'v.content', 'v.provenance', 'v.made_at', 'e.published_at']);
}

function answeringFrom(
  row: Pick<VersionColumns, 'entry_id' | 'rev' | 'content' | 'provenance' | 'made_at'> & {
    published_at: number | null;
  },
): AnsweringEntry {
  return {
    entryId: row.entry_id,
    rev: row.rev,
    content: JSON.parse(row.content) as Content,
    provenance:
      row.provenance === null
        ? { system: 'desk', sourceId: row.entry_id, url: '', fetchedAt: chinaTime(row.made_at) }
        : (JSON.parse(row.provenance) as Provenance),
    publishedAt: row.published_at ?? row.made_at,
  };
}

/* ---- the same for reading people: without the contents ---- */

const publishedColumns = [
  'v.entry_id',
  'v.rev',
  'v.kind',
  'v.title',
  'v.region_code',
  'v.topic',
  'v.material_class',
  'v.begins_on',
  'v.ends_on',
  'e.unit_id',
  'e.system',
  'e.published_at',
] as const;

function published(db: Reading['db']) {
  return db
    .selectFrom('knowledge_entry as e')
    .innerJoin('knowledge_version as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.entry_id').onRef('v.rev', '=', 'e.answering_rev'),
    );
}

/** By title. */
export async function listPublished(
  { db }: Reading,
  { filter, page }: { filter: PublishedFilter; page: Page },
): Promise<PublishedPage> {
  const shelves = await published(db)
    .select(['v.material_class as materialClass', 'v.topic', sql<number>`count(*)`.as('count')])
    .groupBy(['v.material_class', 'v.topic'])
    .orderBy('v.material_class')
    .orderBy('v.topic')
    .execute();
  let wanted = published(db);
  const { kind, materialClass, topic, regionCode, text } = filter;
  if (kind !== undefined) wanted = wanted.where('v.kind', '=', kind);
  if (materialClass !== undefined) wanted = wanted.where('v.material_class', '=', materialClass);
  if (topic !== undefined) wanted = wanted.where('v.topic', '=', topic);
  if (regionCode !== undefined) wanted = wanted.where('v.region_code', '=', regionCode);
  if (text !== undefined) wanted = wanted.where(containsSql('v.title', text));
  const { total } = await wanted.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await wanted
    .select([...publishedColumns])
    .orderBy('v.title')
    .orderBy('v.entry_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { entries: rows.map(publishedFrom), total, shelves };
}

export async function readPublished(
  { db }: Reading,
  { entryId }: { entryId: string },
): Promise<(PublishedRow & { version: Version }) | null> {
  const row = await published(db)
    .select([...publishedColumns])
    .select([
      'v.content',
      'v.author_id',
      'v.made_at',
      'v.reason',
      'v.batch_id',
      'v.provenance',
      'v.content_hash',
    ])
    .where('e.entry_id', '=', entryId)
    .executeTakeFirst();
  return row === undefined ? null : { ...publishedFrom(row), version: versionFrom(row) };
}

export async function readDayChanges(
  { db }: Reading,
  { from, to, firstDay, lastDay }: { from: number; to: number; firstDay: string; lastDay: string },
): Promise<DayChanges> {
  const out = await published(db)
    .select([...publishedColumns])
    .where('e.published_at', '>=', from)
    .where('e.published_at', '<', to)
    .orderBy('e.published_at')
    .limit(mostTold)
    .execute();
  const withdrawn = await db
    .selectFrom('knowledge_deed as d')
    .innerJoin('knowledge_entry as e', 'e.entry_id', 'd.entry_id')
    .select(['d.entry_id', 'e.title', 'd.at', 'd.reason'])
    .where('d.deed', 'in', ['withdraw', 'expire', 'undo'])
    .where('d.at', '>=', from)
    .where('d.at', '<', to)
    // Put back since, or never out: callers did not lose it.
    .where('e.answering_rev', 'is', null)
    .where((e) =>
      e.exists(
        e
          .selectFrom('knowledge_deed as p')
          .select('p.change_no')
          .whereRef('p.entry_id', '=', 'd.entry_id')
          .whereRef('p.change_no', '<', 'd.change_no')
          .where('p.deed', '=', 'pass-second'),
      ),
    )
    .orderBy('d.at')
    .limit(mostTold)
    .execute();
  const dated = (column: 'v.begins_on' | 'v.ends_on') =>
    published(db)
      .select([...publishedColumns])
      .where(column, '>=', firstDay)
      .where(column, '<=', lastDay)
      .orderBy(column)
      .orderBy('v.title')
      .limit(mostTold)
      .execute();
  const begins = (await dated('v.begins_on')).map(publishedFrom);
  const outNow = out.map((row) => ({ ...publishedFrom(row), at: row.published_at ?? 0 }));
  const begun = [...begins, ...outNow].filter(({ beginsOn }) => beginsOn !== null && beginsOn <= lastDay);
  return {
    published: outNow,
    withdrawn: withdrawn.map(({ entry_id, title, at, reason }) => ({ entryId: entry_id, title, at, reason })),
    begins,
    ends: (await dated('v.ends_on')).map(publishedFrom),
    replaced: await readReplaced(db, begun),
  };
}

function publishedFrom(
  row: Pick<
    VersionColumns,
    | 'entry_id'
    | 'rev'
    | 'kind'
    | 'title'
    | 'region_code'
    | 'topic'
    | 'material_class'
    | 'begins_on'
    | 'ends_on'
  > & { unit_id: string; system: string; published_at: number | null },
): PublishedRow {
  return {
    ...headingFrom(row),
    rev: row.rev,
    beginsOn: row.begins_on,
    endsOn: row.ends_on,
    publishedAt: row.published_at ?? 0,
  };
}
