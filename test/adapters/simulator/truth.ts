import type { CallTruth } from '../../../bridge/adapters/simulator/floor/ledger.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import { micros } from './followed-floor.ts';

/** Messages follow what happens within some milliseconds; a busy instant can push them a little. */
const toleranceMicros = 30_000;

const stayResults = {
  answered: 'answered',
  abandoned: 'abandoned',
  timeout: 'timeout',
  'left-empty': 'left-empty',
  'join-empty': 'join-empty',
  taken: 'transferred',
} as const;

/** What the facts of a call say otherwise than what truly happened; empty where they agree. */
export function differences(truth: CallTruth, fact: CallFact | null): string[] {
  if (fact === null) return ['no fact at all'];
  const found: string[] = [];
  const same = (what: string, is: unknown, ought: unknown) => {
    if (is !== ought) found.push(`${what}: ${String(is)}, truly ${String(ought)}`);
  };
  const near = (what: string, is: string | null, ought: number | null) => {
    const at = micros(is);
    if (at === null || ought === null) return same(what, at, ought);
    if (Math.abs(at - ought) > toleranceMicros)
      found.push(`${what}: ${(at - ought) / 1000} ms from the truth`);
  };

  same('kind', fact.kind, truth.outbound ? 'outbound' : 'inbound');
  same('caller', fact.caller, truth.caller);
  near('arrivedAt', fact.arrivedAt, truth.arrivedAt);
  near('endedAt', fact.endedAt, truth.endedAt);
  same('stays', fact.queueStays.length, truth.stays.length);
  for (const [i, stay] of truth.stays.entries()) {
    const told = fact.queueStays[i];
    same(`stay ${i} queue`, told?.queue, stay.queue);
    same(`stay ${i} result`, told?.result, stay.how === null ? null : stayResults[stay.how]);
    near(`stay ${i} joined`, told?.joinedAt ?? null, stay.joinedAt);
    near(`stay ${i} left`, told?.leftAt ?? null, stay.leftAt);
  }
  same('offers', fact.offers.length, truth.offers.length);
  for (const [i, offer] of truth.offers.entries()) {
    const told = fact.offers[i];
    same(`offer ${i} queue`, told?.queue, offer.queue);
    same(`offer ${i} seat`, told?.seat, offer.seat);
    same(`offer ${i} result`, told?.result, offer.how);
    near(`offer ${i} at`, told?.at ?? null, offer.at);
  }
  same('talks', fact.talks.length, truth.talks.length);
  for (const [i, talk] of truth.talks.entries()) {
    const told = fact.talks[i];
    same(`talk ${i} seat`, told?.seat, talk.seat);
    near(`talk ${i} from`, told?.from ?? null, talk.from);
    near(`talk ${i} to`, told?.to ?? null, talk.to);
    const held = (told?.holdSeconds ?? Number.NaN) * 1_000_000;
    if (!(Math.abs(held - talk.held) <= toleranceMicros))
      found.push(`talk ${i} held: ${told?.holdSeconds} s, truly ${talk.held / 1_000_000} s`);
  }
  same('transfers', fact.transfers.length, truth.transfers.length);
  for (const [i, transfer] of truth.transfers.entries()) {
    const told = fact.transfers[i];
    same(`transfer ${i} kind`, told?.kind, transfer.kind);
    same(`transfer ${i} from`, told?.from, transfer.by);
    same(`transfer ${i} dialled`, told?.dialled, transfer.exten);
    near(`transfer ${i} at`, told?.at ?? null, transfer.at);
  }
  same('result', fact.result, resultOf(truth));
  if (truth.endedBy !== null) same('endedBy', fact.endedBy, truth.endedBy);
  if (truth.ratingKey !== undefined) {
    same('ratingAsked', fact.ratingAsked, true);
    same('rating', fact.rating, gradeOf(truth.ratingKey));
  }
  same('estimated', fact.estimated.join(), '');
  return found;
}

function resultOf({ talks, stays, outbound }: CallTruth): string {
  if (outbound) return talks.length > 0 ? 'outbound-answered' : 'outbound-failed';
  if (talks.length > 0) return 'answered';
  const last = stays.at(-1);
  if (last === undefined || last.how === null) return 'ivr-hangup';
  return last.how === 'taken' ? 'abandoned' : stayResults[last.how];
}

function gradeOf(key: string | null): number | null {
  return key !== null && /^[1-5]$/.test(key) ? Number(key) : null;
}
