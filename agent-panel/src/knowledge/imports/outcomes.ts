import type { BatchView } from '../../../../bridge/protocol/knowledge.ts';

export type Counts = BatchView['counts'];
export type RowOutcome = keyof Counts;

/** In the order in which they are told: what changes the base, what does not, what somebody has to look at. */
export const outcomes = [
  'added',
  'changed',
  'expired',
  'unchanged',
  'conflicting',
  'rejected',
] as const satisfies readonly RowOutcome[];

export function totalOf(counts: Counts): number {
  return outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Rows that would make a change: an import of none is none. */
export function takenOf({ added, changed, expired }: Counts): number {
  return added + changed + expired;
}

/** 新增 12 · 变更 3: what there is any of. */
export function told(counts: Counts, names: Readonly<Record<RowOutcome, string>>): string {
  return outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${names[outcome]} ${counts[outcome]}`)
    .join(' · ');
}
