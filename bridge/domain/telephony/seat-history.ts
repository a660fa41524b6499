import { chinaIso } from './exact-time.ts';
import type { FloorState } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import type { SeatInterval } from './seat-state.ts';

/**
 * Collects the intervals of seat states from the changes of a floor. A state that was gone when a snapshot was taken
 * ended when nobody saw it: its end is null, like the beginning of what was found instead.
 */
export class SeatHistory {
  readonly #intervals = new Map<string, SeatInterval[]>();
  /** counts the times that the link came up or was lost */
  #link = 0;
  /** by seat, the link in whose snapshot its present state was found */
  readonly #foundIn = new Map<string, number>();

  note(change: FloorChange): void {
    if (change.kind === 'link-changed') this.#link += 1;
    if (change.kind !== 'seat-changed') return;
    const { seat, fromSince, reconciled } = change;
    // a snapshot is in two parts, and what the first one alone suggests never was (recording snapshot-mid-call)
    const neverWas = reconciled && fromSince === null && this.#foundIn.get(seat) === this.#link;
    if (reconciled) this.#foundIn.set(seat, this.#link);
    if (change.first || neverWas) return;
    this.#of(seat).push({
      seat,
      state: change.from,
      reason: change.fromReason,
      from: fromSince === null ? null : chinaIso(fromSince),
      to: reconciled ? null : chinaIso(change.at),
    });
  }

  /**
   * All intervals, those still running included; by seat, then in the order in which they happened. A seat that never
   * did anything is left out.
   */
  finish(floor: FloorState): SeatInterval[] {
    const all: SeatInterval[] = [];
    for (const seat of [...floor.seats.values()].sort((a, b) => (a.seat < b.seat ? -1 : 1))) {
      const intervals = this.#of(seat.seat);
      if (!seat.known || (seat.state === 'LOGGED_OUT' && intervals.length === 0)) continue;
      const from = seat.since === null ? null : chinaIso(seat.since);
      all.push(...intervals, { seat: seat.seat, state: seat.state, reason: seat.reason, from, to: null });
    }
    return all;
  }

  #of(seat: string): SeatInterval[] {
    let intervals = this.#intervals.get(seat);
    if (!intervals) {
      intervals = [];
      this.#intervals.set(seat, intervals);
    }
    return intervals;
  }
}
