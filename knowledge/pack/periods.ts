import type { PolicyArticle } from '../article.ts';
import type { Period } from '../content/answer-pack.ts';
import { addYears, type Day } from '../day.ts';
import type { Shelf } from '../rank/shelf.ts';

/**
 * A judgement by date, written down for days to come: it is asked on each day on which it may change, so whoever reads
 * it later needs the calendar and none of the rules.
 *
 * @param first the first day it is written down for
 * @param days on which it may change; earlier ones and such that change nothing are passed over
 */
export function periodsOf<T>(first: Day, days: Iterable<Day>, at: (day: Day) => T): Period<T>[] {
  const later = [...new Set(days)].filter((day) => day > first).sort();
  const periods: Period<T>[] = [];
  let last = '';
  for (const from of [first, ...later]) {
    const is = at(from);
    const written = JSON.stringify(is);
    if (written !== last) periods.push({ from, is });
    last = written;
  }
  return periods;
}

/** 规范性文件 without a stated term are said to be checked after so many years (`validityAt`). */
const TERM_YEARS = 5;

/** The days on which what is known of a text changes, with those of the texts that took its place. */
export function turningDays(shelf: Shelf, article: PolicyArticle): Set<Day> {
  const days = new Set<Day>();
  const passed = new Set<string>();
  for (let next: PolicyArticle | undefined = article; next !== undefined && !passed.has(next.id); ) {
    passed.add(next.id);
    for (const day of daysOf(next)) days.add(day);
    const { ending }: PolicyArticle = next;
    next =
      'successorId' in ending && ending.successorId !== null ? shelf.byId.get(ending.successorId) : undefined;
  }
  return days;
}

function* daysOf({ commencement, ending, endedClauses }: PolicyArticle): Generator<Day> {
  if (commencement.kind === 'known') {
    const { textFrom, unseenFrom } = commencement;
    yield textFrom;
    yield addYears(textFrom, TERM_YEARS);
    if (unseenFrom !== null) yield unseenFrom;
  }
  if (ending.kind !== 'none') yield ending.on;
  for (const { on } of endedClauses) yield on;
}
