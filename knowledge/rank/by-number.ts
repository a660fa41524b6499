import type { PolicyArticle } from '../article.ts';
import { type DocNo, sameDocNo } from '../text/doc-no.ts';
import { applies, validityAt } from '../validity/validity.ts';
import type { Reason } from './hit.ts';
import { type Candidate, NOTHING_MATCHED } from './present.ts';
import type { Question } from './question.ts';
import { type Shelf, successorOf } from './shelf.ts';

/** The number of some text of the library, now or once, as that text bears it; null when no text does. */
export function knownNumber(shelf: Shelf, asked: DocNo): DocNo | null {
  for (const article of shelf.articles) {
    const known = numbersOf(article).find((number) => sameDocNo(asked, number));
    if (known !== undefined) return known;
  }
  return null;
}

function numbersOf({ docNo, formerDocNos }: PolicyArticle): DocNo[] {
  return docNo === null ? formerDocNos : [docNo, ...formerDocNos];
}

function bears(article: PolicyArticle, asked: readonly DocNo[]): boolean {
  return numbersOf(article).some((known) => asked.some((number) => sameDocNo(number, known)));
}

/** The texts asked for by their 文号, and what took the place of those that have ended; with the reason. */
export function askedByNumber(
  shelf: Shelf,
  readable: ReadonlyMap<string, PolicyArticle>,
  { docNos }: Question,
  day: string,
): Map<string, Reason> {
  const asked = new Map<string, Reason>();
  if (docNos.length === 0) return asked;
  const texts = [...readable.values()].filter((article) => bears(article, docNos));
  for (const article of texts) {
    const successor = applies(validityAt(article, day).state) ? null : successorOf(shelf, article, day);
    if (successor === null || !readable.has(successor.id)) continue;
    const text = `接替《${article.title}》（${article.docNo?.written ?? ''}）`;
    asked.set(successor.id, { kind: 'successor', text });
  }
  for (const article of texts) asked.set(article.id, numberReason(article, docNos));
  return asked;
}

function numberReason({ docNo }: PolicyArticle, asked: readonly DocNo[]): Reason {
  if (docNo === null) return { kind: 'docNo', text: '曾用文号相符' };
  const current = asked.some((number) => sameDocNo(number, docNo));
  return {
    kind: 'docNo',
    text: current ? `文号相符：${docNo.written}` : `曾用文号相符，现为${docNo.written}`,
  };
}

/** A text asked for is there even if no word of the question is in it: opened at the article named, or the first. */
export function opened(article: PolicyArticle, clauseNo: string | null): Candidate {
  const clause = article.clauses.findIndex(({ no }) => no === clauseNo);
  return { article, clause: Math.max(0, clause), score: 1, matched: () => NOTHING_MATCHED, reasons: [] };
}
