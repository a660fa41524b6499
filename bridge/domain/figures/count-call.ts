import type { CallFact } from '../telephony/call-facts.ts';
import type { Counters } from './counters.ts';

/** Limits are configuration with a cited basis, never constants of the code. */
export interface FigureRules {
  answerWithinSeconds: number;
  answerWithinBasis: string;
  /** an abandonment within so many seconds is a short one (误拨, 改变主意) */
  shortAbandonSeconds: number;
  shortAbandonBasis: string;
}

/** What became of a call that entered a queue; exactly one of them, so that their sum is the number of such calls. */
type QueueFate =
  | 'answered'
  | 'abandoned'
  | 'timeout'
  | 'leftEmpty'
  | 'joinEmpty'
  | 'shutdown'
  | 'unknown'
  | 'waiting';

const fates = {
  abandoned: 'abandoned',
  timeout: 'timeout',
  'left-empty': 'leftEmpty',
  'join-empty': 'joinEmpty',
  shutdown: 'shutdown',
  unknown: 'unknown',
} as const satisfies Partial<Record<CallFact['result'], QueueFate>>;

/** Null for a call that entered no queue or is not a citizen's own call. */
function queueFate(fact: CallFact): QueueFate | null {
  if (fact.kind !== 'inbound') return null;
  const last = fact.queueStays.at(-1);
  if (last === undefined) return fact.result === 'join-empty' ? 'joinEmpty' : null;
  // Answered once is answered, whatever came after (a transfer into a queue that nobody answers any more).
  if (fact.result === 'answered' || fact.queueStays.some(({ result }) => result === 'answered'))
    return 'answered';
  if (fact.result in fates) return fates[fact.result as keyof typeof fates];
  if (fact.result !== 'in-progress') return 'unknown';
  const sofar = last.result;
  return sofar !== null && sofar in fates ? fates[sofar as keyof typeof fates] : 'waiting';
}

/** When the call came, for the cut into periods. */
export function arrivalOf(fact: CallFact): string | null {
  return fact.arrivedAt ?? fact.queueStays[0]?.joinedAt ?? fact.talks[0]?.from ?? fact.endedAt;
}

/** One call's counters. One call is one linkedid: its stays in several queues do not make it several calls. */
export function countCall(fact: CallFact, rules: FigureRules): Counters {
  if (fact.kind !== 'inbound') return {};
  const fate = queueFate(fact);
  if (fate === null) return { in: 1, notAnswered: 1 };
  const counters: Counters = { in: 1, queued: 1, [fate]: 1 };
  if (fate === 'answered') {
    const wait = waitOfAnswer(fact);
    if (wait !== null) {
      counters.waitKnown = 1;
      counters.waitMs = wait;
      if (wait <= rules.answerWithinSeconds * 1000) counters.answeredInTime = 1;
    }
    Object.assign(counters, talkOf(fact), ratingOf(fact));
  } else {
    counters.notAnswered = 1;
  }
  if (fate === 'abandoned') {
    const wait = waitOfAbandonment(fact);
    if (wait !== null) {
      counters.abandonKnown = 1;
      counters.abandonMs = wait;
    }
    counters[
      wait !== null && wait <= rules.answerWithinSeconds * 1000 ? 'abandonedInTime' : 'abandonedLate'
    ] = 1;
    if (wait !== null && wait <= rules.shortAbandonSeconds * 1000) counters.abandonedShort = 1;
  }
  if (counters.abandonedShort === undefined) counters.queuedLasting = 1;
  return counters;
}

/** First join → first answer, in ms. */
function waitOfAnswer(fact: CallFact): number | null {
  const first = fact.queueStays[0];
  const answered = fact.queueStays.find(({ result }) => result === 'answered');
  if (first === undefined || answered === undefined) return null;
  const own =
    answered.waitSeconds === null ? between(answered.joinedAt, answered.leftAt) : ms(answered.waitSeconds);
  const before = between(first.joinedAt, answered.joinedAt);
  return own === null || before === null ? null : before + own;
}

/** First join → the moment the caller hung up, in ms. */
function waitOfAbandonment(fact: CallFact): number | null {
  const first = fact.queueStays[0];
  const last = fact.queueStays.at(-1);
  if (first === undefined || last === undefined) return null;
  const before = between(first.joinedAt, last.joinedAt);
  const own = last.waitSeconds === null ? between(last.joinedAt, last.leftAt) : ms(last.waitSeconds);
  return own === null || before === null ? null : before + own;
}

/** Contact (talk and hold) with seats; a call with an end that nobody saw stays out of the means. */
function talkOf(fact: CallFact): Counters {
  const talks = fact.talks.filter(({ seat }) => seat !== undefined);
  if (talks.length === 0) return {};
  let contactMs = 0;
  for (const talk of talks) {
    const length = between(talk.from, talk.to);
    if (length === null) return {};
    contactMs += length;
  }
  const counters: Counters = { talkKnown: 1, contactMs };
  let holdMs = 0;
  for (const { holdSeconds } of talks) {
    if (holdSeconds === null) return counters;
    holdMs += ms(holdSeconds);
  }
  return { ...counters, holdKnown: 1, holdMs };
}

/** 好差评: 3 = 基本满意 and better are satisfied. Who gave a grade was asked for one, also where nobody saw the asking. */
function ratingOf({ ratingAsked, rating }: CallFact): Counters {
  if (rating === null) return ratingAsked === true ? { ratingAsked: 1 } : {};
  return { ratingAsked: 1, rated: 1, ...(rating >= 3 ? { ratedSatisfied: 1 } : {}) };
}

function ms(seconds: number): number {
  return Math.round(seconds * 1000);
}

/** Never negative, whatever a clock did. */
function between(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
