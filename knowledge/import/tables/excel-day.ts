import { addDays, type Day, dayOf } from '../../day.ts';

const LAST_SERIAL = 2_958_465;

/**
 * Excel counts days from 1900-01-01 as 1 and holds 1900 for a leap year: its day 60 never was (ECMA-376-1, 18.17.4.1).
 * Workbooks of old Macintoshes count from 1904-01-01 as 0. A time of day is dropped.
 */
export function dayOfSerial(serial: number, from1904: boolean): Day | null {
  const days = Math.floor(serial);
  if (!Number.isFinite(serial) || days < 0 || days > LAST_SERIAL) return null;
  if (from1904) return addDays('1904-01-01', days);
  if (days === 0 || days === 60) return null;
  return addDays(days < 60 ? '1899-12-31' : '1899-12-30', days);
}

/** 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, 20260131, each with or without a time; null when it is no day. */
export function readDay(written: string): Day | null {
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(written) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(
      written,
    );
  return match === null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Formats that are days: the built-in ones, with those of Chinese Excel (ECMA-376-1, 18.8.30). */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  // Words in quotes, escaped letters and colours say nothing.
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /y/i.test(bare) || /d/i.test(bare);
}
