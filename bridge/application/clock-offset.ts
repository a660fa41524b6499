import type { TelephonyEvent } from '../domain/telephony/event.ts';

/** More than this between two events is a stepped clock, not the network. */
const stepMs = 1000;

/**
 * The exchange's clock against the bridge's. Durations come from the exchange's clock alone; only what a page shows
 * as an age is moved to the bridge's clock, by the shortest way an event was seen to take.
 */
export class ClockOffset {
  #offsetMs: number | null = null;

  /** Whether an event told it; until then both clocks are taken to be the same. */
  get known(): boolean {
    return this.#offsetMs !== null;
  }

  note(event: TelephonyEvent): void {
    if (event.clock !== 'pbx' || event.certainty !== 'observed' || event.receivedAt <= 0) return;
    const difference = event.receivedAt - event.at / 1000;
    const known = this.#offsetMs;
    if (known === null || difference < known || difference - known > stepMs) this.#offsetMs = difference;
  }

  /** µs of the exchange → ms of the bridge */
  toBridge(micros: number): number {
    return Math.round(micros / 1000 + (this.#offsetMs ?? 0));
  }

  /** ms of the bridge → µs of the exchange */
  toExchange(ms: number): number {
    return Math.round((ms - (this.#offsetMs ?? 0)) * 1000);
  }
}
