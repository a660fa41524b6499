import type { EventOf } from './event.ts';
import type { FloorState, Leg, Seat } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { bearLeg, learnNumber, legOf } from './legs.ts';
import { endSpying } from './listen-events.ts';
import { endOffer, offerAt, refused } from './offers.ts';
import { component, part, unpair } from './paths.ts';
import { settleAround, touch, touchSeat } from './settle.ts';
import { endStay, lastStay, openStay } from './stays.ts';
import { endTalksOf, isCitizen, type Moment } from './talks.ts';
import { redirected } from './transfer-events.ts';

/* Legs appear, join and part, and end. */

export function appeared(
  state: FloorState,
  event: EventOf<'leg-appeared'>,
  { at, seen }: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const known = state.legs.get(event.leg);
  if (known) {
    if (seen) bornBeforeFound(state, known, event, at);
    return;
  }
  const leg = bearLeg(state, event, {
    at: seen ? at : null,
    state: event.state,
    number: event.number,
    found: !seen,
  });
  touch(state, leg, touched);
  changes.push({ kind: 'call-changed', callId: leg.born });
}

/** Listed already: the events of while the list was written come after it, and tell what the list did not. */
function bornBeforeFound(state: FloorState, leg: Leg, event: EventOf<'leg-appeared'>, at: number): void {
  if (!leg.found || leg.appearedAt !== null) return;
  leg.appearedAt = at;
  if (leg.number === null && event.number !== null) learnNumber(state, leg, event.number);
  const call = state.calls.get(leg.born);
  if (call?.arrived.estimated && call.legs[0] === leg.id) call.arrived = { at, estimated: false };
}

export function endLeg(
  state: FloorState,
  leg: Leg,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  if (leg.ended) {
    if (moment.seen) endedBeforeMissed(state, leg, moment.at, changes);
    return;
  }
  settleAround(state, [leg], moment, changes, touched, () => {
    part(state, leg);
    leg.ended = true;
    leg.endedAt = moment.seen ? Math.max(moment.at, leg.appearedAt ?? moment.at) : null;
    leg.optimising = false;
    leg.held = false;
    const mate = unpair(state, leg);
    if (mate) mate.optimising = false;
  });
  endTalksOf(state, leg, moment, changes);
  endSpying(state, leg, moment);
  const offered = offerAt(state, leg);
  if (offered?.offer.result === null) {
    const others = offered.offer.legs.some((id) => id !== leg.id && state.legs.get(id)?.ended === false);
    if (!others) {
      const result = !moment.seen ? 'unknown' : refused(leg.cause) ? 'rejected' : 'unknown';
      endOffer(offered.call, offered.offer, result, moment.at, changes);
      touchSeat(state, offered.offer.seat, touched);
    }
  }
  const call = state.calls.get(leg.born);
  if (!call) return;
  const stay = openStay(call, leg.id);
  if (stay) {
    const abandoned = moment.seen && leg.hangupAskedAt !== null;
    endStay(state, call, stay, moment.seen ? moment.at : null, abandoned ? 'abandoned' : 'unknown', changes);
  }
  const undecided = lastStay(call, leg.id, null);
  if (undecided && undecided.result === null)
    undecided.result = leg.hangupAskedAt === null ? 'unknown' : 'abandoned';
  for (const name of [leg.seat, leg.rungFor]) {
    const seat = name ? state.seats.get(name) : undefined;
    if (seat?.legs.delete(leg.id)) touched.add(seat);
  }
  call.alive -= 1;
  if (call.alive > 0) {
    changes.push({ kind: 'call-changed', callId: call.id });
    return;
  }
  call.over = true;
  for (const offer of call.offers)
    if (offer.result === null)
      endOffer(call, offer, moment.seen ? 'withdrawn' : 'unknown', moment.at, changes);
  for (const mute of call.muted)
    if (mute.to === null && moment.seen) mute.to = Math.max(moment.at, mute.from);
  if (!moment.seen) {
    if (moment.dated) call.overBefore = moment.at;
    else {
      call.overBeforeUnknown = true;
      state.undated.push(call.id);
    }
  }
  changes.push({ kind: 'call-ended', callId: call.id });
}

/** A snapshot no longer showed it; how and when it ended comes after it. */
function endedBeforeMissed(state: FloorState, leg: Leg, at: number, changes: FloorChange[]): void {
  const call = state.calls.get(leg.born);
  if (leg.endedAt !== null || !call) return;
  leg.endedAt = Math.max(at, leg.appearedAt ?? at);
  if (!call.over || call.legs.some((id) => state.legs.get(id)?.endedAt === null)) return;
  call.overBefore = null;
  state.undated = state.undated.filter((id) => id !== call.id);
  changes.push({ kind: 'call-changed', callId: call.id });
}

export function hangupAsked(
  state: FloorState,
  event: EventOf<'hangup-asked'>,
  moment: Moment,
  changes: FloorChange[],
): void {
  const leg = legOf(state, event);
  if (event.soft) {
    leg.softHangupAt ??= moment.at;
    return;
  }
  leg.hangupAskedAt ??= moment.at;
  leg.cause ??= event.cause;
  leg.techCause ??= event.techCause;
  endSpying(state, leg, moment);
  const offered = offerAt(state, leg);
  if (offered && offered.offer.result !== 'answered' && refused(event.cause))
    endOffer(offered.call, offered.offer, 'rejected', moment.at, changes);
}

export function optimised(
  state: FloorState,
  event: EventOf<'pair-optimised'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const legs = [event.one, event.two, event.source ?? ''].flatMap((id) => state.legs.get(id) ?? []);
  if (event.phase === 'begin') {
    for (const leg of legs) if (!leg.ended) leg.optimising = true;
    return;
  }
  const moving = new Set<Leg>(legs);
  for (const leg of state.legs.values()) if (leg.optimising && leg.born === legs[0]?.born) moving.add(leg);
  settleAround(state, [...moving], moment, changes, touched, () => {
    for (const leg of moving) leg.optimising = false;
  });
}

export function parted(
  state: FloorState,
  event: EventOf<'leg-parted'> | EventOf<'conference-parted'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const known = state.legs.get(event.leg);
  const stoodAt = known?.dialled ?? null;
  const leg = legOf(state, event);
  if (leg.path !== event.path) return;
  if (isCitizen(state, leg)) redirected(state, leg, stoodAt, moment, changes);
  settleAround(state, [leg], moment, changes, touched, () => part(state, leg));
}

/** A seat rung by the exchange into a citizen's conference is there for that citizen (recording three-way). */
export function belongToConference(state: FloorState, leg: Leg): void {
  const own = state.calls.get(leg.born);
  if (own?.kind !== 'internal' || own.partOf !== null) return;
  for (const other of component(state, leg)) {
    const call = state.calls.get(other.born);
    if (call && call !== own && (call.kind === 'inbound' || call.kind === 'outbound')) {
      own.partOf = call.id;
      return;
    }
  }
}
