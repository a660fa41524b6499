import type { EventOf } from './event.ts';
import { type Call, type FloorState, type Leg, outsideNumber, type Seat } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { legOf, plainExtension } from './legs.ts';
import { becomeMonitor } from './listen-events.ts';
import { beginOffer, endOffer, offerAt, refused } from './offers.ts';
import { touch, touchSeat } from './settle.ts';
import type { Moment } from './talks.ts';

/* One leg rings another, or the exchange rings one by itself. */

export function dialBegan(
  state: FloorState,
  event: EventOf<'dial-began'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  if (event.to === '') return;
  const from = event.from === null ? undefined : state.legs.get(event.from);
  if (from && event.fromDialled !== null) from.dialled = event.fromDialled;
  if (from) touch(state, from, touched);
  const leg = legOf(state, { leg: event.to, call: event.toCall, channel: event.toChannel, dialled: null });
  leg.dialString ??= event.dialString;
  leg.dialledBy ??= event.from;
  if (event.from === null) leg.originated = true;
  const linked = state.calls.get(leg.link);
  const call = linked && !linked.over ? linked : state.calls.get(leg.born);
  if (!call || call.over) return;

  if (leg.role === 'trunk') {
    if (call.kind === 'outbound') call.citizen = citizenDialled(state, leg) ?? call.citizen;
    changes.push({ kind: 'call-changed', callId: call.id });
    return;
  }
  if (leg.role !== 'seat' || leg.seat === null || leg.ended) return;
  if (offerAt(state, leg)?.offer.result === null) return;

  // a queue member `Local/1002@seats`: the offer rings the Local half first, the telephone behind it next
  const through = from?.role === 'local' && from.mate !== null ? state.legs.get(from.mate) : undefined;
  const pending = through ? offerAt(state, through) : null;
  if (pending && pending.offer.result === null && pending.offer.seat === leg.seat) {
    pending.offer.legs.push(leg.id);
    leg.offeredIn = pending.call.id;
  } else if (!moment.seen) foundRinging(call, leg, leg.seat, moment, changes);
  else if (call.kind !== 'monitor') beginOffer(call, leg.seat, null, leg, moment.at, false, changes);
  touchSeat(state, leg.seat, touched);
}

/** A telephone that a snapshot shows ringing: it pops, once, for the queue that the caller still waits in. */
function foundRinging(call: Call, leg: Leg, seat: string, { at }: Moment, changes: FloorChange[]): void {
  if (call.kind === 'monitor') return;
  // the ringing was seen to begin at the Local half before it
  const known = call.offers.findLast((offer) => offer.seat === seat && offer.result === null);
  if (known) {
    known.legs.push(leg.id);
    leg.offeredIn = call.id;
    return;
  }
  const queue = call.stays.findLast((stay) => stay.open)?.queue ?? null;
  beginOffer(call, seat, queue, leg, at, true, changes);
}

function citizenDialled(state: FloorState, leg: Leg): string | null {
  const dialled = leg.dialString?.split('@')[0]?.split('/').at(-1) ?? null;
  if (dialled !== null && /^\+?[0-9]{3,}$/.test(dialled)) return dialled;
  return outsideNumber(state.site, leg.dialled);
}

export function dialEnded(
  state: FloorState,
  event: EventOf<'dial-ended'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const from = event.from === null ? undefined : state.legs.get(event.from);
  if (from && event.fromDialled !== null) from.dialled = event.fromDialled;
  const leg = state.legs.get(event.to);
  if (!leg) return;
  if (event.toCall !== '') leg.link = event.toCall;
  leg.dialResult ??= event.result;
  const offered = offerAt(state, leg);
  if (!offered) return;
  const { call, offer } = offered;
  switch (event.result) {
    case 'ANSWER':
      endOffer(call, offer, 'answered', moment.at, changes);
      break;
    case 'BUSY':
      endOffer(call, offer, 'rejected', moment.at, changes);
      break;
    case 'NOANSWER':
      endOffer(call, offer, refused(leg.cause) ? 'rejected' : 'no-answer', moment.at, changes);
      break;
    case 'CANCEL':
      endOffer(call, offer, 'withdrawn', moment.at, changes);
      break;
    default:
      endOffer(call, offer, 'unknown', moment.at, changes);
  }
  touchSeat(state, offer.seat, touched);
}

/**
 * The exchange's answer to "ring this one, then that one". It may come last, or be all there is: an attempt that bore
 * no channel is a call too (recording originate-citizen-busy-then-silent).
 */
export function originateEnded(
  state: FloorState,
  event: EventOf<'originate-ended'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const leg = event.leg === null ? attemptAt(state, event.channel) : state.legs.get(event.leg);
  const result = {
    success: event.success,
    reason: event.reason,
    dialled: event.dialled,
    data: event.data,
    at: moment.at,
  };
  if (!leg) {
    bornless(state, event, result, moment, changes);
    return;
  }
  const call = state.calls.get(leg.born);
  if (!call) return;
  call.originate ??= result;
  if (call.kind === 'internal' && call.partOf === null) {
    if (event.application === 'ChanSpy') becomeMonitor(call, leg);
    else if (outsideNumber(state.site, event.dialled) !== null) {
      call.kind = 'outbound';
      call.did = null;
      call.citizen ??= outsideNumber(state.site, event.dialled);
    } else call.did ??= plainExtension(event.dialled);
  }
  touch(state, leg, touched);
  changes.push({ kind: 'call-changed', callId: call.id });
}

/** A failed attempt names no leg, only what was rung: `PJSIP/1001` or `PJSIP/13874801117@trunk`. */
function attemptAt(state: FloorState, channel: string): Leg | undefined {
  let found: Leg | undefined;
  for (const leg of state.legs.values()) {
    if (!leg.originated || state.calls.get(leg.born)?.originate) continue;
    const technology = leg.endpoint.split('/')[0] ?? '';
    const rung = leg.dialString?.includes('/') ? leg.dialString : `${technology}/${leg.dialString ?? ''}`;
    if (leg.channel === channel || leg.endpoint === channel || rung === channel) found ??= leg;
  }
  return found;
}

function bornless(
  state: FloorState,
  event: EventOf<'originate-ended'>,
  result: NonNullable<Call['originate']>,
  { at }: Moment,
  changes: FloorChange[],
): void {
  const id = `originate/${event.actionId ?? event.at}`;
  if (state.calls.has(id) || event.success) return;
  state.calls.set(id, {
    id,
    kind: event.application === 'ChanSpy' ? 'monitor' : 'outbound',
    partOf: null,
    legs: [],
    alive: 0,
    arrived: { at, estimated: true },
    citizen: outsideNumber(state.site, event.dialled),
    originated: true,
    did: null,
    ended: { at, estimated: true },
    over: true,
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
    originate: result,
    reconciled: false,
    lossy: false,
    shutdown: false,
  });
  changes.push({ kind: 'call-ended', callId: id });
}
