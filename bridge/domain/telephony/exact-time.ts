/** Exact times of an exchange: integers of microseconds since the epoch. */

const chinaOffsetMs = 8 * 3600 * 1000;

/** ISO-8601 at +08:00, cut (not rounded) to milliseconds. */
export function chinaIso(micros: number): string {
  const shifted = new Date(Math.floor(micros / 1000) + chinaOffsetMs);
  return `${shifted.toISOString().slice(0, -1)}+08:00`;
}

/** Seconds between two exact times, cut to milliseconds; never negative, whatever a clock did. */
export function secondsBetween(from: number, to: number): number {
  return Math.floor(Math.max(0, to - from) / 1000) / 1000;
}

/** So many seconds earlier, as an exchange tells a wait or a talk; nonsense leads neither into the future nor before 1970. */
export function secondsBefore(at: number, seconds: number): number {
  return Math.min(at, Math.max(0, at - microsOf(seconds)));
}

/** Microseconds of a whole or broken number of seconds. */
export function microsOf(seconds: number): number {
  return Math.round(seconds * 1e6);
}
