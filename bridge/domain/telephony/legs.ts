import type { CallKind } from './call-facts.ts';
import type { LegState } from './event.ts';
import { microsOf } from './exact-time.ts';
import type { Call, FloorState, Leg } from './floor.ts';
import { endpointOf, matchesPattern, outsideNumber, seatOfInterface } from './floor.ts';
import { pair } from './paths.ts';

/** What an event says of the leg it is about. */
export interface Sighting {
  leg: string;
  call: string;
  channel: string;
  dialled: string | null;
}

export interface Birth {
  /** null: seen only in the middle of its life */
  at: number | null;
  state: LegState;
  number: string | null;
  found: boolean;
}

/** The leg of a sighting; one never seen before is taken over as found in mid-life. */
export function legOf(state: FloorState, sighting: Sighting): Leg {
  const known = state.legs.get(sighting.leg);
  if (known) {
    if (sighting.call !== '') {
      known.link = sighting.call;
      if (known.unlinked) learnCall(state, known, sighting.call);
    }
    if (sighting.dialled !== null) {
      known.dialled = sighting.dialled;
      if (known.firstDialled === null) learnDialled(state, known, sighting.dialled);
    }
    return known;
  }
  return bearLeg(state, sighting, { at: null, state: 'other', number: null, found: true });
}

/** A list of queues names no call: who waits was taken for one of their own (a call-back waits as half of a Local pair). */
function learnCall(state: FloorState, leg: Leg, id: string): void {
  leg.unlinked = false;
  const own = state.calls.get(leg.born);
  const nothingElse = own?.legs.length === 1 && own.talks.length === 0 && own.offers.length === 0;
  if (id === leg.born || leg.ended || !own || !nothingElse) return;
  const birth = { at: null, state: leg.state, number: leg.number, found: true };
  const call = state.calls.get(id) ?? bearCall(state, id, leg, birth);
  leg.born = id;
  enterCall(state, call, leg);
  call.stays.push(...own.stays);
  for (const line of state.waiting.values())
    for (const entry of line) if (entry.call === own.id) entry.call = id;
  state.calls.delete(own.id);
}

/** A caller met in mid-call, whose number dialled was not told at first. */
function learnDialled(state: FloorState, leg: Leg, dialled: string): void {
  leg.firstDialled = dialled;
  const call = state.calls.get(leg.born);
  if (!leg.found || call?.legs[0] !== leg.id) return;
  if (call.kind === 'inbound') call.did ??= calledFromOutside(state, dialled);
  else if (call.kind === 'internal' && !call.originated) call.did ??= plainExtension(dialled);
}

/** Where a leg stands in mid-call may be where it was sent since; the hotline's number is no extension of the house. */
function calledFromOutside(state: FloorState, dialled: string | null): string | null {
  const { site, seats } = state;
  const number = plainExtension(dialled);
  if (number === null || seats.has(number) || outsideNumber(site, number) !== null) return null;
  if (site.queues.some(({ extension }) => extension === number)) return null;
  const rooms = site.conferencePattern;
  return rooms !== null && matchesPattern(rooms, number) ? null : number;
}

/** The first number of a leg is its own. Of a caller met in mid-call it is the first that is known of the citizen. */
export function learnNumber(state: FloorState, leg: Leg, number: string): void {
  leg.number = number;
  const call = state.calls.get(leg.born);
  if (leg.found && call?.kind === 'inbound' && call.legs[0] === leg.id) call.citizen ??= number;
}

export function bearLeg(state: FloorState, sighting: Sighting, birth: Birth): Leg {
  const endpoint = endpointOf(sighting.channel);
  const role = roleOf(state, endpoint);
  const callId = sighting.call === '' ? sighting.leg : sighting.call;
  const leg: Leg = {
    id: sighting.leg,
    born: callId,
    link: callId,
    channel: sighting.channel,
    endpoint,
    role,
    seat: role === 'seat' ? seatOfInterface(state, endpoint) : null,
    number: birth.number,
    dialled: sighting.dialled,
    firstDialled: sighting.dialled,
    state: birth.state,
    path: null,
    inConference: false,
    mate: null,
    held: false,
    optimising: false,
    appearedAt: birth.at,
    ended: false,
    endedAt: null,
    hangupAskedAt: null,
    softHangupAt: null,
    cause: null,
    techCause: null,
    dialString: null,
    dialledBy: null,
    originated: false,
    spying: false,
    unlinked: sighting.call === '',
    talksIn: new Set(),
    dialResult: null,
    offeredIn: null,
    rungFor: null,
    found: birth.found,
  };
  state.legs.set(leg.id, leg);
  pairByName(state, leg);
  if (leg.seat !== null) state.seats.get(leg.seat)?.legs.add(leg.id);

  const call = state.calls.get(callId) ?? bearCall(state, callId, leg, birth);
  enterCall(state, call, leg);
  return leg;
}

function enterCall(state: FloorState, call: Call, leg: Leg): void {
  if (leg.id === call.id && call.legs.length > 0) firstLegLate(state, call, leg);
  else call.legs.push(leg.id);
  call.alive += 1;
  call.over = false;
  call.overBefore = null;
  call.overBeforeUnknown = false;
  if (leg.role === 'trunk' && call.legs[0] !== leg.id) outsideLegIn(state, call, leg);
}

/** The leg that a call is named after was seen after one of its others (a stream that starts in mid-call). */
function firstLegLate(state: FloorState, call: Call, leg: Leg): void {
  call.legs.unshift(leg.id);
  if (leg.role !== 'trunk' || call.kind !== 'internal') return;
  call.kind = 'inbound';
  call.partOf = null;
  call.citizen = leg.number;
  call.did = leg.found ? calledFromOutside(state, leg.firstDialled) : leg.firstDialled;
}

function roleOf(state: FloorState, endpoint: string): Leg['role'] {
  if (state.trunks.has(endpoint)) return 'trunk';
  if (endpoint.startsWith('Local/')) return 'local';
  return state.byInterface.has(endpoint) ? 'seat' : 'other';
}

/** `…;1` and `…;2` of one name are the two halves of a Local pair, whether or not LocalBridge was seen. */
function pairByName(state: FloorState, leg: Leg): void {
  if (leg.role !== 'local') return;
  const half = leg.channel.at(-1);
  if (half !== '1' && half !== '2') return;
  const other = `${leg.channel.slice(0, -1)}${half === '1' ? '2' : '1'}`;
  // its halves are born one after the other
  for (const id of state.calls.get(leg.born)?.legs ?? []) {
    const mate = state.legs.get(id);
    if (mate && !mate.ended && mate.channel === other) {
      pair(state, leg, mate);
      return;
    }
  }
}

function bearCall(state: FloorState, id: string, first: Leg, birth: Birth): Call {
  const holder = first.seat === null ? null : citizenCallInHand(state, first.seat, first.id);
  const call: Call = {
    id,
    kind: kindOf(state, first, birth, holder !== null),
    partOf: null,
    legs: [],
    alive: 0,
    arrived:
      birth.at === null ? { at: secondsOfId(id), estimated: true } : { at: birth.at, estimated: false },
    citizen: null,
    originated: birth.found ? isOwnNumber(state, birth.number) : birth.state === 'down',
    did: null,
    ended: { at: null, estimated: false },
    over: false,
    overBefore: null,
    overBeforeUnknown: false,
    stays: [],
    offers: [],
    talks: [],
    transfers: [],
    conferences: [],
    monitored: [],
    muted: [],
    ratingAsked: false,
    rating: null,
    originate: null,
    reconciled: birth.found,
    lossy: birth.found,
    shutdown: false,
  };
  if (call.kind === 'inbound') {
    call.citizen = first.number;
    call.did = birth.found ? calledFromOutside(state, first.firstDialled) : first.firstDialled;
  } else if (call.kind === 'outbound') {
    call.citizen = outsideNumber(state.site, first.dialled);
  } else {
    call.partOf = holder;
    call.did = plainExtension(first.firstDialled);
  }
  state.calls.set(id, call);
  return call;
}

/**
 * A trunk that calls in is a citizen's call; a trunk that is called, or a seat that dials outside, is outbound; all
 * else is between seats until it shows otherwise. A seat that dials outside with a citizen in hand consults.
 */
function kindOf(state: FloorState, first: Leg, birth: Birth, consulting: boolean): CallKind {
  if (first.role === 'trunk') return isCalled(state, birth) ? 'outbound' : 'inbound';
  if (first.role === 'seat' && birth.state === 'calling' && outsideNumber(state.site, first.dialled) !== null)
    return consulting ? 'internal' : 'outbound';
  return 'internal';
}

/** The exchange calls it: it is born silent, rings, or shows the hotline's own number (recording originate-citizen-first). */
function isCalled(state: FloorState, birth: Birth): boolean {
  if (!birth.found) return birth.state === 'down';
  return birth.state === 'ringing' || isOwnNumber(state, birth.number);
}

function isOwnNumber(state: FloorState, number: string | null): boolean {
  return number !== null && (number === state.site.number || state.site.otherNumbers.includes(number));
}

/** An outside leg that is not the citizen who called. */
function outsideLegIn(state: FloorState, call: Call, leg: Leg): void {
  if (call.kind !== 'internal' || call.partOf !== null) return;
  call.kind = 'outbound';
  call.did = null;
  call.citizen ??= outsideNumber(state.site, leg.dialled) ?? outsideNumber(state.site, leg.number);
}

/** The citizen's call a seat has in hand (talking or held), beside the leg given. */
export function citizenCallInHand(state: FloorState, seat: string, besideLeg: string): string | null {
  for (const id of state.seats.get(seat)?.legs ?? []) {
    if (id === besideLeg) continue;
    const leg = state.legs.get(id);
    if (!leg || leg.ended) continue;
    for (const callId of leg.talksIn) {
      const call = state.calls.get(callId);
      if (call?.talks.some((talk) => talk.open && talk.leg === id && talk.citizenLeg !== null))
        return call.id;
    }
  }
  return null;
}

/** Unique and linked ids begin with whole seconds: all that is known of when a found call began. */
function secondsOfId(id: string): number | null {
  const match = /(?:^|-)(\d{9,10})\.\d+$/.exec(id);
  return match ? microsOf(Number(match[1])) : null;
}

/** `s`, `h`, `i`, `t` are places of the dialplan, nothing that anybody dialled. */
export function plainExtension(dialled: string | null): string | null {
  return dialled === null || /^[a-zA-Z_]/.test(dialled) ? null : dialled;
}
