import { z } from 'zod';

/** A day in China's calendar, 'YYYY-MM-DD'. Rules begin and end at midnight in Beijing; no clock, no time zone. */
export const daySchema = z.iso.date();
export type Day = string;

const MS_A_DAY = 86_400_000;

/** Month and day as they stand in a text (2019年5月15日); null when there is no such day. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const written = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return daySchema.safeParse(written).success ? written : null;
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_A_DAY).toISOString().slice(0, 10);
}

/** The same day some years later; 29 February becomes 1 March where there is none. */
export function addYears(day: Day, years: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayOf(year + years, month, date) ?? addDays(`${String(year + years).padStart(4, '0')}-02-28`, 1);
}

/** 2019年5月15日 */
export function chineseDay(day: Day): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** 'YYYY-MM-DD' strings sort as days do. */
export function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}
