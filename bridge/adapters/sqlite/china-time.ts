import { ValueRefused } from './errors.ts';

/** China has one time, +08:00 without summer time since 1992 (GB/T 7408): plain arithmetic, no time-zone data. */
const offset = 8 * 60 * 60 * 1000;

/** ms since the epoch → 2026-11-24T22:23:00.000+08:00 */
export function chinaTime(at: number): string {
  return `${new Date(at + offset).toISOString().slice(0, -1)}+08:00`;
}

/** ms since the epoch → 2026-11-24 */
export function chinaDay(at: number): string {
  return chinaTime(at).slice(0, 10);
}

const days = 24 * 60 * 60 * 1000;
let lastDay = Number.NaN;
let lastMonth = '';

/** ms since the epoch → 2026-11, the name of a segment and of a key. Asked for every event, so the last day is kept. */
export function chinaMonth(at: number): string {
  const day = Math.floor((at + offset) / days);
  if (day !== lastDay) {
    lastMonth = chinaTime(at).slice(0, 7);
    lastDay = day;
  }
  return lastMonth;
}

/** ISO time with its offset → ms since the epoch */
export function timeOf(iso: string): number {
  const time = Date.parse(iso);
  if (!Number.isNaN(time)) return time;
  throw new ValueRefused(
    'store.not-a-time',
    { zh: `“${iso}”不是时间。`, en: `"${iso}" is no time.` },
    {
      zh: '须为 ISO 8601，例如 2026-11-24T08:00:00+08:00。',
      en: 'Write it as ISO 8601, e.g. 2026-11-24T08:00:00+08:00.',
    },
  );
}
