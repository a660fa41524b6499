import type { CallFact, CallResult, Side } from './call-facts.ts';
import { chinaIso, secondsBetween } from './exact-time.ts';
import { type Call, type FloorState, type Leg, outsideNumber, type Talk } from './floor.ts';
import { refused } from './offers.ts';
import { isCitizen } from './talks.ts';
import { handOverMicros } from './transfer-events.ts';

/** A call of the floor as the fact that statistics count and `replay --json` prints. */
export function callFact(state: FloorState, callId: string): CallFact | null {
  const call = state.calls.get(callId);
  if (!call) return null;
  const legs = call.legs.flatMap((id) => state.legs.get(id) ?? []);
  const estimated: string[] = [];
  const mark = (path: string, instant: { at: number | null; estimated: boolean }): string | null => {
    if (instant.estimated && instant.at !== null) estimated.push(path);
    return iso(instant.at);
  };

  const ended = endOf(state, call, legs);
  const arrivedAt = mark('arrivedAt', call.arrived);
  const endedAt = mark('endedAt', ended);
  const queueStays = call.stays.map((stay, i) => {
    const joinedAt = mark(`queueStays[${i}].joinedAt`, stay.joined);
    const leftAt = mark(`queueStays[${i}].leftAt`, stay.left);
    return {
      queue: stay.queue,
      joinedAt,
      leftAt,
      waitSeconds: between(stay.joined.at, stay.left.at),
      result: stay.result ?? (stay.open ? null : ('unknown' as const)),
    };
  });
  const talks = call.talks.map((talk, i) => {
    const from = mark(`talks[${i}].from`, talk.from);
    return {
      ...(talk.seat === null ? { number: talk.number ?? '' } : { seat: talk.seat }),
      from,
      to: mark(`talks[${i}].to`, talk.to),
      holdSeconds: talk.holdUnknown ? null : Math.floor(talk.holdMicros / 1000) / 1000,
    };
  });
  const result = resultOf(state, call);
  const failure = result === 'outbound-failed' ? failureOf(state, call, legs) : null;

  return {
    callId: call.id,
    uniqueIds: call.legs.slice(),
    kind: call.kind,
    partOf: call.partOf,
    caller: callerOf(state, call, legs),
    did: call.did,
    arrivedAt,
    endedAt,
    endedBefore: iso(call.overBefore),
    queueStays,
    offers: call.offers.map((offer, i) => {
      const { queue, seat, at, result } = offer;
      if (offer.estimated) estimated.push(`offers[${i}].at`);
      return { queue, seat, at: chinaIso(at), result };
    }),
    talks,
    transfers: call.transfers.map((transfer) => ({
      kind: transfer.kind,
      at: chinaIso(transfer.at),
      from: transfer.from,
      dialled: transfer.dialled,
      to: reachedBy(state, call, transfer),
    })),
    conferences: call.conferences.map(({ from, to, seats }) => ({
      from: chinaIso(from),
      to: iso(to),
      seats,
    })),
    monitored: call.monitored.map(({ seat, from, to, mode }) => ({
      seat,
      from: chinaIso(from),
      to: iso(to),
      mode,
    })),
    muted: call.muted.map(({ from, to }) => ({ from: chinaIso(from), to: iso(to) })),
    result,
    failure,
    endedBy: endedBy(state, call, legs, result, failure),
    ratingAsked: ratingAsked(state, call, legs),
    rating: call.rating,
    estimated,
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : chinaIso(at);
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : secondsBetween(from, to);
}

/** The Hangup of the citizen's last channel; between seats, that of the calling channel. */
function endOf(
  state: FloorState,
  call: Call,
  legs: readonly Leg[],
): { at: number | null; estimated: boolean } {
  if (legs.length === 0) return call.ended;
  const citizens = legs.filter((leg) => isCitizen(state, leg));
  const deciding =
    call.kind === 'internal' || call.kind === 'monitor'
      ? legs.filter(({ id }) => id === call.id)
      : citizens.length > 0
        ? citizens
        : legs;
  let at: number | null = null;
  for (const leg of deciding) {
    if (!leg.ended || leg.endedAt === null) return { at: null, estimated: false };
    at = Math.max(at ?? call.arrived.at ?? 0, leg.endedAt);
  }
  return { at, estimated: false };
}

function callerOf(state: FloorState, call: Call, legs: readonly Leg[]): string | null {
  if (call.kind === 'inbound' || call.kind === 'outbound') return call.citizen;
  // the calling leg may be one that was never seen
  const first = legs.find(({ id }) => id === call.id);
  if (!first) return call.legs.length > 0 ? null : call.citizen;
  if (call.kind === 'monitor') return first.seat;
  // rung by the exchange: nobody called
  if (call.originated) return null;
  return first.seat ?? outsideNumber(state.site, first.number) ?? first.number;
}

/** The furthest point a call reached. */
function resultOf(state: FloorState, call: Call): CallResult {
  if (call.kind === 'internal') return 'internal';
  if (call.kind === 'monitor') return 'monitor';
  const talked = call.talks.some((talk) => talk.citizenLeg !== null);
  if (call.kind === 'outbound') {
    if (talked) return 'outbound-answered';
    if (!call.over) return 'in-progress';
    return overUnseen(call) || (call.lossy && !wasRefused(state, call)) ? 'unknown' : 'outbound-failed';
  }
  // who is asked for a rating was answered
  if (talked || call.ratingAsked || call.stays.some((stay) => stay.result === 'answered')) return 'answered';
  if (!call.over) return 'in-progress';
  const stay = call.stays.at(-1);
  if (!stay) return overUnseen(call) || call.lossy ? 'unknown' : 'ivr-hangup';
  switch (stay.result) {
    case null:
      return 'unknown';
    case 'transferred':
      // taken out of a queue, answered by nobody, then hung up
      return overUnseen(call) ? 'unknown' : 'abandoned';
    case 'answered':
      return 'answered';
    default:
      return stay.result;
  }
}

/** The exchange or a telephone said why nobody talked. */
function wasRefused(state: FloorState, call: Call): boolean {
  if (call.originate?.success === false) return true;
  const said = call.legs.map((id) => state.legs.get(id)?.dialResult ?? 'ANSWER');
  return (
    said.some((result) => result !== 'ANSWER') || call.offers.some(({ result }) => result === 'rejected')
  );
}

/** Its end was found by a snapshot, not seen. */
function overUnseen(call: Call): boolean {
  return call.overBefore !== null || call.overBeforeUnknown;
}

/** The seat reached, else the queue, else the number. */
function reachedBy(state: FloorState, call: Call, transfer: Call['transfers'][number]): string | null {
  const reached = call.talks.slice(transfer.talksBefore).find((talk) => talk.citizenLeg !== null);
  if (reached) return reached.seat ?? reached.number;
  if (transfer.queue !== null) return transfer.queue;
  return outsideNumber(state.site, transfer.dialled) ?? transfer.dialled;
}

function lastTalk(call: Call): Talk | undefined {
  let last: Talk | undefined;
  for (const talk of call.talks) {
    const later =
      last === undefined ||
      (talk.to.at ?? Number.POSITIVE_INFINITY) >= (last.to.at ?? Number.POSITIVE_INFINITY);
    if (later) last = talk;
  }
  return last;
}

/** Who ended the last talk, or the waiting where there was none; with neither, who hung up the call. */
function endedBy(
  state: FloorState,
  call: Call,
  legs: readonly Leg[],
  result: CallResult,
  failure: CallFact['failure'],
): Side | null {
  if (result === 'in-progress') return null;
  if (failure !== null) {
    if (failure === 'busy' || failure === 'rejected') return 'caller';
    return failure === 'seat-rejected' || failure === 'seat-gave-up' ? 'seat' : 'system';
  }
  const talk = lastTalk(call);
  if (talk) return talkEndedBy(state, call, talk, legs);
  const stay = call.stays.at(-1);
  if (stay) {
    if (stay.result === 'abandoned') return 'caller';
    if (stay.result === 'timeout' || stay.result === 'left-empty') return 'system';
    if (stay.result === 'join-empty' || stay.result === 'shutdown') return 'system';
  }
  const calling = legs[0];
  if (!calling) return null;
  if (calling.hangupAskedAt !== null) return 'caller';
  if (!call.over || overUnseen(call)) return null;
  // an unanswered call between seats that is gone was given up by who made it
  return call.kind === 'internal' && !call.shutdown ? 'caller' : 'system';
}

/** A hang-up may be told some moments after the path is broken (recording three-way: 1 ms). */
const hangupLagMicros = 20_000;
/** What comes later than this ends nothing. */
const hangupReachMicros = 1_000_000;

function talkEndedBy(state: FloorState, call: Call, talk: Talk, legs: readonly Leg[]): Side | null {
  if (talk.open) return null;
  const handedOn = handOverOf(call, talk);
  if (handedOn) return handedOn.kind === 'redirect' ? 'system' : 'seat';
  const called = state.legs.get(talk.leg);
  const citizens = talk.citizenLeg === null ? [] : legs.filter((leg) => isCitizen(state, leg));
  const calling =
    talk.citizenLeg === null ? legs.filter((leg) => leg.id !== talk.leg && leg.role !== 'local') : citizens;
  if (talk.citizenLeg === null && joinedByCitizen(state, talk)) return 'caller';
  const end = talk.to.at;
  const askedUntil = (latest: number) =>
    firstAsked(calling, called ? [called] : [], ({ hangupAskedAt }) =>
      hangupAskedAt !== null && hangupAskedAt <= latest ? hangupAskedAt : null,
    );
  const side = askedUntil(end === null ? Number.POSITIVE_INFINITY : end + hangupLagMicros);
  if (side) return side;
  if (end === null) return null;
  // hung up by the exchange on somebody's order: the leg that was ended first, where only one was
  const ordered = ({ softHangupAt }: Leg) => softHangupAt !== null && softHangupAt <= end;
  if (talk.citizenLeg !== null && called && ordered(called) && !citizens.some(ordered)) return 'seat';
  // the other side hangs up a moment after it was left alone: only what nothing else tells is told by that
  const later = askedUntil(end + hangupReachMicros);
  if (later) return later;
  if (talk.citizenLeg === null) return call.shutdown ? 'system' : 'caller';
  return 'system';
}

/** The transfer that ended this talk: who hangs up afterwards, while the citizen waits for the next seat, did not. */
function handOverOf(call: Call, talk: Talk): Call['transfers'][number] | undefined {
  const { from, to } = talk;
  if (talk.citizenLeg === null || to.at === null) return undefined;
  const end = to.at;
  return call.transfers.find(
    (transfer) =>
      Math.abs(transfer.at - end) <= handOverMicros &&
      transfer.at > (from.at ?? 0) &&
      (transfer.kind === 'redirect' || transfer.from === talk.seat),
  );
}

function firstAsked(
  calling: readonly Leg[],
  called: readonly Leg[],
  time: (leg: Leg) => number | null,
): Side | null {
  const first = (legs: readonly Leg[]) =>
    Math.min(...legs.map((leg) => time(leg) ?? Number.POSITIVE_INFINITY));
  const caller = first(calling);
  const seat = first(called);
  if (caller === Number.POSITIVE_INFINITY && seat === Number.POSITIVE_INFINITY) return null;
  return caller <= seat ? 'caller' : 'seat';
}

/** The consultation ended because the citizen was joined with the consulted seat (attended transfer, three-way). */
function joinedByCitizen(state: FloorState, talk: Talk): boolean {
  const leg = state.legs.get(talk.leg);
  if (!leg || talk.to.at === null) return false;
  const end = talk.to.at;
  for (const id of leg.talksIn) {
    for (const other of state.calls.get(id)?.talks ?? []) {
      if (
        other.leg === talk.leg &&
        other.citizenLeg !== null &&
        other.from.at !== null &&
        other.from.at >= end
      )
        return true;
    }
  }
  return false;
}

function failureOf(state: FloorState, call: Call, legs: readonly Leg[]): CallFact['failure'] {
  if (legs.length === 0) return 'impossible';
  const citizen = legs.find((leg) => isCitizen(state, leg));
  const seatOffer = call.offers.at(-1);
  if (!citizen) {
    if (seatOffer?.result === 'rejected') return 'seat-rejected';
    if (seatOffer?.result === 'no-answer' || call.originate?.reason === 3) return 'no-answer';
    if (seatOffer?.result === 'answered') return 'seat-gave-up';
    return seatOffer?.result === 'unknown' || seatOffer === undefined ? 'impossible' : 'no-answer';
  }
  if (citizen.cause === 17) return 'busy';
  if (refused(citizen.cause)) return 'rejected';
  if (citizen.dialResult === 'BUSY') return 'busy';
  if (citizen.dialResult === 'CANCEL') return 'seat-gave-up';
  const ringing = citizen.dialResult === 'NOANSWER' || call.originate?.reason === 3 || citizen.cause === 19;
  if (ringing || citizen.dialResult === 'ANSWER') return 'no-answer';
  return 'impossible';
}

/** Null where the citizen left after the seat's hang-up and nothing tells whether they were asked. */
function ratingAsked(state: FloorState, call: Call, legs: readonly Leg[]): boolean | null {
  if (call.ratingAsked) return true;
  if (call.kind !== 'inbound') return false;
  const talk = lastTalk(call);
  if (!talk || talk.open || handOverOf(call, talk)) return false;
  return talkEndedBy(state, call, talk, legs) === 'seat' ? null : false;
}
