import type { z } from 'zod';
import type { ShownState } from '../../../bridge/protocol/domain.ts';
import type { FloorView, floorChangesSchema } from '../../../bridge/protocol/floor.ts';

type Changes = z.infer<typeof floorChangesSchema>;
export type SeatRow = FloorView['seats'][number];

/** The floor with the changed rows put in their places: order never changes, new rows come last. */
export function applyChanges(floor: FloorView, changes: Changes): FloorView {
  return {
    link: changes.link ?? floor.link,
    seats: merge(floor.seats, changes.seats, ({ seat }) => seat),
    queues: merge(floor.queues, changes.queues, ({ queue }) => queue),
    figures: merge(floor.figures, changes.figures, ({ id }) => id),
    help: changes.help ?? floor.help,
  };
}

function merge<T>(rows: readonly T[], changed: readonly T[], key: (row: T) => string): T[] {
  if (changed.length === 0) return [...rows];
  const rest = new Map(changed.map((row) => [key(row), row]));
  const merged = rows.map((row) => {
    const next = rest.get(key(row));
    rest.delete(key(row));
    return next ?? row;
  });
  return [...merged, ...rest.values()];
}

/** By seat number, as people look for it: 2 before 10. */
export function inSeatOrder(seats: readonly SeatRow[]): SeatRow[] {
  return [...seats].sort((a, b) => a.seat.localeCompare(b.seat, 'en', { numeric: true }));
}

export function countStates(seats: readonly SeatRow[]): { state: ShownState; count: number }[] {
  return shownStates.map((state) => ({ state, count: seats.filter((seat) => seat.state === state).length }));
}

const shownStates: readonly ShownState[] = [
  'READY',
  'RINGING',
  'TALKING',
  'HOLD',
  'CONSULT',
  'CONFERENCE',
  'ACW',
  'OUTBOUND',
  'BUSY',
  'BREAK',
  'OFFLINE',
  'OFFLINE_HELD',
  'LOGGED_OUT',
];
