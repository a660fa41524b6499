import type { DeliveredEntry, DeliveredRemoval, SourceSystem } from '../../../knowledge/content/delivery.ts';
import { sourceSystemNames } from '../../../knowledge/content/delivery.ts';
import { titleOf } from '../../../knowledge/content/entry.ts';
import { type Standing, sourceAuthor } from '../../../knowledge/content/life-cycle.ts';
import { chineseDay, type Day } from '../../../knowledge/day.ts';
import type { BatchRow, Compared, KnownEntry, StagedRow } from '../knowledge-store.ts';
import { differencesOf, shortened } from './compare-contents.ts';

export interface Planning {
  system: SourceSystem;
  rowNo: number;
  today: Day;
  fetchedAt: string;
  /** of an entry that is new */
  newEntryId: string;
}

/** What something that was delivered comes to, beside what is known of it; null: nothing. */
export function planEntry(
  delivered: DeliveredEntry,
  { known, contentHash, sameDocNo }: Compared,
  planning: Planning,
): StagedRow | null {
  const { content, sourceId, at, url } = delivered;
  const base = { ...emptyRow(planning, at, sourceId), title: titleOf(content) };
  if (sameDocNo !== null)
    return conflicting(
      { ...base, entryId: sameDocNo.entryId },
      'SAME_DOC_NO',
      `知识库已有同一文号的条目“${sameDocNo.title}”，本行未导入。请核对是否同一文件：是则修订原条目，否则更正文号后重新导入。`,
    );
  if (known !== null && isUnchanged(known, contentHash)) return null;
  if (known !== null && isLocallyEdited(known, planning.system))
    return conflicting(
      { ...base, entryId: known.entryId, differences: differencesFrom(known, delivered) },
      'LOCALLY_EDITED',
      `“${known.title}”导入后经本台改写，而来源也有改动，本行未导入。请比对两种文本后人工修订。`,
    );
  const rev = (known?.lastRev ?? 0) + 1;
  const isNew = known === null || known.sourceHash === null;
  const standing: Standing = {
    publishedRev: known?.standing.publishedRev ?? null,
    draft: {
      rev,
      stage: 'first-review',
      authorIds: [sourceAuthor(planning.system)],
      firstReviewerId: null,
      sentBack: null,
    },
    reviewDueOn: known?.standing.reviewDueOn ?? null,
    withdrawn: known?.standing.withdrawn ?? null,
  };
  return {
    row: {
      ...base,
      outcome: isNew ? 'added' : 'changed',
      entryId: known?.entryId ?? planning.newEntryId,
      rev,
      differences: known === null || isNew ? [] : differencesFrom(known, delivered),
    },
    changeNo: known?.changeNo ?? null,
    effect: { effect: 'version', rev, content, url, fetchedAt: planning.fetchedAt, standing },
  };
}

/** Withdrawn at once, or on the day the source names. */
export function planRemoval(
  removal: DeliveredRemoval,
  { known }: Compared,
  planning: Planning,
): StagedRow | null {
  if (known === null) return null;
  const { standing } = known;
  const base = {
    ...emptyRow(planning, removal.at, removal.sourceId),
    title: known.title,
    entryId: known.entryId,
  };
  const isOut = standing.publishedRev !== null && standing.withdrawn === null;
  if (!isOut && standing.draft === null) return null;
  if (isLocallyEdited(known, planning.system))
    return conflicting(
      base,
      'LOCALLY_EDITED',
      `来源已移除“${known.title}”，但本台改写过它，仍在使用。请人工核定是否下架。`,
    );
  const isLater = removal.on !== null && removal.on > planning.today;
  // A draft that nobody was answered from yet is left to its reviewers until that day.
  if (isLater && (!isOut || known.withdrawOn === removal.on)) return null;
  const day = chineseDay(removal.on ?? planning.today);
  const reason = `来源“${sourceSystemNames[planning.system]}”已移除（自${day}起）`;
  const isWithdrawn = isOut && !isLater;
  return {
    row: {
      ...base,
      outcome: 'expired',
      rev: standing.publishedRev,
      words: isLater ? `${reason}，届时自动下架` : reason,
    },
    changeNo: known.changeNo,
    effect: {
      effect: 'expire',
      // Words of the source that nobody has published go with it; they come again where the source has them again.
      standing: {
        ...standing,
        draft: isLater ? standing.draft : null,
        withdrawn: isWithdrawn ? reason : standing.withdrawn,
      },
      withdrawOn: isLater ? removal.on : null,
    },
  };
}

export function rejected(row: BatchRow, code: string, words: string): StagedRow {
  return { row: { ...row, outcome: 'rejected', code, words }, changeNo: null, effect: { effect: 'none' } };
}

export function conflicting(row: BatchRow, code: string, words: string): StagedRow {
  return { row: { ...row, outcome: 'conflicting', code, words }, changeNo: null, effect: { effect: 'none' } };
}

export function emptyRow({ rowNo }: Pick<Planning, 'rowNo'>, at: BatchRow['at'], sourceId: string): BatchRow {
  return {
    rowNo,
    outcome: 'rejected',
    at,
    sourceId,
    entryId: null,
    rev: null,
    title: sourceId,
    code: '',
    words: '',
    differences: [],
  };
}

/** The source says what it said last; or says by now what people here had made of it. */
function isUnchanged(known: KnownEntry, contentHash: string | null): boolean {
  if (known.withdrawnBySource) return false;
  return known.sourceHash === contentHash || (known.currentHash === contentHash && known.sourceHash !== null);
}

/** Somebody here wrote the newest words. An entry that was undone has no words in use. */
function isLocallyEdited(known: KnownEntry, system: SourceSystem): boolean {
  const { draft, publishedRev } = known.standing;
  if (draft === null && publishedRev === null) return false;
  return (
    known.currentAuthorId !== sourceAuthor(system) ||
    (draft?.authorIds ?? []).some((id) => id !== sourceAuthor(system))
  );
}

function differencesFrom({ currentContent }: KnownEntry, { content }: DeliveredEntry) {
  return currentContent === null ? [] : shortened(differencesOf(currentContent, content));
}
