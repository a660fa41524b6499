import type { CallFact, StayResult } from './call-facts.ts';

/**
 * The exchange's own queue_log held against the facts, call by call. The log is whole seconds, and wrong after
 * redirects, conferences and a shutdown: what differs is named, and why, where that is known. Only what is left
 * unexplained is a reason to doubt the facts.
 */

/** A line of queue_log: `time|uniqueid|queue|agent|event|data|data …` */
export interface QueueLogLine {
  /** seconds since the epoch */
  at: number;
  uniqueId: string;
  queue: string;
  /** the member's name or interface, as the exchange is told to log it */
  agent: string;
  event: string;
  data: readonly string[];
}

/** Errors of the exchange's account that are known, each with the recording that shows it. */
export type KnownError =
  /** everybody's talk is charged to the first seat, and ends by the caller (transfer-ami-redirect) */
  | 'redirect'
  /** the seat's time between leaving the bridge and leaving the conference is one talk (three-way) */
  | 'conference'
  /** who is put out of a queue by a shutdown is said to have given up (restart-during-call) */
  | 'put-out-as-abandon'
  /** a talk that the exchange itself ends is said to have been ended by the seat (restart-during-call) */
  | 'put-out-as-agent';

export interface QueueLogDifference {
  /** null: no call has such a channel */
  callId: string | null;
  uniqueId: string;
  queue: string;
  what: 'entry' | 'outcome' | 'wait' | 'seat' | 'talk' | 'end' | 'unanswered' | 'cancelled';
  log: string;
  found: string;
  because: KnownError | null;
}

export interface QueueLogComparison {
  /** queue entries with everything that was told of them in agreement */
  agreed: number;
  differences: QueueLogDifference[];
}

/** Whole seconds of two clock readings are up to one second off their distance; the path follows the answer in some ms. */
const tolerance = 1.05;

type Stay = CallFact['queueStays'][number];
type Talk = CallFact['talks'][number];

/** One caller's stay as the log tells it, from joining to the end of the talk it led to. */
interface Entry {
  uniqueId: string;
  queue: string;
  unanswered: string[];
  cancelled: string[];
  outcome: QueueLogLine | null;
  end: QueueLogLine | null;
}

const outcomes: Readonly<Record<string, StayResult>> = {
  CONNECT: 'answered',
  ABANDON: 'abandoned',
  EXITWITHTIMEOUT: 'timeout',
  EXITEMPTY: 'left-empty',
};

const ends = new Set(['COMPLETEAGENT', 'COMPLETECALLER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER']);

/** @param seatOf the seat that an agent of the log is */
export function compareQueueLog(
  facts: readonly CallFact[],
  lines: readonly QueueLogLine[],
  seatOf: (agent: string) => string | null,
): QueueLogComparison {
  const calls = new Map(facts.flatMap((fact) => fact.uniqueIds.map((id) => [id, fact] as const)));
  const entries = new Map<CallFact, Entry[]>();
  const differences: QueueLogDifference[] = [];
  for (const entry of entriesOf(lines)) {
    const call = calls.get(entry.uniqueId);
    if (call) entries.set(call, [...(entries.get(call) ?? []), entry]);
    else differences.push(difference(null, entry, 'entry', entry.queue, 'no such call'));
  }
  let agreed = 0;
  for (const call of facts) {
    const told = entries.get(call) ?? [];
    // who is refused does not get in, and is not in the log (join-empty)
    const stays = call.queueStays.filter(({ result }) => result !== 'join-empty');
    for (let i = 0; i < Math.max(told.length, stays.length); i += 1) {
      const entry = told[i];
      const stay = stays[i];
      const found = entry && stay ? compareEntry(call, stay, entry, seatOf) : missing(call, stay, entry);
      if (found.length === 0) agreed += 1;
      differences.push(...found);
    }
  }
  return { agreed, differences };
}

function entriesOf(lines: readonly QueueLogLine[]): Entry[] {
  const entries: Entry[] = [];
  const byLeg = new Map<string, Entry[]>();
  for (const line of lines) {
    const { uniqueId, queue, agent, event } = line;
    if (event === 'ENTERQUEUE') {
      const entry: Entry = { uniqueId, queue, unanswered: [], cancelled: [], outcome: null, end: null };
      byLeg.set(uniqueId, [...(byLeg.get(uniqueId) ?? []), entry]);
      entries.push(entry);
      continue;
    }
    const own = byLeg.get(uniqueId)?.filter((entry) => entry.queue === queue) ?? [];
    if (ends.has(event)) {
      // the next queue may be entered before the transfer into it is written (busy-music)
      const ended = own.find(
        ({ outcome, end }) => end === null && outcome?.event === 'CONNECT' && outcome.agent === agent,
      );
      if (ended) ended.end = line;
      continue;
    }
    const entry = own.at(-1);
    if (!entry) continue;
    if (event === 'RINGNOANSWER') entry.unanswered.push(agent);
    else if (event === 'RINGCANCELED') entry.cancelled.push(agent);
    else if (event in outcomes) entry.outcome = line;
  }
  return entries;
}

function missing(call: CallFact, stay: Stay | undefined, entry: Entry | undefined): QueueLogDifference[] {
  if (entry) return [difference(call, entry, 'entry', entry.queue, 'no stay')];
  const queue = stay?.queue ?? '';
  const none: Entry = {
    uniqueId: call.uniqueIds[0] ?? '',
    queue,
    unanswered: [],
    cancelled: [],
    outcome: null,
    end: null,
  };
  return [difference(call, none, 'entry', 'no entry', queue)];
}

function compareEntry(
  call: CallFact,
  stay: Stay,
  entry: Entry,
  seatOf: (agent: string) => string | null,
): QueueLogDifference[] {
  const found: QueueLogDifference[] = [];
  const differ = (
    what: QueueLogDifference['what'],
    log: string,
    ours: string,
    because: KnownError | null = null,
  ) => found.push(difference(call, entry, what, log, ours, because));

  if (entry.queue !== stay.queue) differ('entry', entry.queue, stay.queue);
  if (entry.outcome) {
    const result = outcomes[entry.outcome.event] ?? 'unknown';
    if (result !== stay.result)
      differ(
        'outcome',
        entry.outcome.event,
        stay.result ?? 'waiting',
        stay.result === 'shutdown' && result === 'abandoned' ? 'put-out-as-abandon' : null,
      );
    const waited = Number(result === 'answered' ? entry.outcome.data[0] : entry.outcome.data[2]);
    if (stay.waitSeconds === null || Math.abs(waited - stay.waitSeconds) > tolerance)
      differ('wait', String(waited), String(stay.waitSeconds));
  } else if (stay.result !== null && stay.result !== 'unknown') differ('outcome', 'none', stay.result);

  compareOffers(call, stay, entry, seatOf, differ);
  if (entry.outcome?.event !== 'CONNECT') return found;
  const seat = seatOf(entry.outcome.agent);
  const talk = talkAfter(call, stay, seat);
  if (!talk) differ('seat', entry.outcome.agent, 'no talk');
  else compareTalk(call, talk, entry, differ);
  return found;
}

type Differ = (
  what: QueueLogDifference['what'],
  log: string,
  ours: string,
  because?: KnownError | null,
) => void;

/** Seats rung in vain: those that did not answer, and those that the caller's hang-up silenced. */
function compareOffers(
  call: CallFact,
  stay: Stay,
  entry: Entry,
  seatOf: (agent: string) => string | null,
  differ: Differ,
): void {
  // offers of before a snapshot are not known
  const index = call.queueStays.indexOf(stay);
  if (call.estimated.includes(`queueStays[${index}].joinedAt`) || stay.joinedAt === null) return;
  const from = stay.joinedAt;
  const to = stay.leftAt;
  const here = call.offers.filter(
    ({ queue, at }) => queue === stay.queue && at >= from && (to === null || at <= to),
  );
  const names = (agents: readonly string[]) => agents.map((agent) => seatOf(agent) ?? agent).join(' ');
  const seats = (...results: string[]) =>
    here.flatMap(({ seat, result }) => (results.includes(result ?? '') ? [seat] : [])).join(' ');
  const unanswered = seats('no-answer', 'rejected');
  if (names(entry.unanswered) !== unanswered) differ('unanswered', names(entry.unanswered), unanswered);
  // telephones that lose against another one are not in the log (ring-all)
  const cancelled = stay.result === 'abandoned' ? seats('withdrawn') : '';
  if (names(entry.cancelled) !== cancelled) differ('cancelled', names(entry.cancelled), cancelled);
}

/** The talk that a stay led to. */
function talkAfter(call: CallFact, stay: Stay, seat: string | null): Talk | undefined {
  const left = stay.leftAt === null ? 0 : Date.parse(stay.leftAt);
  return call.talks.find(
    (talk) => talk.seat === seat && (talk.from === null || Date.parse(talk.from) >= left),
  );
}

function compareTalk(call: CallFact, talk: Talk, entry: Entry, differ: Differ): void {
  if (entry.end === null) {
    if (talk.to !== null) differ('end', 'none', talk.to);
    return;
  }
  const { event, data } = entry.end;
  const log = Number(data.at(event.startsWith('COMPLETE') ? 1 : -2));
  const contact = seconds(talk.from, talk.to);
  const redirected = call.transfers.some(({ kind, at }) => kind === 'redirect' && near(at, talk.to));
  if (contact === null || Math.abs(log - contact) > tolerance)
    differ('talk', String(log), String(contact), talkError(call, talk, log, redirected));

  const ended = endOf(call, talk);
  if (ended !== null && !sameEnd(event, ended)) {
    const because = redirected
      ? 'redirect'
      : ended === 'system' && event === 'COMPLETEAGENT'
        ? 'put-out-as-agent'
        : null;
    differ('end', event, ended, because);
  }
}

function talkError(call: CallFact, talk: Talk, log: number, redirected: boolean): KnownError | null {
  const as = (span: number | null) => span !== null && Math.abs(log - span) <= tolerance;
  if (redirected && as(seconds(talk.from, call.talks.at(-1)?.to ?? null))) return 'redirect';
  const last = call.talks.findLast((each) => each.seat === talk.seat);
  if (call.conferences.length > 0 && as(seconds(talk.from, last?.to ?? null))) return 'conference';
  return null;
}

/** How a talk ended, where the fact tells: by a transfer, or as its last one. */
function endOf(call: CallFact, talk: Talk): string | null {
  const transfer = call.transfers.find(
    ({ at, from, kind }) => near(at, talk.to) && (from === talk.seat || kind === 'redirect'),
  );
  if (transfer) return transfer.kind;
  return talk === call.talks.at(-1) ? call.endedBy : null;
}

function sameEnd(event: string, ended: string): boolean {
  switch (event) {
    case 'BLINDTRANSFER':
      return ended === 'blind';
    case 'ATTENDEDTRANSFER':
      return ended === 'attended';
    case 'COMPLETEAGENT':
      return ended === 'seat';
    default:
      return ended === 'caller';
  }
}

function near(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && Math.abs(Date.parse(a) - Date.parse(b)) <= 1000;
}

function seconds(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;
}

function difference(
  call: CallFact | null,
  { uniqueId, queue }: Entry,
  what: QueueLogDifference['what'],
  log: string,
  found: string,
  because: KnownError | null = null,
): QueueLogDifference {
  return { callId: call?.callId ?? null, uniqueId, queue, what, log, found, because };
}
