import { chinaTime } from '../../../bridge/domain/figures/period.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';

export const start = Date.parse('2026-11-24T10:00:00.000+08:00');

/** s seconds after ten o'clock */
export function at(s: number): string {
  return chinaTime(start + s * 1000);
}

/** An inbound call that has hung up in the greeting, changed by what the test is about. */
export function callFact(change: Partial<CallFact> = {}): CallFact {
  return {
    callId: '1.1',
    uniqueIds: ['1.1'],
    kind: 'inbound',
    partOf: null,
    caller: '13874801115',
    did: '12345',
    arrivedAt: at(0),
    endedAt: at(2),
    endedBefore: null,
    queueStays: [],
    offers: [],
    talks: [],
    transfers: [],
    conferences: [],
    monitored: [],
    muted: [],
    result: 'ivr-hangup',
    failure: null,
    endedBy: 'caller',
    ratingAsked: false,
    rating: null,
    estimated: [],
    ...change,
  };
}

type Stay = CallFact['queueStays'][number];

export function stay(joined: number, wait: number | null, result: Stay['result']): Stay {
  return {
    queue: 'policy',
    joinedAt: at(joined),
    leftAt: wait === null ? null : at(joined + wait),
    waitSeconds: wait,
    result,
  };
}

export function answered(wait: number, talk: number, change: Partial<CallFact> = {}): CallFact {
  return callFact({
    queueStays: [stay(0, wait, 'answered')],
    talks: [{ seat: '1001', from: at(wait), to: at(wait + talk), holdSeconds: 0 }],
    endedAt: at(wait + talk),
    result: 'answered',
    ...change,
  });
}

export function abandoned(wait: number): CallFact {
  return callFact({ queueStays: [stay(0, wait, 'abandoned')], endedAt: at(wait), result: 'abandoned' });
}
