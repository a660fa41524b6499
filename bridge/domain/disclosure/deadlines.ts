import type { CountedDay, WorkingDays } from '../calendar/working-days.ts';

/**
 * Limits of 依申请公开 by 政府信息公开条例 (国务院令第711号). National law, so they are no city's setting; each says
 * where it stands, and which day it runs from.
 */
export const disclosureLimits = {
  supplement: { name: '补正通知', days: 7, basis: '第三十条', from: 'received' },
  answer: { name: '答复', days: 20, basis: '第三十三条第二款', from: 'received' },
  extended: { name: '延长后（最长）', days: 20, basis: '第三十三条第二款', from: 'answer' },
} as const satisfies Record<
  string,
  { name: string; days: number; basis: string; from: 'received' | 'answer' }
>;

/** What a third party has to answer in; not a part of the days above (第三十三条第三款). */
export const thirdPartyLimit = { days: 15, basis: '第三十二条' } as const;

export const disclosureLaw = { title: '政府信息公开条例', docNo: '国务院令第711号' } as const;

export type DisclosureLimit = keyof typeof disclosureLimits;

export interface Deadline extends CountedDay {
  limit: DisclosureLimit;
  name: string;
  days: number;
  basis: string;
}

/** The last days of an application that is received on `receivedOn`, if nobody's opinion is asked and nothing is amended. */
export function deadlinesFrom(receivedOn: string, calendar: WorkingDays): Deadline[] {
  const { supplement, answer, extended } = disclosureLimits;
  const answered = calendar.after(receivedOn, answer.days);
  const longest = calendar.after(answered.day, extended.days);
  const guessedYears = [...new Set([...answered.guessedYears, ...longest.guessedYears])];
  const row = (limit: DisclosureLimit, counted: CountedDay): Deadline => {
    const { name, days, basis } = disclosureLimits[limit];
    return { limit, name, days, basis, ...counted };
  };
  return [
    row('supplement', calendar.after(receivedOn, supplement.days)),
    row('answer', answered),
    row('extended', { day: longest.day, guessedYears }),
  ];
}
