import { hash } from 'node:crypto';
import type { Provenance } from '../../../../../knowledge/content/delivery.ts';
import type { Content } from '../../../../../knowledge/content/entry.ts';
import { factsOf } from '../../../../../knowledge/content/entry-facts.ts';
import { answeringRev, type Standing } from '../../../../../knowledge/content/life-cycle.ts';
import { canonicalJson } from '../../canonical-json.ts';
import type { EntryColumns, VersionColumns } from '../../knowledge-schema.ts';

/** All columns of an entry, in one order, for INSERT … SELECT. */
export const entryColumnNames = [
  'entry_id',
  'kind',
  'title',
  'region_code',
  'topic',
  'material_class',
  'unit_id',
  'system',
  'source_id',
  'current_rev',
  'last_rev',
  'standing',
  'stage',
  'answering_rev',
  'published_at',
  'review_due_on',
  'doc_key',
  'replaces',
  'source_hash',
  'withdrawn_by_source',
  'withdraw_on',
  'change_no',
  'updated_at',
  'updated_by',
] as const satisfies readonly (keyof EntryColumns)[];

export const versionColumnNames = [
  'entry_id',
  'rev',
  'kind',
  'title',
  'region_code',
  'topic',
  'material_class',
  'begins_on',
  'ends_on',
  'author_id',
  'made_at',
  'reason',
  'batch_id',
  'provenance',
  'content_hash',
  'content',
] as const satisfies readonly (keyof VersionColumns)[];

export interface NewVersion {
  entryId: string;
  rev: number;
  content: Content;
  authorId: string;
  madeAt: number;
  reason: string;
  batchId: string | null;
  provenance: Provenance | null;
}

export function versionColumnsOf(version: NewVersion): VersionColumns {
  const { kind, title, regionCode, topic, materialClass, beginsOn, endsOn } = factsOf(version.content);
  const content = canonicalJson(version.content);
  return {
    entry_id: version.entryId,
    rev: version.rev,
    kind,
    title,
    region_code: regionCode,
    topic,
    material_class: materialClass,
    begins_on: beginsOn,
    ends_on: endsOn,
    author_id: version.authorId,
    made_at: version.madeAt,
    reason: version.reason,
    batch_id: version.batchId,
    provenance: version.provenance === null ? null : canonicalJson(version.provenance),
    content_hash: hash('sha256', content, 'hex'),
    content,
  };
}

/** The columns that tell of the words in work. */
export function wordColumnsOf(content: Content) {
  const { kind, title, regionCode, topic, materialClass, docKey, replaces } = factsOf(content);
  return {
    kind,
    title,
    region_code: regionCode,
    topic,
    material_class: materialClass,
    doc_key: docKey,
    replaces: replaces.length === 0 ? null : JSON.stringify(replaces),
  };
}

/** The columns that follow from where an entry stands. */
export function standingColumnsOf(standing: Standing, before: EntryColumns | null, at: number) {
  const answering = answeringRev(standing);
  const wentOut = answering !== null && answering !== (before?.answering_rev ?? null);
  return {
    standing: canonicalJson(standing),
    stage: stageColumn(standing),
    answering_rev: answering,
    published_at: answering === null ? null : wentOut ? at : (before?.published_at ?? at),
    review_due_on: answering === null ? null : standing.reviewDueOn,
  };
}

function stageColumn({ draft, withdrawn, publishedRev }: Standing): string {
  if (draft !== null) return draft.stage;
  if (withdrawn !== null) return 'withdrawn';
  return publishedRev === null ? 'none' : 'published';
}

export function standingOf(row: Pick<EntryColumns, 'standing'>): Standing {
  return JSON.parse(row.standing) as Standing;
}
