/** Times for people. The house's time is China time whatever the PC is set to. */

const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const two = (n: number) => String(n).padStart(2, '0');

function china(ms: number): Date {
  return new Date(ms + CHINA_OFFSET_MS);
}

/** 02:14, 1:02:14; never negative: a bridge's frame may be a breath ahead of our clock */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** age of a frame: 0.2 s, 4 s, 02:14 */
export function age(ms: number): string {
  if (ms < 1_000) return `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`;
  return duration(ms);
}

/** 2026-11-30 */
export function chinaDay(ms: number): string {
  return china(ms).toISOString().slice(0, 10);
}

/** 11-30 09:12 */
export function shortDayAndTime(ms: number): string {
  return china(ms).toISOString().slice(5, 16).replace('T', ' ');
}

/** 12:01:33 */
export function clockTime(ms: number): string {
  const at = china(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

/** 2026-11-24T12:01:33+08:00, for other systems */
export function chinaTime(ms: number): string {
  return `${china(ms).toISOString().slice(0, 19)}+08:00`;
}

/** 今天 12:01 · 昨天 09:30 · 11-03 09:30 · 2025-11-03 */
export function dayAndTime(ms: number, now: number): string {
  const at = china(ms);
  const days = Math.floor((now + CHINA_OFFSET_MS) / DAY_MS) - Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  if (days === 0) return `今天 ${time}`;
  if (days === 1) return `昨天 ${time}`;
  const date = `${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return at.getUTCFullYear() === china(now).getUTCFullYear()
    ? `${date} ${time}`
    : `${at.getUTCFullYear()}-${date}`;
}

/** ISO-8601 at +08:00, as it is kept with a record */
export function chinaIso(ms: number): string {
  return `${china(ms).toISOString().slice(0, -1)}+08:00`;
}
