import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Provenance, SourceSystem } from '../../../../../knowledge/content/delivery.ts';
import type { Content, EntryKind } from '../../../../../knowledge/content/entry.ts';
import { type Stage, type Standing, stageOn } from '../../../../../knowledge/content/life-cycle.ts';
import type {
  DeedRow,
  EntryDeed,
  EntryFilter,
  EntryHeading,
  EntryPage,
  EntryRow,
  Page,
  Version,
  VersionRow,
} from '../../../../application/knowledge-store.ts';
import type { DeedColumns, EntryColumns, VersionColumns } from '../../knowledge-schema.ts';
import type { Tables } from '../../schema.ts';
import type { Reading } from '../reading.ts';

type Entries = ExpressionBuilder<Tables, 'knowledge_entry'>;

/** Newest change first. */
export async function listEntries(
  { db }: Reading,
  { filter, day, page }: { filter: EntryFilter; day: string; page: Page },
): Promise<EntryPage> {
  const others = db.selectFrom('knowledge_entry').where((e) => e.and(conditions(e, filter)));
  const stage = stageSql(day);
  const counted = await others
    .select([stage.as('stage'), sql<number>`count(*)`.as('count')])
    .groupBy(stage)
    .execute();
  const counts = Object.fromEntries(counted.map((row) => [row.stage, row.count])) as Partial<
    Record<Stage, number>
  >;
  const total =
    filter.stage === undefined
      ? counted.reduce((sum, { count }) => sum + count, 0)
      : (counts[filter.stage] ?? 0);
  const wanted = filter.stage === undefined ? others : others.where(stage, '=', filter.stage);
  const rows = await wanted
    .selectAll()
    .orderBy('updated_at', 'desc')
    .orderBy('entry_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { entries: rows.map((row) => entryFrom(row, day)), total, counts };
}

/** `stageOn` in the database's words; what has no words in use (an undone addition) is in no list. */
function stageSql(day: string) {
  return sql<string>`case when stage = 'published' and review_due_on <= ${day} then 'review-due' else stage end`;
}

function conditions(e: Entries, filter: EntryFilter) {
  const given = [e('stage', '<>', 'none')];
  const { kind, system, materialClass, regionCode, topic, text, dueBefore, unitId, unitIds } = filter;
  if (kind !== undefined) given.push(e('kind', '=', kind));
  if (system !== undefined) given.push(e('system', '=', system));
  if (materialClass !== undefined) given.push(e('material_class', '=', materialClass));
  if (regionCode !== undefined) given.push(e('region_code', '=', regionCode));
  if (topic !== undefined) given.push(e('topic', '=', topic));
  if (dueBefore !== undefined) given.push(e('review_due_on', '<', dueBefore));
  if (unitId !== undefined) given.push(e('unit_id', '=', unitId));
  if (unitIds !== null) given.push(e('unit_id', 'in', unitIds));
  return text === undefined ? given : [...given, containsSql('title', text)];
}

/** `%` and `_` in what was typed stand for themselves. */
export function containsSql(column: string, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

export async function readEntry(
  { db }: Reading,
  { entryId, day }: { entryId: string; day: string },
): Promise<EntryRow | null> {
  const row = await db
    .selectFrom('knowledge_entry')
    .selectAll()
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
  return row === undefined ? null : entryFrom(row, day);
}

const versionRowColumns = [
  'rev',
  'title',
  'author_id',
  'made_at',
  'reason',
  'batch_id',
  'provenance',
  'content_hash',
] as const satisfies readonly (keyof VersionColumns)[];

/** Newest first. */
export async function listVersions({ db }: Reading, { entryId }: { entryId: string }): Promise<VersionRow[]> {
  const rows = await db
    .selectFrom('knowledge_version')
    .select([...versionRowColumns])
    .where('entry_id', '=', entryId)
    .orderBy('rev', 'desc')
    .execute();
  return rows.map(versionRowFrom);
}

export async function readVersion(
  { db }: Reading,
  { entryId, rev }: { entryId: string; rev: number },
): Promise<Version | null> {
  const row = await db
    .selectFrom('knowledge_version')
    .select([...versionRowColumns, 'entry_id', 'content'])
    .where('entry_id', '=', entryId)
    .where('rev', '=', rev)
    .executeTakeFirst();
  return row === undefined ? null : versionFrom(row);
}

export async function entryHistory(
  { db }: Reading,
  { entryId, limit }: { entryId: string; limit: number },
): Promise<DeedRow[]> {
  const rows = await db
    .selectFrom('knowledge_deed')
    .selectAll()
    .where('entry_id', '=', entryId)
    .orderBy('change_no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(deedFrom);
}

type HeadingColumns = Pick<
  EntryColumns,
  'entry_id' | 'kind' | 'title' | 'region_code' | 'topic' | 'material_class' | 'unit_id' | 'system'
>;

/** The columns hold what the writer wrote from the same types. */
export function headingFrom(row: HeadingColumns): EntryHeading {
  return {
    entryId: row.entry_id,
    kind: row.kind as EntryKind,
    title: row.title,
    regionCode: row.region_code,
    topic: row.topic,
    materialClass: row.material_class,
    unitId: row.unit_id,
    system: row.system as SourceSystem,
  };
}

function entryFrom(row: EntryColumns, day: string): EntryRow {
  const standing = JSON.parse(row.standing) as Standing;
  return {
    ...headingFrom(row),
    sourceId: row.source_id,
    standing,
    stage: stageOn(standing, day),
    currentRev: row.current_rev,
    publishedAt: row.published_at,
    withdrawOn: row.withdraw_on,
    changeNo: row.change_no,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

function versionRowFrom(row: Pick<VersionColumns, (typeof versionRowColumns)[number]>): VersionRow {
  return {
    rev: row.rev,
    title: row.title,
    authorId: row.author_id,
    madeAt: row.made_at,
    reason: row.reason,
    batchId: row.batch_id,
    provenance: row.provenance === null ? null : (JSON.parse(row.provenance) as Provenance),
    contentHash: row.content_hash,
  };
}

export function versionFrom(
  row: Pick<VersionColumns, (typeof versionRowColumns)[number] | 'entry_id' | 'content'>,
): Version {
  return {
    ...versionRowFrom(row),
    entryId: row.entry_id,
    content: JSON.parse(row.content) as Content,
  };
}

function deedFrom(row: DeedColumns): DeedRow {
  return {
    entryId: row.entry_id,
    changeNo: row.change_no,
    deed: row.deed as EntryDeed,
    rev: row.rev,
    accountId: row.account_id,
    at: row.at,
    reason: row.reason,
    batchId: row.batch_id,
  };
}
