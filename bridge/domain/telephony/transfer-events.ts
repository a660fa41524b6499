import type { EventOf } from './event.ts';
import { type Call, type FloorState, type Leg, matchesPattern, type Seat } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { legOf, plainExtension } from './legs.ts';
import { beginOffer, endOffer } from './offers.ts';
import { component } from './paths.ts';
import { touch, touchSeat } from './settle.ts';
import { callsOf, holdTalk, type Moment } from './talks.ts';

/* A citizen is handed on. */

export function transferredBlind(
  state: FloorState,
  event: EventOf<'transferred-blind'>,
  { at }: Moment,
  changes: FloorChange[],
): void {
  if (event.result !== 'Success') return;
  const leg = legOf(state, event);
  const transferee = event.transferee === null ? undefined : state.legs.get(event.transferee);
  const call = citizenCallOf(state, leg, transferee);
  if (!call) return;
  const early = takeBackRedirect(call, event.target, at);
  call.transfers.push({
    kind: 'blind',
    at,
    from: leg.seat,
    dialled: event.target,
    talksBefore: early?.talksBefore ?? call.talks.length,
    queue: queueOfExtension(state, event.target),
  });
  changes.push({ kind: 'call-changed', callId: call.id });
}

export function transferredAttended(
  state: FloorState,
  event: EventOf<'transferred-attended'>,
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  if (event.result !== 'Success') return;
  const leg = legOf(state, event);
  // All three stay: the seat that brought them together hands nobody on before it leaves. No Unhold comes, and yet
  // nobody is on hold any more (seen on Asterisk 22.10).
  if (event.destination === 'Threeway') {
    leg.held = false;
    holdTalk(state, leg, false, moment, changes);
    touch(state, leg, touched);
    return;
  }
  const transferee = event.transferee === null ? undefined : state.legs.get(event.transferee);
  const call = citizenCallOf(state, leg, transferee);
  if (!call) return;
  const second = event.second === null || event.second === leg.id ? undefined : state.legs.get(event.second);
  const dialled = second
    ? second.firstDialled
    : featureCodeTarget(
        state,
        event.targetLeg === null ? undefined : state.legs.get(event.targetLeg),
        transferee,
      );
  takeBackRedirect(call, dialled, moment.at);
  const reached = call.talks.findIndex((talk) => talk.open && talk.leg !== leg.id);
  call.transfers.push({
    kind: 'attended',
    at: moment.at,
    from: leg.seat,
    dialled,
    talksBefore: reached < 0 ? call.talks.length : reached,
    queue: queueOfExtension(state, dialled),
  });
  changes.push({ kind: 'call-changed', callId: call.id });

  // completed while it still rings: the telephone goes on ringing, now for the citizen
  const consultation = second && state.calls.get(second.born);
  if (!consultation || consultation === call) return;
  for (const offer of consultation.offers) {
    if (offer.result !== null) continue;
    endOffer(consultation, offer, 'withdrawn', moment.at, changes);
    const ringing = state.legs.get(offer.legs.at(-1) ?? '');
    if (ringing && !ringing.ended && !call.over) {
      beginOffer(call, offer.seat, null, ringing, moment.at, false, changes);
      touchSeat(state, offer.seat, touched);
    }
  }
}

/** So far apart may be what is one act: the citizen leaves the path, and the exchange says why. */
export const handOverMicros = 1_000_000;

/**
 * The citizen may leave the path before the exchange says that a seat transferred them, and that looks as if somebody
 * else had redirected them (recording busy-music, call 1795514863.469: 1 ms before).
 */
function takeBackRedirect(call: Call, target: string | null, at: number): Call['transfers'][number] | null {
  const last = call.transfers.at(-1);
  if (last?.kind !== 'redirect' || last.dialled !== target || Math.abs(at - last.at) > handOverMicros)
    return null;
  call.transfers.pop();
  return last;
}

/** `*2` has no second leg of the seat: what it dialled is the extension of the Local pair made for it. */
function featureCodeTarget(
  state: FloorState,
  target: Leg | undefined,
  transferee: Leg | undefined,
): string | null {
  if (target && plainExtension(target.dialled) !== null && target.role === 'local') return target.dialled;
  for (const leg of transferee ? component(state, transferee) : []) {
    if (leg.role === 'local' && plainExtension(leg.firstDialled) !== null) return leg.firstDialled;
  }
  return target?.firstDialled ?? null;
}

/** The citizen's call that a transfer is about. */
function citizenCallOf(state: FloorState, transferer: Leg, transferee: Leg | undefined): Call | undefined {
  if (transferee) {
    const call = state.calls.get(transferee.born);
    if (call && call.kind !== 'monitor' && call.kind !== 'internal') return call;
  }
  for (const call of callsOf(state, transferer))
    if (call.kind === 'inbound' || call.kind === 'outbound') return call;
  return undefined;
}

function queueOfExtension(state: FloorState, extension: string | null): string | null {
  if (extension === null) return null;
  return state.site.queues.find((queue) => queue.extension === extension)?.queue ?? null;
}

/**
 * A citizen taken out of a talk and put at another extension by the exchange or a supervisor. Nothing announces it: the
 * citizen's leg leaves the bridge, stands at another extension, and nobody hung up (recording transfer-ami-redirect).
 * Both parties sent to a conference room is no transfer (recording three-way).
 */
export function redirected(
  state: FloorState,
  leg: Leg,
  stoodAt: string | null,
  { at, seen }: Moment,
  changes: FloorChange[],
): void {
  const call = state.calls.get(leg.born);
  const target = leg.dialled;
  if (!call || !seen || leg.hangupAskedAt !== null) return;
  if (target === null || target === stoodAt || stoodAt === null) return;
  if (!call.talks.some((talk) => talk.open && talk.citizenLeg === leg.id)) {
    const last = call.transfers.at(-1);
    if (last && last.dialled === target) return;
  }
  if (call.transfers.at(-1)?.dialled === target && call.transfers.at(-1)?.kind !== 'redirect') return;
  const rooms = state.site.conferencePattern;
  if (rooms !== null && matchesPattern(rooms, target)) return;
  noteRedirect(state, call, target, at, changes);
}

export function noteRedirect(
  state: FloorState,
  call: Call,
  target: string,
  at: number,
  changes: FloorChange[],
): void {
  call.transfers.push({
    kind: 'redirect',
    at,
    from: null,
    dialled: target,
    talksBefore: call.talks.length,
    queue: queueOfExtension(state, target),
  });
  changes.push({ kind: 'call-changed', callId: call.id });
}
