import type { StoredFact } from '../../../application/store.ts';
import type { CallFact } from '../../../domain/telephony/call-facts.ts';
import { forgottenJson } from '../personal/reference.ts';
import { restoreText } from '../personal/restore.ts';
import type { FactsSlice, ReaderCalls } from '../protocol.ts';
import type { CallFactRow } from '../schema.ts';
import type { PersonalValues } from './personal-values.ts';
import type { Reading } from './reading.ts';

export async function resumeFrom({ db }: Reading, { stream }: { stream: string }): Promise<number | null> {
  const row = await db
    .selectFrom('projection')
    .select('resume_from')
    .where('stream', '=', stream)
    .executeTakeFirst();
  return row?.resume_from ?? null;
}

export async function factsArrivedBetween(
  { db, values }: Reading,
  { from, to }: { from: number; to: number },
): Promise<StoredFact[]> {
  const rows = await db
    .selectFrom('call_fact')
    .selectAll()
    .where('arrived_at', '>=', from)
    .where('arrived_at', '<', to)
    .orderBy('arrived_at')
    .orderBy('call_key')
    .execute();
  return rows.map((row) => factFrom(values, row));
}

export async function factsWithoutNumbers(
  { db }: Reading,
  { from, to, after, limit }: ReaderCalls['fact.without-numbers']['argument'],
): Promise<FactsSlice> {
  const rows = await db
    .selectFrom('call_fact')
    .select(['arrived_at', 'call_key', 'fact'])
    .where('arrived_at', '>=', after?.arrivedAt ?? from)
    .where('arrived_at', '<', to)
    .$if(after !== null, (query) =>
      query.where(({ eb, or }) =>
        or([eb('arrived_at', '>', after?.arrivedAt ?? 0), eb('call_key', '>', after?.callKey ?? '')]),
      ),
    )
    .orderBy('arrived_at')
    .orderBy('call_key')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  const more = rows.length === limit && last !== undefined && last.arrived_at !== null;
  return {
    text: `[${rows.map(({ fact }) => restoreText(fact, forgottenJson)).join(',')}]`,
    end: more ? { arrivedAt: last.arrived_at ?? 0, callKey: last.call_key } : null,
  };
}

export async function factByKey(
  { db, values }: Reading,
  { callKey }: { callKey: string },
): Promise<StoredFact | null> {
  const row = await db.selectFrom('call_fact').selectAll().where('call_key', '=', callKey).executeTakeFirst();
  return row ? factFrom(values, row) : null;
}

export async function factsOfCaller(
  { db, values }: Reading,
  { callerRef, limit }: { callerRef: string; limit: number },
): Promise<StoredFact[]> {
  const rows = await db
    .selectFrom('call_fact')
    .selectAll()
    .where('caller_ref', '=', callerRef)
    .orderBy('arrived_at', 'desc')
    .orderBy('call_key', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => factFrom(values, row));
}

function factFrom(values: PersonalValues, row: CallFactRow): StoredFact {
  if (row.sealed !== null) values.learn(row.month, row.sealed);
  const known = values.ofMonth(row.month);
  const text = restoreText(row.fact, (ref) => known.get(ref) ?? forgottenJson(ref));
  return {
    callKey: row.call_key,
    fact: JSON.parse(text) as CallFact,
    callerRef: row.caller_ref,
    firstPosition: row.first_position,
    lastPosition: row.last_position,
  };
}
