import type { Day } from '../../../knowledge/day.ts';
import { dayPeriod } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { KnowledgeStore, UsageFigures } from '../knowledge-store.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account } from '../store.ts';

export interface UsageRatio {
  name: string;
  formula: string;
  numerator: number;
  denominator: number;
  value: number | null;
}

export type Usage = UsageFigures & { from: Day; to: Day; ratios: UsageRatio[] };

/** How the base is used, for those who work on it. */
export async function usageOf(
  store: KnowledgeStore,
  account: Account,
  { from, to }: { from: Day; to: Day },
): Promise<Refused | Usage> {
  if (!may(account.roles, 'work-on-knowledge')) return noRight;
  if (from > to) return refused('bad-day', '起始日期不能晚于截止日期。');
  const figures = await store.usage(Date.parse(dayPeriod(from).from), Date.parse(dayPeriod(to).to));
  const { searches, withHits, adopted, adoptedFirst } = figures;
  return {
    ...figures,
    from,
    to,
    ratios: [
      ratio('命中率', '有结果的检索 ÷ 全部检索', withHits, searches),
      ratio('采用率', '采用了答复的检索 ÷ 有结果的检索', adopted, withHits),
      ratio('首位命中率', '采用第一条的检索 ÷ 采用了答复的检索', adoptedFirst, adopted),
    ],
  };
}

function ratio(name: string, formula: string, numerator: number, denominator: number): UsageRatio {
  return { name, formula, numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}
