import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';

/** What a source says of one call's way through queues, so that two sources can be compared. */
export interface Account {
  entered: string[];
  answered: { queue: string; seat: string; waitSeconds: number }[];
  /** seats that let it ring or refused it, in order */
  unanswered: string[];
  abandoned: { queue: string; waitSeconds: number }[];
  timedOut: string[];
  blind: string[];
  attended: string[];
  /** who ended the talk, where a queue's own talk was ended by hanging up */
  ended: ('caller' | 'seat')[];
}

const nothing = (): Account => ({
  entered: [],
  answered: [],
  unanswered: [],
  abandoned: [],
  timedOut: [],
  blind: [],
  attended: [],
  ended: [],
});

/**
 * app_queue's own account, from the lines of queue_log that carry one of the call's unique ids. Whatever
 * `log_membername_as_agent` says, calls are charged there to the member's name: the operator's number.
 */
export function toldByQueueLog(
  lines: readonly string[][],
  { uniqueIds }: CallFact,
  seats: ReadonlyMap<string, string>,
): Account {
  const account = nothing();
  for (const [, id = '', queue = '', agent = '', event = '', one = '', , three = ''] of lines) {
    if (!uniqueIds.includes(id)) continue;
    const seat = seats.get(agent) ?? agent;
    if (event === 'ENTERQUEUE') account.entered.push(queue);
    else if (event === 'CONNECT') account.answered.push({ queue, seat, waitSeconds: Number(one) });
    else if (event === 'RINGNOANSWER') account.unanswered.push(seat);
    else if (event === 'ABANDON') account.abandoned.push({ queue, waitSeconds: Number(three) });
    else if (event === 'EXITWITHTIMEOUT') account.timedOut.push(queue);
    else if (event === 'BLINDTRANSFER') account.blind.push(seat);
    else if (event === 'ATTENDEDTRANSFER') account.attended.push(seat);
    else if (event === 'COMPLETECALLER') account.ended.push('caller');
    else if (event === 'COMPLETEAGENT') account.ended.push('seat');
  }
  return account;
}

/** The same of the bridge's fact. */
export function toldByFact({ queueStays, offers, transfers, talks, endedBy }: CallFact): Account {
  const account = nothing();
  const answers = offers.filter(({ queue, result }) => queue !== null && result === 'answered');
  for (const { queue, result, waitSeconds } of queueStays) {
    if (result !== 'join-empty') account.entered.push(queue);
    if (result === 'answered') {
      const seat = answers.find((offer) => offer.queue === queue)?.seat ?? '';
      account.answered.push({ queue, seat, waitSeconds: waitSeconds ?? Number.NaN });
    }
    if (result === 'abandoned') account.abandoned.push({ queue, waitSeconds: waitSeconds ?? Number.NaN });
    if (result === 'timeout') account.timedOut.push(queue);
  }
  for (const { queue, seat, result } of offers)
    if (queue !== null && (result === 'no-answer' || result === 'rejected')) account.unanswered.push(seat);
  for (const { kind, from } of transfers) {
    if (kind === 'blind') account.blind.push(from ?? '');
    if (kind === 'attended') account.attended.push(from ?? '');
  }
  const last = talks.at(-1)?.seat;
  const byQueue = last !== undefined && account.answered.at(-1)?.seat === last;
  if (byQueue && (endedBy === 'caller' || endedBy === 'seat')) account.ended.push(endedBy);
  return account;
}

/** queue_log counts whole seconds, cut or rounded: a second either way is the same. */
export function isSame(one: Account, other: Account): boolean {
  return (
    JSON.stringify(plain(one)) === JSON.stringify(plain(other)) &&
    waits(one).every((wait, at) => Math.abs(wait - (waits(other)[at] ?? Number.NaN)) <= 1)
  );
}

function plain(account: Account): object {
  return {
    ...account,
    answered: account.answered.map(({ queue, seat }) => [queue, seat]),
    abandoned: account.abandoned.map(({ queue }) => queue),
  };
}

function waits({ answered, abandoned }: Account): number[] {
  return [...answered, ...abandoned].map(({ waitSeconds }) => waitSeconds);
}
