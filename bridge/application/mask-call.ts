import { maskNumber } from '../domain/people/number.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { personalFields, type TelephonyEvent } from '../domain/telephony/event.ts';

/** A telephone number inside other text; the numbers of channels (`-00000015`) and of legs (`1731.12`) are none. */
const numberInText = /(?<![\d.-])\+?\d{7,}(?![\d.])/g;
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
  if (typeof value === 'string') return personal ? maskText(value) : value;
  if (Array.isArray(value)) return value.map((item) => masked(item, personal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      key === 'name' && typeof field === 'string' && field !== '' && !('fields' in value)
        ? hiddenName
        : masked(field, personal || personalFields.has(key)),
    ]),
  );
}

/** Extensions and queue numbers are no citizens'; what is longer than six digits may be. */
function maskLong(number: string): string {
  return number.length > 6 ? maskNumber(number) : number;
}

function maskText(text: string): string {
  return text.replace(numberInText, (number) => maskNumber(number));
}
