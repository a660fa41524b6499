/** How long a link may be silent before what it fed is no longer called live. */

/** where the bridge does not say how often it pings */
export const DEFAULT_HEARTBEAT_MS = 10_000;
/** one ping missed, and room for a slow network: nothing on screen may look live after it */
const STALE_AFTER_BEATS = 2.5;
/** the socket is given up */
const DEAD_AFTER_BEATS = 5;
/** a socket that has not brought a welcome by then is given up */
export const WELCOME_WITHIN_MS = 8_000;
/** ticks are a second apart while the machine is awake */
const SLEPT_AFTER_MS = 5_000;

export type Pulse = 'beating' | 'stale' | 'dead' | 'slept';

/**
 * @param silentFor ms since the last frame
 * @param tickGap ms since the last look at the clock
 *
 * A long gap alone proves no sleep: Chromium slows the timers of a hidden tab to one a minute, while its socket
 * goes on receiving. Only when the frames stopped as well did the machine or the tab sleep.
 */
export function pulse(silentFor: number, tickGap: number, heartbeatMs: number): Pulse {
  const stale = silentFor > STALE_AFTER_BEATS * heartbeatMs;
  if (tickGap > SLEPT_AFTER_MS && stale) return 'slept';
  if (silentFor > DEAD_AFTER_BEATS * heartbeatMs) return 'dead';
  return stale ? 'stale' : 'beating';
}

/** A browser's clock may be minutes off: it only measures ages. All times on screen are the bridge's. */
export class BridgeClock {
  #offset: number | null = null;

  /** A later arrival can only make the bridge look older, so the largest difference is the truest one. */
  observe(bridgeNow: number, here: number): void {
    const offset = bridgeNow - here;
    const stepped = this.#offset !== null && Math.abs(offset - this.#offset) > 2_000;
    if (this.#offset === null || stepped || offset > this.#offset) this.#offset = offset;
  }

  read(here: number): number {
    return here + (this.#offset ?? 0);
  }
}
