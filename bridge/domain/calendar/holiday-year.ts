import { z } from 'zod';

const day = z.iso.date();

/**
 * 放假安排 of one year, as the General Office of the State Council gives notice of it. Data, never a rule: no
 * arithmetic tells which Saturday is worked.
 */
export const holidayYearSchema = z
  .strictObject({
    year: z.int().min(2000).max(2999),
    /** its title */
    notice: z.string().min(1).max(200),
    docNo: z.string().min(1).max(60),
    publishedOn: day,
    /** who compared these days with the notice; null: nobody yet, which is said wherever they are counted by */
    checkedBy: z.string().min(1).max(100).nullable(),
    /** both ends are off */
    off: z.array(z.strictObject({ name: z.string().min(1).max(40), from: day, to: day })).max(30),
    /** 调休: Saturdays and Sundays that are worked */
    work: z.array(day).max(30),
  })
  .check(({ value, issues }) => {
    const complain = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message });
    const inYear = (one: string) => one.startsWith(`${value.year}-`);
    for (const [at, { from, to }] of value.off.entries()) {
      if (from > to) complain(['off', at], `${from} 晚于 ${to}：起止日期写反了`);
      if (!inYear(from) || !inYear(to)) complain(['off', at], `${from}、${to} 不都在 ${value.year} 年`);
    }
    for (const [at, one] of value.work.entries()) {
      if (!inYear(one)) complain(['work', at], `${one} 不在 ${value.year} 年`);
      else if (!isWeekend(one)) complain(['work', at], `${one} 不是周六、周日，不必列为上班日`);
      else if (value.off.some(({ from, to }) => from <= one && one <= to))
        complain(['work', at], `${one} 同时列为放假和上班`);
    }
  });
export type HolidayYear = z.infer<typeof holidayYearSchema>;

/** Of a day in the calendar, 'YYYY-MM-DD'. */
export function isWeekend(one: string): boolean {
  const weekday = new Date(`${one}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
