import type { z } from 'zod';
import { inWords, sourceSystemNames } from '../../../../knowledge/content/delivery.ts';
import type { BrowsedRow } from '../../../application/knowledge/browse.ts';
import type {
  Batch,
  BatchRow,
  DeedRow,
  EntryDeed,
  EntryRow,
  Task,
  VersionRow,
} from '../../../application/knowledge-store.ts';
import type {
  BatchRowView,
  BatchView,
  deedRowSchema,
  EntryRowView,
  PublishedRowView,
  TaskView,
  versionRowSchema,
} from '../../../protocol/knowledge.ts';
import type { Names } from './names.ts';

/** What the application tells, as the protocol writes it: with names beside ids. */

export function entryRowView(entry: EntryRow, names: Names): EntryRowView {
  const { draft } = entry.standing;
  return {
    ...entry,
    standing: {
      ...entry.standing,
      draft: draft === null ? null : { ...draft, authorIds: [...draft.authorIds] },
    },
    unitName: names.unit(entry.unitId),
    updatedByName: names.person(entry.updatedBy),
  };
}

export function versionRowView(
  { rev, title, authorId, madeAt, reason, batchId, provenance, contentHash }: VersionRow,
  names: Names,
): z.infer<typeof versionRowSchema> {
  const authorName = names.person(authorId);
  return { rev, title, authorId, authorName, madeAt, reason, batchId, provenance, contentHash };
}

const deedNames: Readonly<Record<EntryDeed, string>> = {
  write: '编写',
  submit: '提交审核',
  'pass-first': '初审通过',
  'pass-second': '复审通过并发布',
  'send-back': '退回',
  discard: '放弃稿件',
  confirm: '到期确认有效',
  withdraw: '下架',
  import: '导入',
  expire: '来源移除',
  undo: '撤销导入',
};

export function deedRowView(
  { changeNo, deed, rev, accountId, at, reason, batchId }: DeedRow,
  names: Names,
): z.infer<typeof deedRowSchema> {
  const accountName = names.person(accountId);
  return { changeNo, deed, name: deedNames[deed], rev, accountId, accountName, at, reason, batchId };
}

export function batchView(batch: Batch, names: Names): BatchView {
  const { undoneBy, ...rest } = batch;
  return {
    ...rest,
    accountName: names.person(batch.accountId),
    undoneByName: undoneBy === null ? null : names.person(undoneBy),
  };
}

export function batchRowView(row: BatchRow): BatchRowView {
  return { ...row, where: inWords(row.at) };
}

export function taskView(task: Task, names: Names): TaskView {
  const { closing, ownerId } = task;
  return {
    ...task,
    reportedByName: names.person(task.reportedBy),
    ownerUnitName: names.unit(task.ownerUnit),
    ownerName: ownerId === null ? null : names.person(ownerId),
    closing: closing === null ? null : { ...closing, byName: names.person(closing.by) },
  };
}

export function publishedRowView(row: BrowsedRow, names: Names): PublishedRowView {
  const { entryId, rev, kind, title, regionCode, topic, materialClass, beginsOn, endsOn, publishedAt } = row;
  return {
    entryId,
    rev,
    kind,
    title,
    regionCode,
    topic,
    materialClass,
    unitName: row.unitId === null ? '' : names.unit(row.unitId),
    systemName: sourceSystemNames[row.system],
    beginsOn,
    endsOn,
    publishedAt,
  };
}
