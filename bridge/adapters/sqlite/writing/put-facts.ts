import type { StoredFact } from '../../../application/store.ts';
import { chinaMonth, timeOf } from '../china-time.ts';
import { keyOfMonth } from '../keys/key-ring.ts';
import { depersonalise, type IsPersonal, sealAll } from '../personal/seal.ts';
import type { CallFactRow } from '../schema.ts';
import type { Writing } from './writing.ts';

/** Fields of a call's fact that hold, or can hold, a citizen's number. */
const personal: ReadonlySet<string> = new Set(['caller', 'number', 'dialled']);

/** `to` is a seat, a queue, a time or an outside number: only what is longer than a floor's extensions is the last. */
const isPersonal: IsPersonal = (key, field) =>
  personal.has(key) || (key === 'to' && typeof field === 'string' && /^\+?\d{7,}$/.test(field));

export interface PuttingFacts {
  stream: string;
  facts: StoredFact[];
  through: number;
  resumeFrom: number;
  at: number;
}

/** Facts and the projection's position, in one transaction: a restart goes on exactly where they end. */
export async function putFacts(
  writing: Writing,
  { stream, facts, through, resumeFrom, at }: PuttingFacts,
): Promise<null> {
  for (const stored of facts) {
    const { call_key, ...values } = await rowOf(writing, stream, stored, at);
    await writing.db
      .insertInto('call_fact')
      .values({ call_key, ...values })
      .onConflict((c) => c.column('call_key').doUpdateSet(values))
      .execute();
  }
  const position = { through, resume_from: resumeFrom };
  await writing.db
    .insertInto('projection')
    .values({ stream, ...position })
    .onConflict((c) => c.column('stream').doUpdateSet(position))
    .execute();
  return null;
}

async function rowOf(writing: Writing, stream: string, stored: StoredFact, at: number): Promise<CallFactRow> {
  const { fact } = stored;
  const arrived = fact.arrivedAt === null ? null : timeOf(fact.arrivedAt);
  // The month of arrival: a call's numbers are forgotten with the month it came in.
  const month = chinaMonth(arrived ?? at);
  const { text, values } = depersonalise(fact, isPersonal, writing.references);
  const key = values.size > 0 ? await keyOfMonth(writing.db, writing.keys.months, month) : null;
  return {
    call_key: stored.callKey,
    stream,
    caller_ref: stored.callerRef,
    arrived_at: arrived,
    first_position: stored.firstPosition,
    last_position: stored.lastPosition,
    month,
    fact: text,
    sealed: key && sealAll(key, values),
  };
}
