import { chinaIso } from './exact-time.ts';
import type { FloorState } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import type { SeatInterval } from './seat-state.ts';

type SeatChange = Extract<FloorChange, { kind: 'seat-changed' }>;

/** Collects the intervals of seat states from the changes of a floor. */
export class SeatHistory {
  readonly #intervals: { at: number; interval: SeatInterval }[] = [];

  note(change: FloorChange): void {
    if (change.kind !== 'seat-changed' || change.first) return;
    this.#intervals.push({ at: change.fromSince ?? 0, interval: ended(change) });
  }

  /** All intervals, those still running included; by seat, then by time. A seat that never did anything is left out. */
  finish(floor: FloorState): SeatInterval[] {
    const all = this.#intervals.slice();
    const active = new Set(all.map(({ interval }) => interval.seat));
    for (const seat of floor.seats.values()) {
      if (!seat.known || (seat.state === 'LOGGED_OUT' && !active.has(seat.seat))) continue;
      const from = seat.since === null ? null : chinaIso(seat.since);
      all.push({
        at: seat.since ?? 0,
        interval: { seat: seat.seat, state: seat.state, reason: seat.reason, from, to: null },
      });
    }
    // stable: intervals of one instant stay in the order in which they happened
    all.sort((a, b) =>
      a.interval.seat < b.interval.seat ? -1 : a.interval.seat > b.interval.seat ? 1 : a.at - b.at,
    );
    return all.map(({ interval }) => interval);
  }
}

function ended(change: SeatChange): SeatInterval {
  return {
    seat: change.seat,
    state: change.from,
    reason: change.fromReason,
    from: change.fromSince === null ? null : chinaIso(change.fromSince),
    to: chinaIso(change.at),
  };
}
