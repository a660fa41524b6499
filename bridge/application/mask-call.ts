import { maskNumber, maskNumbersIn } from '../domain/people/number.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { isPersonal, type TelephonyEvent } from '../domain/telephony/event.ts';

/** Fields that are a number or an extension as a whole, and nothing beside it. */
const wholeNumbers: ReadonlySet<string> = new Set(['number', 'dialled', 'fromDialled', 'target']);
const hiddenName = '〔姓名〕';

export function maskFact(fact: CallFact): CallFact {
  return {
    ...fact,
    caller: fact.caller === null ? null : maskLong(fact.caller),
    talks: fact.talks.map((talk) =>
      talk.number === undefined ? talk : { ...talk, number: maskLong(talk.number) },
    ),
    transfers: fact.transfers.map((transfer) => ({
      ...transfer,
      dialled: transfer.dialled === null ? null : maskLong(transfer.dialled),
      to: transfer.to === null ? null : maskLong(transfer.to),
    })),
  };
}

/** As a plain object whose personal fields (those that the journal seals) are masked at any depth. */
export function maskEvent(event: TelephonyEvent): Record<string, unknown> & TelephonyEvent {
  return masked(event, false) as Record<string, unknown> & TelephonyEvent;
}

function masked(value: unknown, personal: boolean): unknown {
  if (typeof value === 'string') return personal ? maskNumbersIn(value) : value;
  if (Array.isArray(value)) return value.map((item) => masked(item, personal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, maskedField(key, field, personal, value)]),
  );
}

function maskedField(key: string, field: unknown, personal: boolean, owner: object): unknown {
  if (typeof field === 'string') {
    // What a dialplan said has a name too, and it is no person's.
    if (key === 'name' && field !== '' && !('fields' in owner)) return hiddenName;
    if (wholeNumbers.has(key)) return maskWhole(field);
  }
  return masked(field, personal || isPersonal(key, field));
}

/** Extensions and queue numbers are no citizens'; what is longer than six digits may be. */
function maskLong(number: string): string {
  return number.length > 6 ? maskNumber(number) : number;
}

/** Counts digits only: an extension of the dialplan may have a name (`_attended`), a number its separators. */
function maskWhole(number: string): string {
  return (number.match(/\p{Nd}/gu)?.length ?? 0) > 6 ? maskNumber(number) : number;
}
