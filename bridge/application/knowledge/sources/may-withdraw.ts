import type { PullEnd } from '../../../../knowledge/content/pull.ts';

/**
 * Whether what is gone from a source may be withdrawn: only after its lists were read whole, and never more at once than
 * the configured share, for a site that suddenly lists nothing is ill and has not repealed its texts. A single one is
 * never too many. Answers why not, and what to do; null: it may.
 */
export function mayWithdraw(
  gone: number,
  { complete, known, trouble }: Pick<PullEnd, 'complete' | 'known' | 'trouble'>,
  mostShare: number,
  accepted: boolean,
): string | null {
  if (!complete || trouble !== null)
    return `来源中有 ${gone} 条已打不开，但本次没有把列表读完，一条也没有撤下。列表读通后再判断。`;
  const most = Math.max(1, Math.floor(known * mostShare));
  if (accepted || gone <= most) return null;
  return (
    `来源中有 ${gone} 条一次性不见了，超过一次最多撤下的 ${most} 条（${known} 条的 ${Math.round(mostShare * 100)}%），一条也没有撤下。` +
    '请打开网站核对：网站故障的，修复后自动恢复；确已撤下的，请用“确认撤下”重新运行。'
  );
}
