import type { Target } from '../../../../bridge/protocol/commands.ts';
import type { Directory } from '../../../../bridge/protocol/directory.ts';
import type { SeatState } from '../../../../bridge/protocol/domain.ts';
import { initialsOf } from './initials.ts';

/** One line of the directory: whom, and what of them is true now. */
export interface TargetRow {
  key: string;
  target: Target;
  kind: 'emergency' | 'seat' | 'queue' | 'outside' | 'typed';
  number: string | null;
  name: string;
  /** what they do, which lines they serve */
  detail: string;
  state: SeatState | null;
  /** citizens waiting and seats free, of a line */
  queue: { waiting: number; ready: number } | null;
  /** words where nobody can be put through to it now */
  closed: boolean;
}

const there: ReadonlySet<SeatState> = new Set(['READY', 'BUSY', 'BREAK', 'ACW']);

/** All there is, emergency lines first, then seats that are free, lines, other seats, departments and other hotlines. */
export function targetRows(directory: Directory): TargetRow[] {
  const seats = directory.seats.map(seatRow);
  return [
    ...directory.emergency.map(({ number, name }): TargetRow => row('emergency', number, name, '')),
    ...seats.filter(({ state }) => state === 'READY'),
    ...directory.queues.map(
      ({ queue, name, waiting, ready }): TargetRow => ({
        ...row('queue', queue, name, ''),
        target: { kind: 'queue', queue },
        number: null,
        queue: { waiting, ready },
      }),
    ),
    ...seats.filter(({ state }) => state !== 'READY'),
    ...directory.outside.map(
      ({ number, name, note, topics }): TargetRow =>
        row('outside', number, name, [note, ...topics].filter(Boolean).join(' · ')),
    ),
  ];
}

function seatRow({ seat, name, state, queues }: Directory['seats'][number]): TargetRow {
  return {
    ...row('seat', seat, name ?? '', queues.join('、')),
    target: { kind: 'seat', seat },
    state,
    closed: !there.has(state),
  };
}

function row(kind: TargetRow['kind'], number: string, name: string, detail: string): TargetRow {
  const target: Target = { kind: 'number', number };
  return {
    key: `${kind} ${number}`,
    target,
    kind,
    number,
    name,
    detail,
    state: null,
    queue: null,
    closed: false,
  };
}

/** By name, number, what they do, or the initial letters of the name. Digits that nobody has are dialled as they are. */
export function findTargets(rows: readonly TargetRow[], text: string): TargetRow[] {
  const sought = text.trim().toLowerCase();
  if (sought === '') return [...rows];
  const found = rows.filter(
    ({ number, name, detail }) =>
      number?.startsWith(sought) === true ||
      name.toLowerCase().includes(sought) ||
      detail.toLowerCase().includes(sought) ||
      (/^[a-z0-9]+$/.test(sought) && initialsOf(name).includes(sought)),
  );
  const dialled = /^\d{3,20}$/.test(sought) && !rows.some(({ number }) => number === sought);
  return dialled ? [...found, row('typed', sought, '', '')] : found;
}
