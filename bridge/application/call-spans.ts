import type { TelephonyEvent } from '../domain/telephony/event.ts';
import { legsOf } from './event-legs.ts';

/**
 * Where in the journal each leg was first and last spoken of. The span of a call is that of its legs; it tells where
 * its events are, and how far back a new start must read so that every live call is whole.
 */
export class CallSpans {
  readonly #spans = new Map<string, { first: number; last: number }>();

  note(event: TelephonyEvent, position: number): void {
    for (const leg of legsOf(event)) {
      const span = this.#spans.get(leg);
      if (span === undefined) this.#spans.set(leg, { first: position, last: position });
      else span.last = position;
    }
  }

  of(legs: Iterable<string>): { first: number; last: number } | null {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const leg of legs) {
      const span = this.#spans.get(leg);
      if (span === undefined) continue;
      first = Math.min(first, span.first);
      last = Math.max(last, span.last);
    }
    return last === Number.NEGATIVE_INFINITY ? null : { first, last };
  }

  forget(legs: readonly string[]): void {
    for (const leg of legs) this.#spans.delete(leg);
  }

  /** Legs that ended up in no call (spoken of once, never again) would pile up for ever. */
  keepOnly(legs: ReadonlySet<string>): void {
    for (const leg of this.#spans.keys()) if (!legs.has(leg)) this.#spans.delete(leg);
  }

  get size(): number {
    return this.#spans.size;
  }
}
