import { type Clause, type Commencement, startingOn } from '../article.ts';
import { chineseDay, type Day } from '../day.ts';
import { readStart } from './read-start.ts';

/** 施行, of a text that a source delivers: by the day that it tells, else by what the text says of itself. */
export function commencementOf(
  told: Day | null,
  clauses: readonly Clause[],
  publishedOn: Day | null,
): Commencement {
  if (told !== null) return startingOn(told, `来件填写：自${chineseDay(told)}起施行。`);
  const stated = readStart(clauses);
  const day = stated.kind === 'day' ? stated.day : stated.kind === 'on-publication' ? publishedOn : null;
  if (day === null || stated.kind === 'none')
    return { kind: 'unknown', basis: '来件未填施行日期，正文中也读不到，请核对原文后答复。' };
  return startingOn(day, `${stated.clauseNo}：${stated.sentence}`);
}
