/** ms that a server asks to wait; 0 where it does not. RFC 9110 §10.2.3: seconds or a date. */
export function retryAfter(written: string | undefined, now: number): number {
  if (written === undefined) return 0;
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1000;
  const until = Date.parse(written);
  return Number.isNaN(until) ? 0 : Math.max(0, until - now);
}
