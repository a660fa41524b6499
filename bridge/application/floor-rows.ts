import { maskNumber } from '../domain/people/number.ts';
import type { QueueView } from '../domain/telephony/floor-change.ts';
import { type SeatState, type ShownState, shownState } from '../domain/telephony/seat-state.ts';
import type { ReasonColour } from '../domain/telephony/state-limits.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { reasonInWords } from './reason-in-words.ts';
import type { TimeLimits } from './time-limits.ts';

export interface SeatRow {
  seat: string;
  accountName: string | null;
  agentNo: string | null;
  state: ShownState;
  /** the state by the exchange alone: what goes on at a seat whose page is lost */
  telephone: SeatState;
  reason: string | null;
  since: number | null;
  /** from when on the state is over time; null: never */
  overFrom: number | null;
  colour: ReasonColour | null;
  queues: string[];
  /** masked: nobody watches a floor by full numbers */
  caller: string | null;
}

export interface QueueRow {
  queue: string;
  name: string;
  waiting: number;
  longestSince: number | null;
  ready: number;
  talking: number;
  wrapUp: number;
  notReady: number;
}

/** Null for a seat that the site does not know. */
export function seatRow(floor: FloorKeeper, desks: Desks, limits: TimeLimits, seat: string): SeatRow | null {
  const view = floor.seat(seat);
  if (view === null) return null;
  const desk = desks.at(seat);
  const lostSince = desk?.pageLostSince ?? null;
  const state = shownState(view.state, lostSince !== null);
  const since = view.since === null ? null : floor.toBridge(view.since);
  const caller = view.callId === null ? null : (floor.call(view.callId)?.caller ?? null);
  return {
    seat,
    accountName: desk?.account.name ?? null,
    agentNo: desk?.account.agentNo ?? null,
    state,
    telephone: view.state,
    reason: reasonInWords(view, desk),
    since: state === 'OFFLINE_HELD' ? lostSince : since,
    // Whose page is lost cannot mend it; what their telephone does is shown beside.
    overFrom: state === 'OFFLINE_HELD' ? null : limits.overFrom(view, desk),
    colour: limits.colourOf(view),
    queues: view.queues.map(({ queue }) => queue),
    caller: caller === null ? null : maskNumber(caller),
  };
}

export function queueRow(
  floor: FloorKeeper,
  { queue, waiting, members }: QueueView,
  name: string,
  stateOf: (seat: string) => SeatState,
  isPageLost: (seat: string) => boolean,
): QueueRow {
  const row = { ready: 0, talking: 0, wrapUp: 0, notReady: 0 };
  for (const seat of members) {
    const counted = countedAs(stateOf(seat));
    if (counted === null) continue;
    // A lost page ends no call, but who has none is not waiting for one.
    row[counted === 'ready' && isPageLost(seat) ? 'notReady' : counted] += 1;
  }
  const longest = waiting[0]?.joinedAt;
  const longestSince = longest === undefined ? null : floor.toBridge(longest);
  return { queue, name, waiting: waiting.length, longestSince, ...row };
}

function countedAs(state: SeatState): 'ready' | 'talking' | 'wrapUp' | 'notReady' | null {
  switch (state) {
    case 'READY':
      return 'ready';
    case 'RINGING':
    case 'TALKING':
    case 'HOLD':
    case 'CONSULT':
    case 'CONFERENCE':
    case 'OUTBOUND':
      return 'talking';
    case 'ACW':
      return 'wrapUp';
    case 'BUSY':
    case 'BREAK':
    case 'OFFLINE':
      return 'notReady';
    case 'LOGGED_OUT':
      return null;
  }
}
