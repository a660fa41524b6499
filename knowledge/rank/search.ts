import type { Audience, PolicyArticle } from '../article.ts';
import type { ClauseIndex } from '../index/clause-index.ts';
import { askedByNumber, isKnownNumber, opened } from './by-number.ts';
import type { AnswerHit, AnswerQuery, Reason } from './hit.ts';
import { type Candidate, hitOf } from './present.ts';
import { type Question, readQuestion } from './question.ts';
import { type Shelf, seenFrom } from './shelf.ts';
import { listed, tiersOn } from './tiers.ts';

/**
 * Facts first: a text of another region or for other people is out before anything is counted, and no score lifts a
 * text that does not apply over one that does. Among equals the words decide.
 */
export function search(
  shelf: Shelf,
  index: ClauseIndex,
  query: AnswerQuery,
  audience: Audience | null = null,
): AnswerHit[] {
  const readable = new Map(
    seenFrom(shelf, query.regionCode)
      .filter((article) => isFor(article, audience))
      .map((article) => [article.id, article]),
  );
  const question = readQuestion(query.text, (docNo) => isKnownNumber(shelf, docNo));
  const words = byWords(readable, index, question);
  const found = new Set(words.map(({ article }) => article.id));
  const asked = askedByNumber(shelf, readable, question, query.date);
  const unfound = [...readable.values()].filter(({ id }) => asked.has(id) && !found.has(id));
  const weights: Weights = {
    question,
    asked,
    usual: usualOn(shelf, query),
    best: words.reduce((highest, { score }) => Math.max(highest, score), 1),
  };
  const tierOf = tiersOn(query.date);
  const candidates = [...words, ...unfound.map((article) => opened(article, question.clauseNo))]
    .map((candidate) => weigh(candidate, weights))
    .map((candidate) => ({ ...candidate, tier: tierOf(candidate.article, candidate.clause) }));

  return listed(candidates, query.limit, asPrinted).map((candidate, position) =>
    hitOf(shelf, candidate, question, query.date, position + 1),
  );
}

const CLAUSE_NO_FACTOR = 3;
/** of the best score that words alone reached: a text asked for by its number is what was asked for */
const DOC_NO_LIFT = 2;
const TITLE_FACTOR = 1.5;
const USUAL_FACTOR = 1.15;

function isFor(article: PolicyArticle, audience: Audience | null): boolean {
  return audience === null || article.audience.length === 0 || article.audience.includes(audience);
}

/** The clauses that the callers of this line ask for most. */
function usualOn({ lines }: Shelf, { serviceFunction }: AnswerQuery): ReadonlySet<string> {
  return new Set(
    lines
      .filter((line) => line.serviceFunction === serviceFunction)
      .flatMap((line) => line.starters.map(({ articleId, clauseNo }) => `${articleId}#${clauseNo}`)),
  );
}

function byWords(
  readable: ReadonlyMap<string, PolicyArticle>,
  index: ClauseIndex,
  question: Question,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const found of index.find(question.terms)) {
    const { articleId, clause } = found.at;
    const article = readable.get(articleId);
    if (article === undefined) continue;
    candidates.push({ article, clause, score: found.score, matched: () => found.matched(), reasons: [] });
  }
  return candidates;
}

interface Weights {
  question: Question;
  asked: ReadonlyMap<string, Reason>;
  usual: ReadonlySet<string>;
  /** that words alone reached */
  best: number;
}

function weigh(candidate: Candidate, { question, asked, usual, best }: Weights): Candidate {
  const { article, clause } = candidate;
  const no = article.clauses[clause]?.no ?? '';
  const reasons: Reason[] = [];
  let { score } = candidate;
  if (question.clauseNo === no) {
    reasons.push({ kind: 'clauseNo', text: `条号相符：${no}` });
    score *= CLAUSE_NO_FACTOR;
  }
  if (question.text.includes(asSaid(article.title))) score *= TITLE_FACTOR;
  if (usual.has(`${article.id}#${no}`)) {
    reasons.push({ kind: 'line', text: '本专线常用' });
    score *= USUAL_FACTOR;
  }
  const byNumber = asked.get(article.id);
  if (byNumber !== undefined) {
    reasons.unshift(byNumber);
    score += best * DOC_NO_LIFT;
  }
  return { ...candidate, score, reasons };
}

/** 政府信息公开条例, without 中华人民共和国. */
function asSaid(title: string): string {
  return title.replace(/^中华人民共和国/, '');
}

function asPrinted(a: Candidate, b: Candidate): number {
  if (a.article.id !== b.article.id) return a.article.id < b.article.id ? -1 : 1;
  return a.clause - b.clause;
}
