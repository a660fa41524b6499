import { chinaIso } from '../telephony/exact-time.ts';

/**
 * Periods are cut here, by arithmetic, never by a database's date functions: China has kept one time without summer
 * time since 1991, so a day is 86,400 s of +08:00 wherever the server stands and whatever its zone is.
 */

const dayMs = 86_400_000;

/** [from, to): ISO-8601 at +08:00 with milliseconds, so that the texts sort as the times do. */
export interface Period {
  from: string;
  to: string;
}

/** ms since the epoch → ISO-8601 at +08:00. */
export function chinaTime(ms: number): string {
  return chinaIso(ms * 1000);
}

/** ms since the epoch → YYYY-MM-DD in China. */
export function chinaDay(ms: number): string {
  return chinaTime(ms).slice(0, 10);
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const start = startOf(text);
  return Number.isFinite(start) && chinaDay(start) === text;
}

export function addDays(day: string, days: number): string {
  return chinaDay(startOf(day) + days * dayMs);
}

export function dayPeriod(day: string): Period {
  const from = startOf(day);
  return { from: chinaTime(from), to: chinaTime(from + dayMs) };
}

/** The Monday of the day's week. */
export function weekStart(day: string): string {
  // 1970-01-01 was a Thursday: three days after a Monday.
  const days = Math.floor((startOf(day) + 8 * 3_600_000) / dayMs);
  return addDays(day, -((days + 3) % 7));
}

export function contains(period: Period, time: string): boolean {
  return period.from <= time && time < period.to;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00.000+08:00`);
}
