import { consultationOf, isConsulted, keysGoTo } from './consultation-view.ts';
import { secondsBetween } from './exact-time.ts';
import type { Call, FloorState, Seat } from './floor.ts';
import type { LiveCall, QueueView, SeatView } from './floor-change.ts';
import { citizenCallInHand } from './legs.ts';
import { offerAt } from './offers.ts';

/** What the live pages read from the floor. */

export function seatViews(state: FloorState): SeatView[] {
  return [...state.seats.values()].map((seat) => viewOf(state, seat));
}

export function seatView(state: FloorState, name: string): SeatView | null {
  const seat = state.seats.get(name);
  return seat ? viewOf(state, seat) : null;
}

function viewOf(state: FloorState, seat: Seat): SeatView {
  return {
    seat: seat.seat,
    state: seat.state,
    reason: seat.reason,
    since: seat.since,
    callId: citizenCallInHand(state, seat.seat, '') ?? ringingFor(state, seat),
    queues: [...seat.members.values()].map(({ queue, penalty, paused, reason }) => ({
      queue,
      penalty,
      paused,
      reason,
    })),
  };
}

function ringingFor(state: FloorState, seat: Seat): string | null {
  for (const id of seat.legs) {
    const leg = state.legs.get(id);
    const offered = leg && !leg.ended ? offerAt(state, leg) : null;
    if (offered && (offered.offer.result === null || offered.offer.result === 'answered'))
      return offered.call.id;
  }
  return null;
}

export function queueViews(state: FloorState): QueueView[] {
  const members = new Map<string, string[]>();
  for (const seat of state.seats.values()) {
    for (const queue of seat.members.keys()) {
      const seats = members.get(queue);
      if (seats) seats.push(seat.seat);
      else members.set(queue, [seat.seat]);
    }
  }
  return waitingViews(state).map((view) => ({ ...view, members: members.get(view.queue) ?? [] }));
}

/** Who waits in each queue, without who serves it: a desk shows the one often and never the other. */
export function waitingViews(state: FloorState): Pick<QueueView, 'queue' | 'waiting'>[] {
  return [...state.waiting].map(([queue, line]) => ({
    queue,
    waiting: line.map(({ call, stay }) => ({ callId: call, joinedAt: stay.joined.at ?? state.lastAt ?? 0 })),
  }));
}

export function liveCallIds(state: FloorState): string[] {
  const ids: string[] = [];
  for (const call of state.calls.values()) if (!call.over) ids.push(call.id);
  return ids;
}

/** Every leg a call had so far. Asked of each live call several times a second: no copy, no fact. */
export function legsOfCall(state: FloorState, callId: string): readonly string[] {
  return state.calls.get(callId)?.legs ?? [];
}

export function liveCall(state: FloorState, callId: string): LiveCall | null {
  const call = state.calls.get(callId);
  if (!call) return null;
  const stay = call.stays.at(-1);
  const last = call.transfers.at(-1);
  return {
    callId,
    kind: call.kind,
    caller: call.kind === 'inbound' || call.kind === 'outbound' ? call.citizen : null,
    did: call.did,
    arrivedAt: call.arrived.at,
    endedAt: call.over ? lastLegEnd(state, call) : null,
    queue: stay?.queue ?? null,
    waitSeconds: waited(state, call),
    reconciled: call.reconciled,
    parties: partiesOf(state, call),
    transferredFrom: last && last.talksBefore > 0 ? (last.from ?? null) : null,
    rating: call.rating,
  };
}

function lastLegEnd(state: FloorState, call: Call): number | null {
  let at: number | null = null;
  for (const id of call.legs) {
    const ended = state.legs.get(id)?.endedAt ?? null;
    if (ended !== null) at = Math.max(at ?? 0, ended);
  }
  return at;
}

/** Seconds in queues so far; null for a call that was never in one. */
function waited(state: FloorState, call: Call): number | null {
  if (call.stays.length === 0) return null;
  let seconds = 0;
  for (const stay of call.stays) {
    if (stay.joined.at === null) continue;
    seconds += secondsBetween(
      stay.joined.at,
      stay.left.at ?? (stay.open ? (state.lastAt ?? stay.joined.at) : stay.joined.at),
    );
  }
  return seconds;
}

type Party = LiveCall['parties'][number];

/** One entry a seat: by its last offer and its last talk in this call. */
function partiesOf(state: FloorState, call: Call): Party[] {
  const parties = new Map<string, Party>();
  for (const offer of call.offers) {
    parties.set(offer.seat, {
      seat: offer.seat,
      offer: offer.n,
      queue: offer.queue,
      phase: offeredPhase(state, offer),
      ringingAt: offer.at,
      answeredAt: null,
      heldAt: null,
      goneAt: null,
      offerResult: offer.result,
      channel: state.legs.get(offer.legs.at(-1) ?? '')?.channel ?? null,
      consultation: null,
      keysTo: null,
    });
  }
  for (const talk of call.talks) {
    if (talk.seat === null) continue;
    const leg = state.legs.get(talk.leg);
    const known = parties.get(talk.seat);
    const phase = talk.open ? phaseOf(state, call, talk) : 'gone';
    parties.set(talk.seat, {
      seat: talk.seat,
      offer: known?.offer ?? 0,
      queue: known?.queue ?? call.stays.at(-1)?.queue ?? null,
      phase,
      ringingAt: known?.ringingAt ?? null,
      answeredAt: talk.from.at,
      heldAt: talk.open ? talk.holdFrom : null,
      goneAt: talk.to.at,
      offerResult: known?.offerResult ?? null,
      channel: leg?.channel ?? null,
      consultation: phase === 'consulting' ? consultationOf(state, talk) : null,
      keysTo: keysGoTo(state, call, talk),
    });
  }
  return [...parties.values()];
}

/** Answered, and the talk is some moments away; or answered to another seat that asks, and there may never be one. */
function offeredPhase(state: FloorState, offer: Call['offers'][number]): Party['phase'] {
  if (offer.result === null) return 'ringing';
  if (offer.result !== 'answered') return 'gone';
  const leg = state.legs.get(offer.legs.at(-1) ?? '');
  if (!leg || leg.ended) return 'gone';
  return isConsulted(state, leg) ? 'consulting' : 'ringing';
}

function phaseOf(state: FloorState, call: Call, talk: Call['talks'][number]): Party['phase'] {
  const seat = talk.seat === null ? undefined : state.seats.get(talk.seat);
  const conference = call.conferences.at(-1);
  if (conference?.open && talk.seat !== null && conference.seats.includes(talk.seat)) return 'conference';
  if (seat?.state === 'CONSULT') return 'consulting';
  return talk.holdFrom !== null || state.legs.get(talk.leg)?.held ? 'held' : 'talking';
}

/** Drops a call that is over and stored, with its legs. A living one is kept. */
export function forgetCall(state: FloorState, callId: string): void {
  const call = state.calls.get(callId);
  if (!call?.over) return;
  state.calls.delete(callId);
  for (const id of call.legs) {
    const leg = state.legs.get(id);
    if (leg?.ended) state.legs.delete(id);
  }
}
