import type { LifeAct, LifeResult, Standing } from '../../../knowledge/content/life-cycle.ts';

/**
 * Who writes and who reviews are two people. A source's words have no person behind them, so it takes two who review:
 * one alone would put an unread file before the callers.
 */
export function refuseLoneReviewer(
  standing: Standing,
  act: LifeAct['act'],
  accountId: string,
): LifeResult | null {
  const { draft } = standing;
  if (act !== 'pass-second' || draft === null || draft.firstReviewerId !== accountId) return null;
  if (!draft.authorIds.every((id) => id.startsWith('source:'))) return null;
  return {
    refused: {
      code: 'own-words',
      words: '本稿由来源导入，初审是您通过的，复审须由另一人进行（采编与审核分离）。',
    },
  };
}
