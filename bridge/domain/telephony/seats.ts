import type { FloorState, Leg, Seat, Talk } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { offerAt } from './offers.ts';
import { component } from './paths.ts';
import { type SeatState, wrapUpReason } from './seat-state.ts';
import { callsOf } from './talks.ts';

/**
 * What one seat is doing, from its legs and memberships. A call outranks a pause, a pause outranks OFFLINE, OFFLINE
 * outranks READY; in no queue is LOGGED_OUT. Device states never prove ringing or talking (FINDINGS: with
 * device_state_busy_at = 1 a seat that only rings says "busy").
 */
export function seatStateNow(state: FloorState, seat: Seat): { state: SeatState; reason: string | null } {
  const onCall = callState(state, seat);
  if (onCall) return { state: onCall, reason: null };
  const members = [...seat.members.values()];
  if (members.length === 0) return { state: 'LOGGED_OUT', reason: null };
  // paused in one of several queues (autopause) still leaves calls of the others
  if (members.every((member) => member.paused)) {
    const reason = members[0]?.reason ?? '';
    if (reason === wrapUpReason) return { state: 'ACW', reason };
    if (notReadyReasons.has(reason)) return { state: 'BUSY', reason: reason === '' ? null : reason };
    return { state: 'BREAK', reason };
  }
  if (!seat.reachable || members.some((member) => member.device === 4 || member.device === 5))
    return { state: 'OFFLINE', reason: null };
  return { state: 'READY', reason: null };
}

/** Pauses that nobody gave a reason for, or the queue itself set (autopause). */
const notReadyReasons = new Set(['', 'Auto-Pause', 'no answer', '示忙']);

function callState(state: FloorState, seat: Seat): SeatState | null {
  const legs: Leg[] = [];
  for (const id of seat.legs) {
    const leg = state.legs.get(id);
    if (leg && !leg.ended && !leg.spying) legs.push(leg);
  }
  if (legs.length === 0) return null;

  let busy: SeatState | null = null;
  for (const leg of legs) {
    for (const call of callsOf(state, leg)) {
      const talk = call.talks.find((each) => each.open && each.leg === leg.id);
      if (!talk) continue;
      if (talk.citizenLeg === null) {
        busy ??= 'TALKING';
        continue;
      }
      const conference = call.conferences.at(-1);
      if (conference?.open && conference.seats.includes(seat.seat)) return 'CONFERENCE';
      if (talk.away || consultsBeside(legs, leg, talk)) return 'CONSULT';
      if (leg.held) return 'HOLD';
      return call.kind === 'outbound' ? 'OUTBOUND' : 'TALKING';
    }
  }
  for (const leg of legs) busy ??= withoutTalk(state, seat, leg);
  return busy;
}

/** The seat's own second call while the citizen waits: calling, ringing or talking. */
function consultsBeside(legs: readonly Leg[], leg: Leg, talk: Talk): boolean {
  return talk.open && legs.some((other) => other !== leg && other.dialledBy === null && !other.originated);
}

/** A living leg that talks with no citizen and is in no consultation that has an object of its own. */
function withoutTalk(state: FloorState, seat: Seat, leg: Leg): SeatState | null {
  const offered = offerAt(state, leg);
  // the talk is over, the leg will be in some milliseconds: no new state for those
  if (leg.talksIn.size > 0) return callStates.has(seat.state) ? seat.state : 'TALKING';
  if (inCompany(state, seat, leg)) return 'TALKING';
  if (leg.state === 'up' && seat.state !== 'RINGING' && callStates.has(seat.state)) return seat.state;
  if (leg.state === 'down' && !offered) return null;
  if (leg.state !== 'up' && leg.state !== 'calling') return 'RINGING';
  const born = state.calls.get(leg.born);
  if (born?.kind === 'outbound') return 'OUTBOUND';
  // answered, and the bridge is some moments away; rung by the exchange, and what for is not told yet: to call a
  // citizen, to listen (recording supervisor-listens) or for a conference (recording three-way)
  if (offered || born?.originated || leg.id !== born?.id) return 'RINGING';
  return born.kind === 'internal' && born.partOf !== null ? 'CONSULT' : 'TALKING';
}

const callStates: ReadonlySet<SeatState> = new Set([
  'RINGING',
  'TALKING',
  'HOLD',
  'CONSULT',
  'CONFERENCE',
  'OUTBOUND',
]);

/** Somebody else is there; the telephone behind a Local half is the seat's own (recording member-local-channel). */
function inCompany(state: FloorState, seat: Seat, leg: Leg): boolean {
  if (leg.path === null) return false;
  return component(state, leg).some(
    (other) => other.seat !== seat.seat && (other.role === 'seat' || other.role === 'trunk'),
  );
}

/** Compares what a seat does now with what it did, and tells the difference. */
export function settleSeat(
  state: FloorState,
  seat: Seat,
  moment: { at: number; seen: boolean },
  changes: FloorChange[],
): void {
  const now = seatStateNow(state, seat);
  if (seat.known && now.state === seat.state && now.reason === seat.reason) return;
  if (!seat.known) {
    changes.push(change(seat, now, moment, null));
    seat.known = true;
    seat.state = now.state;
    seat.reason = now.reason;
    // its first state began before we looked, unless it begins with a leg that we saw appear
    seat.since = moment.seen && seat.legs.size > 0 && seat.members.size === 0 ? moment.at : null;
    return;
  }
  changes.push(change(seat, now, moment, seat.since));
  seat.state = now.state;
  seat.reason = now.reason;
  seat.since = moment.seen ? moment.at : null;
}

function change(
  seat: Seat,
  now: { state: SeatState; reason: string | null },
  { at, seen }: { at: number; seen: boolean },
  since: number | null,
): FloorChange {
  return {
    kind: 'seat-changed',
    seat: seat.seat,
    from: seat.state,
    fromReason: seat.reason,
    fromSince: since,
    to: now.state,
    reason: now.reason,
    at,
    first: !seat.known,
    reconciled: !seen,
  };
}
