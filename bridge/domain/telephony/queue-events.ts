import type { EventOf } from './event.ts';
import { secondsBefore } from './exact-time.ts';
import { type Call, type FloorState, type Leg, type Seat, type Stay, seatOfInterface } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { learnNumber, legOf } from './legs.ts';
import { endOffer, offerAt } from './offers.ts';
import { settleSeat } from './seats.ts';
import { callOf, seatOfMember, touchSeat } from './settle.ts';
import {
  beginStay,
  endStay,
  isRefusal,
  lastStay,
  openStay,
  reopenStay,
  shutdownReachMicros,
  stayResultOf,
} from './stays.ts';
import type { Moment } from './talks.ts';
import { noteRedirect } from './transfer-events.ts';

/* Joining, leaving and being served by a queue. */

export function queueJoined(
  state: FloorState,
  event: EventOf<'queue-joined'>,
  moment: Moment,
  changes: FloorChange[],
): void {
  const leg = legOf(state, event);
  const call = state.calls.get(leg.born);
  if (!call || leg.ended || asksForSeat(call, leg)) return;
  if (leg.number === null && event.number !== null) learnNumber(state, leg, event.number);
  const joined = moment.seen
    ? { at: moment.at, estimated: false }
    : { at: event.at || null, estimated: true };
  const known = stayOf(state, leg, event.queue);
  if (known && (known.joined.at === null || known.joined.estimated)) {
    // listed already: the events of while the list was written come after it
    if (moment.seen) known.joined = joined;
    return;
  }
  beginStay(state, call, leg, event.queue, joined, changes);
}

/** The exchange's Local pair waits in a line for a seat that consults it: the citizen, whose call it is, does not. */
function asksForSeat(call: Call, leg: Leg): boolean {
  return leg.role === 'local' && call.kind === 'inbound' && call.legs[0] !== leg.id;
}

export function queueLeft(
  state: FloorState,
  event: EventOf<'queue-left'>,
  moment: Moment,
  changes: FloorChange[],
): void {
  const leg = legOf(state, event);
  const call = state.calls.get(leg.born);
  const stay = moment.seen ? leavingStay(state, leg, event.queue) : stayOf(state, leg, event.queue);
  if (!call || !stay) return;
  const at = moment.seen ? moment.at : null;
  const takenOut = stay.dialled !== null && leg.dialled !== null && stay.dialled !== leg.dialled;
  if (moment.seen && takenOut && leg.hangupAskedAt === null) {
    endStay(state, call, stay, at, 'transferred', changes);
    if (call.kind !== 'internal' && leg.dialled !== null)
      noteRedirect(state, call, leg.dialled, moment.at, changes);
    return;
  }
  if (!moment.seen) endStay(state, call, stay, null, 'unknown', changes);
  else if (stay.gaveUp)
    endStay(state, call, stay, at, leg.hangupAskedAt === null ? null : 'abandoned', changes);
  else {
    const answered = call.offers.some((offer) => offer.queue === event.queue && offer.result === 'answered');
    endStay(state, call, stay, at, answered ? 'answered' : null, changes);
  }
}

/** The stay that ends; also one that a snapshot no longer showed, if how it ended is told after it. */
export function leavingStay(state: FloorState, leg: Leg, queue: string): Stay | undefined {
  const waiting = stayOf(state, leg, queue);
  if (waiting) return waiting;
  const call = state.calls.get(leg.born);
  if (!call || openStay(call, leg.id)) return undefined;
  const stay = lastStay(call, leg.id, queue);
  if (!stay || stay.left.at !== null || stay.result !== 'unknown' || leg.ended) return undefined;
  reopenStay(state, call, stay);
  return stay;
}

export function queueConnected(
  state: FloorState,
  event: EventOf<'queue-connected'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const leg = legOf(state, event);
  const call = state.calls.get(leg.born);
  if (!call || leg.ended) return;
  const onBehalf = asksForSeat(call, leg);
  const joined = { at: secondsBefore(moment.at, event.holdSeconds ?? 0), estimated: true };
  let stay = lastStay(call, leg.id, event.queue);
  if (onBehalf) stay = undefined;
  else if (!stay) {
    // the joining was not seen: the wait that the exchange tells is all there is
    stay = beginStay(state, call, leg, event.queue, joined, changes);
  } else if ((stay.joined.at === null || stay.joined.estimated) && event.holdSeconds !== null) {
    stay.joined = { at: Math.min(joined.at, stay.left.at ?? joined.at), estimated: true };
  }
  if (stay) {
    endStay(state, call, stay, moment.at, 'answered', changes);
    stay.result = 'answered';
  }
  const seatLeg = event.seatLeg === null ? undefined : state.legs.get(event.seatLeg);
  const offered = seatLeg && offerAt(state, seatLeg);
  if (offered) {
    endOffer(offered.call, offered.offer, 'answered', moment.at, changes);
    touchSeat(state, offered.offer.seat, touched);
  }
  changes.push({ kind: 'call-changed', callId: call.id });
}

/**
 * The queue's own account. It names the first seat with everybody's talk after a redirect (recording
 * transfer-ami-redirect), so it is believed only where nothing better was seen: for a call met in mid-talk.
 */
export function queueCompleted(
  state: FloorState,
  event: EventOf<'queue-completed'>,
  { at }: Moment,
  changes: FloorChange[],
): void {
  const seat = seatOfInterface(state, event.interface);
  const leg = event.leg === '' ? citizenOf(state, event.seatLeg, seat) : legOf(state, event);
  const call = leg && state.calls.get(leg.born);
  if (!call || event.talkSeconds === null || event.certainty === 'reconciled') return;
  const talk = call.talks.find((each) => each.from.at === null && each.seat === seat);
  if (!talk) return;
  const from = Math.min(secondsBefore(at, event.talkSeconds), talk.to.at ?? at);
  talk.from = { at: from, estimated: true };
  if (!lastStay(call, leg.id, event.queue) && event.holdSeconds !== null) {
    const joined = { at: secondsBefore(from, event.holdSeconds), estimated: true };
    const stay = beginStay(state, call, leg, event.queue, joined, changes);
    endStay(state, call, stay, from, 'answered', changes);
    stay.left.estimated = true;
    stay.result = 'answered';
  }
  changes.push({ kind: 'call-changed', callId: call.id });
}

/**
 * Where channels were gone before the queue told of the talk, it names the seat's alone, or none. Then the seat's one
 * found talk is meant: in the call of that channel, or in one that is over. Where two can be meant, nothing is told.
 */
function citizenOf(state: FloorState, seatLeg: string | null, seat: string | null): Leg | undefined {
  const named = seatLeg === null ? null : state.legs.get(seatLeg)?.born;
  const talks = [...state.calls.values()]
    .filter((call) => (named === null ? call.over : call.id === named))
    .flatMap((call) => call.talks.filter((each) => each.from.at === null && each.seat === seat));
  return talks.length === 1 ? state.legs.get(talks[0]?.citizenLeg ?? '') : undefined;
}

/** AST_DEVICE_NOT_INUSE: registered and free */
const idleDevice = 1;

/** Differences come as events of their own; a seat in no queue is known by this one to be signed out. */
export function queuesFound(
  state: FloorState,
  event: EventOf<'queues-found'>,
  moment: Moment,
  changes: FloorChange[],
): void {
  state.link.listed = true;
  const members = new Set<Seat>();
  for (const member of event.members) {
    const seat = seatOfMember(state, member.stateInterface, member.interface);
    if (!seat) continue;
    members.add(seat);
    // that its telephone is there again may have been lost
    if (member.device === idleDevice && !seat.reachable) {
      seat.reachable = true;
      if (seat.known) settleSeat(state, seat, moment, changes);
    }
  }
  for (const seat of state.seats.values()) {
    if (!seat.known && !members.has(seat)) settleSeat(state, seat, moment, changes);
  }
}

export function stayOf(state: FloorState, leg: Leg, queue: string) {
  const call = state.calls.get(leg.born);
  return call?.stays.findLast((stay) => stay.open && stay.leg === leg.id && stay.queue === queue);
}

export function dialplanSaid(
  state: FloorState,
  event: EventOf<'dialplan-said'>,
  moment: Moment,
  changes: FloorChange[],
): void {
  const call = event.leg === null ? undefined : callOf(state, event.leg);
  const leg = event.leg === null ? undefined : state.legs.get(event.leg);
  if (!call || !leg) return;
  changes.push({ kind: 'call-changed', callId: call.id });
  if (event.name === 'QueueLeft') {
    const queue = event.fields.queue ?? '';
    const status = event.fields.status ?? '';
    const result = stayResultOf(status);
    if (result === null) return;
    if (isRefusal(status)) {
      const stay = beginStay(state, call, leg, queue, { at: moment.at, estimated: false }, changes);
      endStay(state, call, stay, moment.at, result, changes);
      stay.result = result;
      return;
    }
    const stay = lastStay(call, leg.id, queue);
    if (stay && (stay.result === null || stay.result === 'unknown')) stay.result = result;
    return;
  }
  if (event.name === 'Satisfaction' || event.name === 'RatingAsked') {
    call.ratingAsked = true;
    const grade = state.site.ratingGrades[event.fields.score ?? ''];
    if (grade !== undefined) call.rating = grade;
  }
}

/** What the exchange says as it stops tells why everybody was just put out. */
export function stopping(state: FloorState, { at }: Moment, changes: FloorChange[]): void {
  for (const call of state.calls.values()) {
    call.shutdown = wasPutOut(state, call, at);
    for (const stay of call.stays) {
      if (stay.open) endStay(state, call, stay, at, 'shutdown', changes);
      const justLeft = stay.left.at !== null && at - stay.left.at <= shutdownReachMicros;
      if (!justLeft || (stay.result !== null && stay.result !== 'unknown')) continue;
      stay.result = 'shutdown';
      changes.push({ kind: 'call-changed', callId: call.id });
    }
  }
}

/** Hung up by the exchange, not by a party, a moment ago. */
function wasPutOut(state: FloorState, call: Call, at: number): boolean {
  const legs = call.legs.flatMap((id) => state.legs.get(id) ?? []);
  return legs.some(
    ({ hangupAskedAt, softHangupAt }) =>
      hangupAskedAt === null && softHangupAt !== null && at - softHangupAt <= shutdownReachMicros,
  );
}
