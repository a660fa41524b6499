import { type Faq, isSameClause } from '../content/entry.ts';
import type { Day } from '../day.ts';
import { isSeenFrom } from '../validity/region.ts';
import { applies, validityAt } from '../validity/validity.ts';
import { clauseKey } from './clause-key.ts';
import type { AnswerHit, AnswerQuery, Reason, SpokenAnswer } from './hit.ts';
import type { ClauseEvidence, Evidence } from './precedents.ts';
import type { Shelf } from './shelf.ts';

/** Of 1, the same words: below, two questions share a word or two and are not alike. */
const WORTH_TELLING = 0.4;

export function isWorthTelling({ likeness }: ClauseEvidence): boolean {
  return likeness >= WORTH_TELLING;
}

/** A hit with what the FAQ behind it says: why it was found, where no word of it tells, and what is read aloud. */
export function withFaq(
  shelf: Shelf,
  { clauses }: Evidence,
  { date, regionCode }: Pick<AnswerQuery, 'date' | 'regionCode'>,
  hit: AnswerHit,
): AnswerHit {
  const behind = clauses.get(clauseKey(hit.articleId, hit.clauseNo));
  if (behind === undefined) return hit;
  const isSpoken = isWorthTelling(behind) && restsOn(behind.faq, hit);
  return {
    ...hit,
    why: isTold(hit.why) ? hit.why : [reasonOf(behind.faq, hit), ...hit.why],
    spoken: isSpoken ? spokenAt(shelf, behind.faq, date, regionCode) : null,
  };
}

const ownReasons: ReadonlySet<Reason['kind']> = new Set([
  'docNo',
  'clauseNo',
  'title',
  'words',
  'spoken',
  'sound',
  'faq',
  'successor',
]);

function isTold(why: readonly Reason[]): boolean {
  return why.some(({ kind }) => ownReasons.has(kind));
}

function reasonOf(faq: Faq, hit: AnswerHit): Reason {
  const { question } = faq.content;
  const text = restsOn(faq, hit)
    ? `常见问题“${question}”的答复依据本条`
    : `常见问题“${question}”的答复依据接替本条的规定`;
  return { kind: 'faq-basis', text };
}

function restsOn(
  { content: { basis } }: Faq,
  { articleId, clauseNo }: Pick<AnswerHit, 'articleId' | 'clauseNo'>,
): boolean {
  return basis.some((clause) => isSameClause(clause, { articleId, clauseNo }));
}

/** It lives and dies with the clauses it rests on: one that has ended, or has not begun, makes it silent. */
export function spokenAt(shelf: Shelf, faq: Faq, day: Day, regionCode: string): SpokenAnswer | null {
  const { question, answerSpoken, basis, validFrom, validTo, regionCode: made } = faq.content;
  if (!isSeenFrom(made, regionCode)) return null;
  if ((validFrom !== null && day < validFrom) || (validTo !== null && day >= validTo)) return null;
  const toCheck: string[] = [];
  for (const { articleId, clauseNo } of basis) {
    const article = shelf.byId.get(articleId);
    if (article === undefined) return null;
    const { state } = validityAt(article, day, clauseNo);
    if (state === 'unclear') toCheck.push(`《${article.title}》${clauseNo}`);
    else if (!applies(state)) return null;
  }
  const note = toCheck.length === 0 ? null : `所依据的${toCheck.join('、')}效力待核，答复前请核对现行文本`;
  return { faqId: faq.id, question, text: answerSpoken, note };
}
