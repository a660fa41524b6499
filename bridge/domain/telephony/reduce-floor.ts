import { dialBegan, dialEnded, originateEnded } from './dial-events.ts';
import type { TelephonyEvent } from './event.ts';
import { type FloorState, type Seat, seatOfInterface } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { appeared, belongToConference, endLeg, hangupAsked, optimised, parted } from './leg-events.ts';
import { learnNumber, legOf } from './legs.ts';
import { endSpying, spyBegan } from './listen-events.ts';
import { beginOffer, endOffer, offerAt, refused } from './offers.ts';
import { join, pair, part } from './paths.ts';
import {
  dialplanSaid,
  leavingStay,
  queueCompleted,
  queueConnected,
  queueJoined,
  queueLeft,
  queuesFound,
  stopping,
} from './queue-events.ts';
import { settleSeat } from './seats.ts';
import { callOf, seatOfMember, settleAround, touch, touchSeat } from './settle.ts';
import { callsOf, holdTalk, type Moment } from './talks.ts';
import { transferredAttended, transferredBlind } from './transfer-events.ts';

/**
 * Folds one observation into the floor and tells what changed by it. Never throws, whatever the order of events; the
 * same event twice changes nothing (two connections may overlap).
 */
export function reduceFloor(state: FloorState, event: TelephonyEvent): FloorChange[] {
  // an exchange that names no leg tells nothing of one, but of a talk in a queue, which is known by its seat too
  if ('leg' in event && event.leg === '' && event.type !== 'queue-completed') return [];
  if (heardBefore(state, event)) return [];
  const changes: FloorChange[] = [];
  const moment: Moment = {
    at: event.at > 0 ? event.at : (state.lastAt ?? 0),
    seen: event.certainty !== 'reconciled',
    dated: event.at > 0,
  };
  if (event.clock === 'pbx') tellTime(state, event.at, changes);
  const touched = new Set<Seat>();
  apply(state, event, moment, changes, touched);
  for (const seat of touched) settleSeat(state, seat, moment, changes);
  return changes;
}

/** How far back a repeated event is recognised; connections overlap by far less. */
const remembered = 4096;
const sameTimeAtMost = 64;

/** Whether this very event has been folded already. */
export function isHeard(state: FloorState, event: TelephonyEvent): boolean {
  if (!hasIdentity(event)) return false;
  const sameTime = state.recent.byTime.get(event.at);
  if (sameTime === undefined) return false;
  // Several events share a moment; few of them are of one kind, and only those need the whole comparison.
  const alike = sameTime.filter(({ type }) => type === event.type);
  if (alike.length === 0) return false;
  const identity = identityOf(event);
  return alike.some((other) => identityOf(other) === identity);
}

function hasIdentity(event: TelephonyEvent): boolean {
  return event.clock === 'pbx' && event.certainty === 'observed';
}

function heardBefore(state: FloorState, event: TelephonyEvent): boolean {
  if (!hasIdentity(event)) return false;
  if (isHeard(state, event)) return true;
  const { recent } = state;
  const sameTime = recent.byTime.get(event.at);
  if (sameTime) {
    // a clock that stands still tells nothing apart
    if (sameTime.length < sameTimeAtMost) sameTime.push(event);
    return false;
  }
  const oldest = recent.times[recent.next];
  if (oldest !== undefined) recent.byTime.delete(oldest);
  recent.times[recent.next] = event.at;
  recent.next = (recent.next + 1) % remembered;
  recent.byTime.set(event.at, [event]);
  return false;
}

/** An exchange's own time to the microsecond, the kind and the subject: no two events share all three. */
function identityOf(event: TelephonyEvent): string {
  let subject = '';
  if ('leg' in event) subject = event.leg ?? '';
  else if ('to' in event) subject = event.to;
  else if ('member' in event) {
    const { interface: line, queue, paused, reason, penalty, device } = event.member;
    subject = `${line} ${queue} ${paused} ${reason} ${penalty} ${device}`;
  } else if ('interface' in event) subject = event.interface;
  else if ('path' in event) subject = event.path;
  else if ('one' in event) subject = event.one;
  else if ('device' in event) subject = event.device;
  else if ('endpoint' in event) subject = event.endpoint;
  const detail =
    'queue' in event
      ? event.queue
      : event.type === 'hangup-asked'
        ? String(event.soft)
        : event.type === 'originate-ended'
          ? (event.actionId ?? '')
          : event.type === 'dialplan-said'
            ? event.name
            : event.type === 'dial-ended'
              ? event.result
              : '';
  return `${event.at} ${event.type} ${subject} ${detail}`;
}

/** The first time told after a snapshot without one dates what the snapshot found over. */
function tellTime(state: FloorState, at: number, changes: FloorChange[]): void {
  state.lastAt = at;
  if (state.undated.length === 0) return;
  for (const id of state.undated) {
    const call = state.calls.get(id);
    if (!call) continue;
    call.overBefore = at;
    changes.push({ kind: 'call-changed', callId: id });
  }
  state.undated = [];
}

function apply(
  state: FloorState,
  event: TelephonyEvent,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  switch (event.type) {
    case 'leg-appeared':
      appeared(state, event, moment, changes, touched);
      return;
    case 'leg-changed': {
      const leg = legOf(state, event);
      leg.state = event.state;
      touch(state, leg, touched);
      changes.push({ kind: 'call-changed', callId: leg.born });
      return;
    }
    case 'leg-identified': {
      // the first number of a call is the caller's; what the exchange shows later may be a transferer's (C-11)
      const leg = legOf(state, event);
      if (leg.number === null && event.number !== null) learnNumber(state, leg, event.number);
      return;
    }
    case 'legs-paired': {
      const one = state.legs.get(event.one);
      const two = state.legs.get(event.two);
      if (!one || !two || one.ended || two.ended) return;
      settleAround(state, [one, two], moment, changes, touched, () => pair(state, one, two));
      return;
    }
    case 'pair-optimised':
      optimised(state, event, moment, changes, touched);
      return;
    case 'leg-held':
    case 'leg-resumed': {
      const leg = legOf(state, event);
      leg.held = event.type === 'leg-held';
      holdTalk(state, leg, leg.held, moment, changes);
      touch(state, leg, touched);
      return;
    }
    case 'hangup-asked':
      hangupAsked(state, event, moment, changes);
      return;
    case 'leg-ended': {
      const leg = legOf(state, event);
      leg.cause = event.cause ?? leg.cause;
      leg.techCause = event.techCause ?? leg.techCause;
      endLeg(state, leg, moment, changes, touched);
      return;
    }
    case 'dial-began':
      dialBegan(state, event, moment, changes, touched);
      return;
    case 'dial-ended':
      dialEnded(state, event, moment, changes, touched);
      return;
    case 'leg-joined':
    case 'conference-joined': {
      const leg = legOf(state, event);
      if (leg.ended) return;
      // who is put through has answered, also where that was lost
      const offered = offerAt(state, leg);
      if (offered) endOffer(offered.call, offered.offer, 'answered', moment.at, changes);
      settleAround(state, [leg], moment, changes, touched, () => {
        join(state, leg, event.path);
        if (event.type === 'conference-joined') leg.inConference = true;
        belongToConference(state, leg);
      });
      // who is consulted answered: no talk of the citizen's begins with that, and yet their seat waits for it
      for (const call of callsOf(state, leg))
        if (call.talks.some((talk) => talk.open && talk.away))
          changes.push({ kind: 'call-changed', callId: call.id });
      return;
    }
    case 'leg-parted':
    case 'conference-parted':
      parted(state, event, moment, changes, touched);
      return;
    case 'path-closed': {
      const legs = [...(state.paths.get(event.path) ?? [])].flatMap((id) => state.legs.get(id) ?? []);
      settleAround(state, legs, moment, changes, touched, () => {
        for (const leg of legs) part(state, leg);
        state.paths.delete(event.path);
      });
      return;
    }
    case 'queue-joined': {
      queueJoined(state, event, moment, changes);
      return;
    }
    case 'queue-gave-up': {
      const stay = leavingStay(state, legOf(state, event), event.queue);
      if (stay) stay.gaveUp = true;
      return;
    }
    case 'queue-left':
      queueLeft(state, event, moment, changes);
      return;
    case 'queue-offered': {
      legOf(state, event);
      const call = callOf(state, event.leg);
      const seat = seatOfInterface(state, event.interface);
      if (event.seatLeg === '') return;
      const leg = legOf(state, {
        leg: event.seatLeg,
        call: event.seatCall,
        channel: event.seatChannel,
        dialled: null,
      });
      if (!call || call.over || leg.ended || seat === null || offerAt(state, leg)?.offer.result === null)
        return;
      beginOffer(call, seat, event.queue, leg, moment.at, !moment.seen, changes);
      if (leg.seat === null && leg.rungFor === null) {
        leg.rungFor = seat;
        state.seats.get(seat)?.legs.add(leg.id);
      }
      touchSeat(state, seat, touched);
      return;
    }
    case 'queue-unanswered': {
      const leg = event.seatLeg === null ? undefined : state.legs.get(event.seatLeg);
      const offered = leg && offerAt(state, leg);
      if (!offered) return;
      const refusedIt = offered.offer.legs.some((id) => refused(state.legs.get(id)?.cause ?? null));
      endOffer(offered.call, offered.offer, refusedIt ? 'rejected' : 'no-answer', moment.at, changes);
      touchSeat(state, offered.offer.seat, touched);
      return;
    }
    case 'queue-connected':
      queueConnected(state, event, moment, changes, touched);
      return;
    case 'queue-completed':
      queueCompleted(state, event, moment, changes);
      return;
    case 'transferred-blind':
      transferredBlind(state, event, moment, changes);
      return;
    case 'transferred-attended':
      transferredAttended(state, event, moment, changes, touched);
      return;
    case 'spy-began':
      spyBegan(state, event, moment, changes, touched);
      return;
    case 'spy-ended': {
      const leg = state.legs.get(event.leg);
      if (leg) endSpying(state, leg, moment);
      return;
    }
    case 'recording-changed': {
      const leg = legOf(state, event);
      for (const call of callsOf(state, leg)) {
        const open = call.muted.findLast((mute) => mute.to === null);
        if (event.change === 'muted' && !open) call.muted.push({ from: moment.at, to: null });
        else if (event.change !== 'muted' && open) open.to = Math.max(moment.at, open.from);
        else continue;
        changes.push({ kind: 'call-changed', callId: call.id });
      }
      return;
    }
    case 'dialplan-said':
      dialplanSaid(state, event, moment, changes);
      return;
    case 'originate-ended':
      originateEnded(state, event, moment, changes, touched);
      return;
    case 'member-seen': {
      const seat = seatOfMember(state, event.member.stateInterface, event.member.interface);
      if (!seat) return;
      seat.members.set(event.member.queue, event.member);
      touched.add(seat);
      changes.push({ kind: 'queue-changed', queue: event.member.queue });
      return;
    }
    case 'member-removed': {
      const seat = seatOfMember(state, event.stateInterface, event.interface);
      if (!seat) return;
      seat.members.delete(event.queue);
      touched.add(seat);
      changes.push({ kind: 'queue-changed', queue: event.queue });
      return;
    }
    case 'endpoint-reachable': {
      const seat = seatOfMember(state, event.endpoint, event.endpoint);
      if (!seat) return;
      seat.reachable = event.reachable;
      if (seat.known) touched.add(seat);
      return;
    }
    case 'link-up':
    case 'link-lost':
      state.link = { state: event.type === 'link-up' ? 'up' : 'lost', since: event.at, listed: false };
      if (event.type === 'link-lost') state.acrossLoss = livingCalls(state);
      changes.push({ kind: 'link-changed' });
      return;
    case 'queues-found':
      queuesFound(state, event, moment, changes);
      return;
    case 'pbx-stopping':
      stopping(state, moment, changes);
      return;
    case 'pbx-booted':
      // a list of before may be of an exchange half loaded
      state.link.listed = false;
      return;
    case 'legs-found':
      if (state.acrossLoss.length > 0) acrossLoss(state);
      return;
    case 'path-opened':
    case 'paths-merged':
    case 'device-changed':
    case 'clock-stepped':
      return;
    default:
      event satisfies never;
  }
}

function livingCalls(state: FloorState): string[] {
  return [...state.calls.values()].flatMap(({ id, over }) => (over ? [] : [id]));
}

/** A new snapshot shows these calls as they are now; what came between is lost. */
function acrossLoss(state: FloorState): void {
  for (const id of state.acrossLoss) {
    const call = state.calls.get(id);
    if (!call) continue;
    call.lossy = true;
    // whether they are still on hold, and since when again, nothing tells
    for (const talk of call.talks) {
      if (talk.open && talk.holdFrom !== null) talk.holdUnknown = true;
      if (talk.open) talk.holdFrom = null;
    }
    // what was being moved has been moved since
    for (const leg of call.legs) {
      const known = state.legs.get(leg);
      if (known) known.optimising = false;
    }
  }
  state.acrossLoss = [];
}
