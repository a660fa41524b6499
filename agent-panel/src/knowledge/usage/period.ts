import { dayAfter, isDay } from '../../ui/days.ts';

/** Days both of which count. */
export interface Period {
  from: string;
  to: string;
}

export const spans = [1, 7, 30] as const;
export type Span = (typeof spans)[number];

/** As the address names it: a number of days up to today, or 2026-11-01~2026-11-24. */
export function periodOf(written: string | null, today: string): Period {
  const [from = '', to = ''] = (written ?? '').split('~');
  if (isDay(from) && isDay(to) && from <= to && to <= today) return { from, to };
  const span = spans.find((days) => String(days) === written) ?? 7;
  return lastDays(span, today);
}

function lastDays(days: number, today: string): Period {
  return { from: dayAfter(today, 1 - days), to: today };
}

/** The span that a period is, where it is one that ends today. */
export function spanOf({ from, to }: Period, today: string): Span | null {
  return spans.find((days) => to === today && from === dayAfter(today, 1 - days)) ?? null;
}
