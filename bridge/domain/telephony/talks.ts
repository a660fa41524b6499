import type { Call, FloorState, Leg, Talk } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { component, optimising } from './paths.ts';

/**
 * Talks follow from paths alone: a seat talks with a citizen while their legs share a component, or while the seat has
 * the citizen on hold and is away in another path. The exchange's own talk times are wrong after a redirect (recording
 * transfer-ami-redirect: AgentComplete names the first seat with the second seat's talk in it).
 */

/** The moment of a change; null where a snapshot found it and no one saw it happen. */
export interface Moment {
  at: number;
  seen: boolean;
  /** `at` was told, not borrowed from the last event that told one */
  dated: boolean;
}

export function isCitizen(state: FloorState, leg: Leg): boolean {
  if (leg.role !== 'trunk') return false;
  const call = state.calls.get(leg.born);
  if (!call) return false;
  if (call.kind === 'outbound') return true;
  return call.kind === 'inbound' && call.legs[0] === leg.id;
}

/** Someone outside who is not the citizen of this call: 110 after a transfer, a department in a consultation. */
function isParty(state: FloorState, leg: Leg): boolean {
  return leg.role === 'trunk' && !isCitizen(state, leg);
}

/** Citizens whose talks a change at these legs may begin or end. */
export function citizensNear(state: FloorState, legs: readonly Leg[]): Set<Leg> {
  const citizens = new Set<Leg>();
  for (const leg of legs) {
    for (const other of component(state, leg)) if (isCitizen(state, other)) citizens.add(other);
  }
  return citizens;
}

/** Internal calls with a leg among these. */
export function internalsNear(state: FloorState, legs: readonly Leg[]): Set<Call> {
  const calls = new Set<Call>();
  for (const leg of legs) {
    for (const other of component(state, leg)) {
      const call = state.calls.get(other.born);
      if (call?.kind === 'internal') calls.add(call);
    }
  }
  return calls;
}

/** Begins and ends the talks of one citizen by who is joined with them now. */
export function settleCitizen(state: FloorState, citizen: Leg, moment: Moment, changes: FloorChange[]): void {
  const call = state.calls.get(citizen.born);
  if (!call) return;
  const joined = citizen.ended ? [citizen] : component(state, citizen);
  if (optimising(joined)) return;
  const present = citizen.path === null ? [] : joined.filter((leg) => leg !== citizen && !leg.ended);

  for (const talk of call.talks) {
    if (!talk.open || talk.citizenLeg !== citizen.id) continue;
    const leg = state.legs.get(talk.leg);
    if (leg && present.includes(leg)) {
      if (talk.away) comesBack(state, talk, leg);
      continue;
    }
    if (leg?.optimising && !citizen.ended) continue;
    if (leg && staysAway(talk, leg, citizen, moment)) continue;
    // a held leg that parted and went nowhere did not consult: the talk ended when it parted
    const parted = talk.away && !talk.away.arrived && moment.seen ? { ...moment, at: talk.away.at } : moment;
    endTalk(call, talk, parted, changes);
  }
  for (const leg of present) {
    if (leg.spying) continue;
    if (leg.role === 'seat' && leg.seat !== null) {
      if (!openTalk(call, leg)) beginTalk(state, call, citizen, leg, moment, changes);
    } else if (isParty(state, leg) && !openTalk(call, leg)) {
      beginTalk(state, call, citizen, leg, moment, changes);
    }
  }
  settleConference(state, call, present, moment);
}

/**
 * The seat left the citizen on hold to consult and the citizen waits where they were (recording
 * attended-transfer-feature-code): their talk goes on, held, until the seat leaves the path it went to.
 */
function staysAway(talk: Talk, leg: Leg, citizen: Leg, { at, seen }: Moment): boolean {
  if (leg.ended || !leg.held || citizen.ended || citizen.path === null) return false;
  if (!seen) return talk.away !== null && leg.path !== null;
  talk.away ??= { at, arrived: false };
  if (leg.path !== null) talk.away.arrived = true;
  // Out of the consultation: back to the citizen in the next event, or its end comes, and this was when it left.
  else if (talk.away.arrived) talk.away = { at, arrived: false };
  return true;
}

/** The called side of a call between seats talks while another seat or party, and no citizen, is joined with it. */
export function settleInternal(state: FloorState, call: Call, moment: Moment, changes: FloorChange[]): void {
  // a call is named after the leg that calls
  const calling = call.originated ? null : call.id;
  for (const talk of call.talks) {
    if (!talk.open) continue;
    const leg = state.legs.get(talk.leg);
    if (leg?.optimising) continue;
    if (!leg || leg.ended || !hasCompany(state, leg)) endTalk(call, talk, moment, changes);
  }
  for (const id of call.legs) {
    const leg = state.legs.get(id);
    if (!leg || leg.ended || leg.spying || leg.id === calling || leg.role === 'local' || leg.role === 'other')
      continue;
    if (openTalk(call, leg) || !hasCompany(state, leg)) continue;
    beginTalk(state, call, null, leg, moment, changes);
  }
}

function hasCompany(state: FloorState, leg: Leg): boolean {
  if (leg.path === null) return false;
  let others = 0;
  for (const other of component(state, leg)) {
    if (isCitizen(state, other)) return false;
    if (other !== leg && (other.role === 'seat' || other.role === 'trunk')) others += 1;
  }
  return others > 0;
}

function openTalk(call: Call, leg: Leg): Talk | undefined {
  return call.talks.find((talk) => talk.open && talk.leg === leg.id);
}

function beginTalk(
  state: FloorState,
  call: Call,
  citizen: Leg | null,
  leg: Leg,
  { at, seen }: Moment,
  changes: FloorChange[],
): void {
  const seat = leg.role === 'seat' ? leg.seat : null;
  // no telephone has two unheld talks; what shows a second one missed an event, so it is kept but not vouched for
  const doubled = seat !== null && seatHasUnheldTalk(state, seat);
  call.talks.push({
    seat,
    number: seat === null ? partyNumber(leg) : null,
    leg: leg.id,
    citizenLeg: citizen?.id ?? null,
    from: { at: seen ? at : null, estimated: false },
    to: { at: null, estimated: false },
    open: true,
    holdMicros: 0,
    holdFrom: leg.held && seen ? at : null,
    holdUnknown: !seen,
    away: null,
    inferred: doubled,
  });
  leg.talksIn.add(call.id);
  if (seat !== null && citizen)
    changes.push({ kind: 'talk-began', callId: call.id, seat, at, reconciled: !seen });
  changes.push({ kind: 'call-changed', callId: call.id });
}

/** The seat is back with the citizen it had left on hold. */
function comesBack(state: FloorState, talk: Talk, leg: Leg): void {
  talk.away = null;
  if (!leg.held) vouch(state, talk);
}

/** A talk that goes on although the seat has another one that is not held: it may have been missed that it ended. */
function vouch(state: FloorState, talk: Talk): void {
  if (talk.seat !== null && seatHasUnheldTalk(state, talk.seat, talk)) talk.inferred = true;
}

export function seatHasUnheldTalk(state: FloorState, seat: string, beside?: Talk): boolean {
  for (const id of state.seats.get(seat)?.legs ?? []) {
    const leg = state.legs.get(id);
    if (!leg || leg.ended || leg.held) continue;
    for (const call of callsOf(state, leg)) {
      if (call.talks.some((talk) => talk !== beside && talk.open && talk.leg === id && !talk.away))
        return true;
    }
  }
  return false;
}

/** The calls in which a leg may have a talk: where it was born, where it is linked, and those it is joined with. */
export function callsOf(state: FloorState, leg: Leg): Set<Call> {
  const calls = new Set<Call>();
  for (const id of [leg.born, leg.link]) {
    const call = state.calls.get(id);
    if (call) calls.add(call);
  }
  for (const id of leg.talksIn) {
    const call = state.calls.get(id);
    if (call) calls.add(call);
  }
  return calls;
}

function partyNumber(leg: Leg): string | null {
  const dialled = leg.dialString?.split('@')[0] ?? null;
  const plain = dialled?.split('/').at(-1) ?? null;
  return plain !== null && /^\+?[0-9*#]+$/.test(plain) ? plain : (leg.number ?? null);
}

function endTalk(call: Call, talk: Talk, { at, seen }: Moment, changes: FloorChange[]): void {
  talk.open = false;
  talk.away = null;
  if (seen) {
    // a clock that stepped back must not make a talk end before it began
    const to = talk.from.at === null ? at : Math.max(at, talk.from.at);
    talk.to = { at: to, estimated: false };
    if (talk.holdFrom !== null) talk.holdMicros += Math.max(0, to - talk.holdFrom);
  } else if (talk.holdFrom !== null) {
    talk.holdUnknown = true;
  }
  talk.holdFrom = null;
  if (talk.seat !== null && talk.citizenLeg !== null)
    changes.push({ kind: 'talk-ended', callId: call.id, seat: talk.seat, at });
  changes.push({ kind: 'call-changed', callId: call.id });
}

/** Nobody talks on a leg that is gone, whatever has become of the call it was in. */
export function endTalksOf(state: FloorState, leg: Leg, moment: Moment, changes: FloorChange[]): void {
  for (const call of callsOf(state, leg)) {
    for (const talk of call.talks)
      if (talk.open && (talk.leg === leg.id || talk.citizenLeg === leg.id))
        endTalk(call, talk, moment, changes);
  }
}

/** Merging two bridges puts three legs into one for some microseconds: that is a transfer, not a conference. */
const shortestConferenceMicros = 50_000;

/** Three who hear each other: the citizen, a seat, and another seat or somebody outside (110, a department). */
function settleConference(
  state: FloorState,
  call: Call,
  present: readonly Leg[],
  { at, seen }: Moment,
): void {
  const seats = present.flatMap((leg) =>
    leg.role === 'seat' && leg.seat !== null && !leg.spying ? [leg.seat] : [],
  );
  const outside = present.filter((leg) => isParty(state, leg) && leg.state === 'up').length;
  const last = call.conferences.at(-1);
  const running = last?.open ? last : undefined;
  if (seats.length >= 2 || (seats.length === 1 && outside > 0)) {
    if (!running) {
      const order = call.talks.flatMap((talk) =>
        talk.open && talk.seat !== null && seats.includes(talk.seat) ? [talk.seat] : [],
      );
      call.conferences.push({ from: at, to: null, seats: [...new Set(order)].sort(), open: true });
    } else for (const seat of seats) if (!running.seats.includes(seat)) running.seats.push(seat);
  } else if (running) {
    running.open = false;
    const to = Math.max(at, running.from);
    if (to - running.from < shortestConferenceMicros) call.conferences.pop();
    else if (seen) running.to = to;
  }
}

/** The seat (or party) put the citizen on hold, or took them back. */
export function holdTalk(
  state: FloorState,
  leg: Leg,
  held: boolean,
  { at, seen }: Moment,
  changes: FloorChange[],
): void {
  for (const call of callsOf(state, leg)) {
    for (const talk of call.talks) {
      if (!talk.open || talk.leg !== leg.id) continue;
      if (held) {
        if (talk.holdFrom === null && seen) talk.holdFrom = Math.max(at, talk.from.at ?? at);
      } else if (talk.holdFrom !== null) {
        talk.holdMicros += Math.max(0, at - talk.holdFrom);
        talk.holdFrom = null;
      }
      if (!held) vouch(state, talk);
      changes.push({ kind: 'call-changed', callId: call.id });
    }
  }
}
