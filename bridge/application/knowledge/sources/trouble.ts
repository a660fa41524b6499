import type { SourceRun } from '../../source-store.ts';

/** What somebody should look after, in words; null: nothing. */
export function troubleOf(lastRun: SourceRun | null, failures: number): string | null {
  if (lastRun === null) return null;
  switch (lastRun.state) {
    case 'failed':
      return `已连续失败 ${failures} 次。${lastRun.words}`;
    case 'interrupted':
      return lastRun.words;
    case 'done':
    case 'running':
      return lastRun.withheld > 0
        ? `有 ${lastRun.withheld} 条在来源中已没有而未撤下。请查看明细，核对后处理。`
        : null;
    default:
      return lastRun.state satisfies never;
  }
}
