import type { RecordContent } from '../domain/record/consultation.ts';
import type { CallKind, OfferResult } from '../domain/telephony/call-facts.ts';
import type { Consultation, LiveCall } from '../domain/telephony/floor-change.ts';
import type { Grade, ServiceFunction } from '../domain/telephony/site.ts';
import { notExtended, type WrapUpExtension } from '../domain/telephony/wrap-up.ts';
import type { HandedOnCode } from './dialling.ts';
import type { AnswerHit, OpenOrders } from './ports.ts';

type CardPhase =
  | 'ringing'
  | 'talking'
  | 'held'
  | 'consulting'
  | 'conference'
  | 'ended'
  | 'answered-elsewhere'
  | 'missed';

/** What this caller was told before. */
export interface HistoryItem {
  recordNo: string;
  at: string;
  question: string;
  outcomeCode: string;
  outcome: string;
  answers: { articleId: string; clauseNo: string; title: string }[];
}

/** nobody: there is no number to look up by, or it is no citizen's */
type CallerKnown = 'nobody' | 'reading' | 'read' | 'unreadable';

interface CardRecord {
  recordNo: string | null;
  rev: number;
  saved: RecordContent | null;
  parked: boolean;
}

/**
 * One call at one seat, from the first ring to the saved record. The record belongs to `interactionId`, which is the
 * same whenever it is worked out for this call at this seat: so a bridge that starts again in the middle knows it.
 * Times are ms of the bridge's clock; exact ones for the record are kept apart in µs of the exchange.
 */
export interface Card {
  readonly interactionId: string;
  readonly callId: string;
  readonly seat: string;
  kind: CallKind;
  phase: CardPhase;
  offer: number;
  /** the citizen's number, clear: masked by rights wherever it leaves the server */
  caller: string | null;
  callerRef: string | null;
  queue: string | null;
  serviceFunction: ServiceFunction;
  arrivedAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  heldAt: number | null;
  endedAt: number | null;
  exact: { arrivedAt: number | null; answeredAt: number | null; endedAt: number | null };
  waitSeconds: number | null;
  answeredBy: string | null;
  transferredFrom: string | null;
  /** whom this seat consults */
  consultation: Consultation | null;
  /** keys pressed here would be of use to somebody */
  keypad: boolean;
  /** what was last done to the telephone's voice, and on which channel; null: not known, e.g. since before a restart */
  muted: { channel: string; on: boolean } | null;
  channel: string | null;
  /** to whom the citizen was handed on, or is about to be; the outcome that follows from it */
  handedOn: { to: string; outcome: HandedOnCode; done: boolean } | null;
  reconciled: boolean;
  /** whether calls, history and tags of this caller were read: nothing is said of them before that */
  callerKnown: CallerKnown;
  callsThisWeek: number;
  history: HistoryItem[];
  /** asked for confidence in an earlier call that another operator took */
  callerConfidential: boolean;
  /** 工单 that are open for the caller; null: not asked (no such system, no number) */
  orders: OpenOrders | null;
  rating: Grade | null;
  /** seat and citizen spoke: then a record is due */
  talked: boolean;
  /** null: none is due */
  record: CardRecord | null;
  /** when the record was put aside, ms */
  parkedAt: number | null;
  wrapUp: WrapUpExtension;
  /** answers suggested at the last offer */
  suggested: { offer: number; hits: AnswerHit[] } | null;
  /** nothing more to do with it: gone from the desk at this time */
  leavesAt: number | null;
}

export function newCard(callId: string, seat: string, callKey: string): Card {
  return {
    interactionId: interactionIdOf(callKey, seat),
    callId,
    seat,
    kind: 'inbound',
    phase: 'ringing',
    offer: 0,
    caller: null,
    callerRef: null,
    queue: null,
    serviceFunction: 'OTHER',
    arrivedAt: null,
    ringingAt: null,
    answeredAt: null,
    heldAt: null,
    endedAt: null,
    exact: { arrivedAt: null, answeredAt: null, endedAt: null },
    waitSeconds: null,
    answeredBy: null,
    transferredFrom: null,
    consultation: null,
    keypad: false,
    muted: { channel: '', on: false },
    channel: null,
    handedOn: null,
    reconciled: false,
    callerKnown: 'nobody',
    callsThisWeek: 0,
    history: [],
    callerConfidential: false,
    orders: null,
    rating: null,
    talked: false,
    record: null,
    parkedAt: null,
    wrapUp: notExtended,
    suggested: null,
    leavesAt: null,
  };
}

/** A message holds 64 characters of it; what is cut from the front of a long one is the name of the exchange. */
const longestId = 64;

/** The same call at the same seat is the same interaction, also for a bridge that was started again. */
export function interactionIdOf(callKey: string, seat: string): string {
  return `${callKey}@${seat}`.slice(-longestId);
}

const inHand: ReadonlySet<CardPhase> = new Set(['talking', 'held', 'consulting', 'conference']);

/** Nobody hears the seat; null: not known. A new channel is never muted. */
export function isMuted({ muted, channel }: Card): boolean | null {
  if (muted === null) return channel === null ? false : null;
  return channel !== null && muted.channel === channel && muted.on;
}

export function isInTalk(card: Card): boolean {
  return inHand.has(card.phase);
}

/** A record is due and neither saved nor put aside. */
export function isOpen(card: Card): boolean {
  return card.record !== null && card.record.saved === null && !card.record.parked;
}

/** Puts an open record aside: it waits for its person, and the seat's wrap-up ends here. */
export function park(card: Card, now: number): void {
  if (card.record === null || !isOpen(card)) return;
  card.record.parked = true;
  card.parkedAt = now;
}

/** Brings a card up to what the floor says of its call. Returns whether it changed its phase. */
export function refreshCard(card: Card, call: LiveCall, toBridge: (micros: number) => number): boolean {
  const party = call.parties.findLast(({ seat }) => seat === card.seat);
  const ms = (micros: number | null) => (micros === null ? null : toBridge(micros));
  card.kind = call.kind;
  card.caller ??= call.caller;
  card.queue = party?.queue ?? card.queue ?? call.queue;
  card.arrivedAt = ms(call.arrivedAt);
  card.waitSeconds = call.waitSeconds;
  card.transferredFrom = call.transferredFrom;
  card.rating = call.rating;
  card.reconciled ||= call.reconciled;
  card.exact.arrivedAt = call.arrivedAt;
  if (party === undefined) return false;

  // Asked by a colleague who is gone again, and its own line about to end: that is no ringing.
  const wasAsked = card.phase === 'consulting' && party.offerResult === 'answered';
  const rings = (party.phase === 'ringing' && !wasAsked) || isRungAgain(party);
  if (!rings && hadTalk(party) && call.kind !== 'internal' && call.kind !== 'monitor') {
    card.talked = true;
    card.record ??= { recordNo: null, rev: 0, saved: null, parked: false };
  }
  card.offer = party.offer;
  card.ringingAt = ms(party.ringingAt);
  // The first answer is the record's: a second talk of the same call at this seat continues it.
  card.exact.answeredAt ??= party.answeredAt;
  card.answeredAt = ms(card.exact.answeredAt);
  card.heldAt = ms(party.heldAt);
  const over = party.phase === 'gone' && !rings;
  card.exact.endedAt = over ? party.goneAt : null;
  card.endedAt = ms(card.exact.endedAt);
  if (over && wasFoundOver(party)) card.reconciled = true;

  card.channel = party.phase === 'gone' ? null : party.channel;
  card.keypad = party.keysTo !== null;
  const asked = party.consultation;
  card.consultation = asked === null ? null : { ...asked, since: ms(asked.since) };

  const before = card.phase;
  card.answeredBy = null;
  if (rings) card.phase = 'ringing';
  else if (party.phase === 'ringing') card.phase = 'consulting';
  else if (party.phase !== 'gone') card.phase = party.phase;
  else if (card.talked || hadTalk(party)) card.phase = 'ended';
  else {
    card.answeredBy = otherSeat(call, card.seat);
    card.phase =
      card.answeredBy === null || unanswered.has(party.offerResult) ? 'missed' : 'answered-elsewhere';
    if (card.phase === 'missed') card.answeredBy = null;
  }
  if (card.phase !== before && !isGone(card)) card.leavesAt = null;
  return card.phase !== before;
}

type Party = LiveCall['parties'][number];

/** When a talk that was found after a loss began or ended is not known: it is one all the same. */
export function hadTalk({ phase, answeredAt, goneAt, consultation }: Party): boolean {
  // Asked by another seat: the citizen was not talked to.
  if (phase === 'consulting' && answeredAt === null && consultation === null) return false;
  return phase !== 'ringing' && (phase !== 'gone' || answeredAt !== null || goneAt !== null);
}

/** Offered to the seat once more after it had talked in this call: put back into the queue, say. */
function isRungAgain({ phase, offerResult, ringingAt, goneAt }: Party): boolean {
  return (
    phase === 'gone' && offerResult === null && ringingAt !== null && goneAt !== null && goneAt <= ringingAt
  );
}

/** Its end here was found after a loss, and nothing tells when it was. */
function wasFoundOver({ goneAt, answeredAt, offerResult }: Party): boolean {
  return answeredAt === null ? offerResult === 'unknown' : goneAt === null;
}

/** The seat let it ring or refused it: that another one answered later does not make it less missed. */
const unanswered: ReadonlySet<OfferResult | null> = new Set(['no-answer', 'rejected']);

export function isGone(card: Card): boolean {
  return card.phase === 'missed' || card.phase === 'answered-elsewhere';
}

function otherSeat(call: LiveCall, seat: string): string | null {
  return call.parties.find((party) => party.seat !== seat && hadTalk(party))?.seat ?? null;
}
