import type { Period } from '../../../bridge/protocol/pack.ts';

/** What is true on a day (YYYY-MM-DD). Before the first period, of a PC whose clock is behind, the first one is. */
export function onDay<T>(periods: readonly Period<T>[], day: string): T {
  let [found] = periods;
  for (const period of periods) if (period.from <= day) found = period;
  if (found === undefined) throw new RangeError('a list of periods holds one at least');
  return found.is;
}
