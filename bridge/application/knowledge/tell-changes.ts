import { chineseDay, type Day } from '../../../knowledge/day.ts';
import { chinaDay, dayPeriod } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { KnowledgeStore } from '../knowledge-store.ts';
import type { Clock } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account } from '../store.ts';

export interface BaseChange {
  change: 'published' | 'begins' | 'ends' | 'withdrawn';
  entryId: string;
  title: string;
  on: Day;
  words: string;
}

export interface ChangesTold {
  since: Day;
  day: Day;
  changes: BaseChange[];
}

/** 班前播报: what is new, begins, ends or is withdrawn since a day, in sentences to be read out. */
export class TellChanges {
  readonly #store: KnowledgeStore;
  readonly #clock: Clock;

  constructor(needs: { store: KnowledgeStore; clock: Clock }) {
    this.#store = needs.store;
    this.#clock = needs.clock;
  }

  async tell(account: Account, from: Day | null): Promise<Refused | ChangesTold> {
    if (!may(account.roles, 'browse-knowledge')) return noRight;
    const day = chinaDay(this.#clock.now());
    const since = from ?? day;
    if (since > day) return refused('bad-day', '起始日期不能晚于今天。');
    const period = {
      from: Date.parse(dayPeriod(since).from),
      to: Date.parse(dayPeriod(day).to),
      firstDay: since,
      lastDay: day,
    };
    const found = await this.#store.dayChanges(period);
    const changes: BaseChange[] = [
      ...found.withdrawn.map(({ entryId, title, at, reason }) => {
        const on = chinaDay(at);
        const words = `《${title}》已于${chineseDay(on)}下架，不再用于答复。原因：${reason}`;
        return { change: 'withdrawn' as const, entryId, title, on, words };
      }),
      ...found.ends.map(({ entryId, title, endsOn }) => {
        const on = endsOn ?? day;
        return {
          change: 'ends' as const,
          entryId,
          title,
          on,
          words: `《${title}》自${chineseDay(on)}起不再适用。`,
        };
      }),
      ...found.replaced
        .filter(({ entryId }) => found.ends.every((end) => end.entryId !== entryId))
        .map(({ entryId, title, on, by }) => {
          const words = `《${title}》自${chineseDay(on)}起不再适用，由《${by}》替代。`;
          return { change: 'ends' as const, entryId, title, on, words };
        }),
      ...found.begins.map(({ entryId, title, beginsOn }) => {
        const on = beginsOn ?? day;
        return {
          change: 'begins' as const,
          entryId,
          title,
          on,
          words: `《${title}》自${chineseDay(on)}起适用。`,
        };
      }),
      ...found.published.map(({ entryId, title, at, materialClass }) => {
        const on = chinaDay(at);
        const words = `《${title}》（${materialClass}）已于${chineseDay(on)}发布。`;
        return { change: 'published' as const, entryId, title, on, words };
      }),
    ];
    return { since, day, changes };
  }
}
