import type { Audience, PolicyArticle } from '../article.ts';
import type { Day } from '../day.ts';
import type { ClauseIndex } from '../index/clause-index.ts';
import { hear } from '../text/hearing.ts';
import { WHOLE_COUNTRY } from '../validity/region.ts';
import { liftOfFunction } from './by-function.ts';
import { askedByNumber, knownNumber, opened } from './by-number.ts';
import { clauseKey, clauseOf, keyOf, noOf } from './clause-key.ts';
import { isInDoubt } from './doubt.ts';
import { isWorthTelling, withFaq } from './faq-behind.ts';
import type { AnswerHit, AnswerQuery, Reason } from './hit.ts';
import type { Evidence } from './precedents.ts';
import { type Candidate, hitOf, NOTHING_MATCHED } from './present.ts';
import { type Question, readQuestion } from './question.ts';
import { looksAt, scoresLearned } from './second-step.ts';
import { type Shelf, seenFrom } from './shelf.ts';
import { isNamed } from './signals.ts';
import { listed, type Tier, tiersOn } from './tiers.ts';

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
  const ranking = rank(shelf, index, query, audience);
  const { question, evidence, list } = ranking;
  if (isHardlyAnswer(shelf, index, ranking, query.date))
    list[0]?.reasons.unshift({ kind: 'near', text: '知识库可能没有直接答案，以下只是相近条文' });
  return list.map((candidate, position) =>
    withFaq(shelf, evidence, query, hitOf(shelf, candidate, question, query.date, position + 1)),
  );
}

/** What lifts a clause beside its words. */
export interface Lift {
  words: string;
  /** of the score before it, then added to */
  factor: number;
  plus: number;
}

export type Ranked = Candidate & { lifts: readonly Lift[]; tier: Tier };

/** A list and how it came about. */
export interface Ranking {
  question: Question;
  evidence: Evidence;
  readable: ReadonlyMap<string, PolicyArticle>;
  /** found by words, the best first */
  byWord: readonly Candidate[];
  /** found by earlier questions only */
  unworded: readonly Candidate[];
  /** in no order: with the scores of the second step, where one was learned */
  learned: readonly Candidate[];
  /** in no order: with all that counts */
  candidates: readonly Ranked[];
  list: readonly Ranked[];
}

export function rank(
  shelf: Shelf,
  index: ClauseIndex,
  query: AnswerQuery,
  audience: Audience | null = null,
): Ranking {
  const readable = readableFrom(shelf, query, audience);
  const question = readQuestion(
    query.text,
    (docNo) => knownNumber(shelf, docNo),
    (text) => hear(text, shelf.vocabulary),
    shelf.synonyms,
  );
  const evidence = shelf.precedents.evidence(question.said, question.text);
  const byWord = byWords(readable, index, question);
  const unworded = byPrecedent(readable, evidence, byWord);
  const words = learned(shelf, question, evidence, byWord, unworded);
  const found = new Set(words.map(({ article }) => article.id));
  const asked = askedByNumber(shelf, readable, question, query.date);
  const unfound = [...readable.values()].filter(({ id }) => asked.has(id) && !found.has(id));
  const weights: Weights = {
    question,
    asked,
    evidence,
    usual: usualOn(shelf, query),
    query,
    isLearned: !shelf.forest.isEmpty,
    best: words.reduce((highest, { score }) => Math.max(highest, score), 1),
  };
  const tierOf = tiersOn(query.date);
  const candidates = [...words, ...unfound.map((article) => opened(article, question.clauseNo))]
    .map((candidate) => weigh(candidate, weights))
    .map((candidate) => ({ ...candidate, tier: tierOf(candidate.article, candidate.clause) }));

  const list = listed(candidates, query.limit, asPrinted);
  return { question, evidence, readable, byWord, unworded, learned: words, candidates, list };
}

/** All words stand in the clause: whoever typed them knows what they look for. */
const ALL_WORDS = 0.9;
/** Of 1, the same words: whoever wrote an FAQ so near has answered, whatever was learned from other bases. */
const ASKED_SO = 0.7;

/** It is likely that nothing here answers: learned from questions that have an answer and such that have none. */
function isHardlyAnswer(
  { doubt }: Shelf,
  index: ClauseIndex,
  { question, evidence, byWord, candidates, list }: Ranking,
  date: Day,
): boolean {
  const [first] = list;
  if (first === undefined || doubt === null || evidence.wholeRead === 0) return false;
  if (question.docNos.length > 0 || question.clauseNo !== null || isNamed(first.article, question))
    return false;
  const text = first.article.clauses[first.clause]?.text ?? '';
  const found = question.said.filter(({ term }) => text.includes(term)).length;
  if (found >= question.said.length * ALL_WORDS) return false;
  const alike = evidence.clauses.get(keyOf(first.article, first.clause));
  if (alike !== undefined && alike.likeness >= ASKED_SO) return false;
  const tierOf = tiersOn(date);
  const byWords = byWord.find(({ article, clause }) => tierOf(article, clause) < 2);
  const next = candidates
    .filter((candidate) => candidate.tier < 2 && candidate.score <= first.score)
    .filter(({ article, clause }) => article !== first.article || clause !== first.clause)
    .sort((one, other) => other.score - one.score);
  return isInDoubt(doubt, {
    question,
    evidence,
    first,
    next,
    firstByWords: byWords?.article.id ?? null,
    stands: (word) => index.stands(word),
  });
}

const CLAUSE_NO_FACTOR = 3;
/** of the best score that words alone reached: a text asked for by its number is what was asked for */
const DOC_NO_LIFT = 2;
/**
 * Of 1, the very words of an FAQ. The trees never saw that: they learn from wordings that are not known meanwhile, and
 * would let a clause with more of the words stand before the answer that somebody wrote to this very question.
 */
const SAME_WORDS = 0.95;
const TITLE_FACTOR = 1.5;
const USUAL_FACTOR = 1.15;

function readableFrom(
  shelf: Shelf,
  { regionCode }: AnswerQuery,
  audience: Audience | null,
): Map<string, PolicyArticle> {
  return new Map(
    seenFrom(shelf, regionCode)
      .filter((article) => isFor(article, audience))
      .map((article) => [article.id, article]),
  );
}

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

/** Clauses that share no word with the question, but answered one that is put alike. */
function byPrecedent(
  readable: ReadonlyMap<string, PolicyArticle>,
  { clauses }: Evidence,
  words: readonly Candidate[],
): Candidate[] {
  const found = new Set(words.map(({ article, clause }) => keyOf(article, clause)));
  const candidates: Candidate[] = [];
  for (const key of clauses.keys()) {
    if (found.has(key)) continue;
    const { articleId, clauseNo } = clauseOf(key);
    const article = readable.get(articleId);
    const clause = article?.clauses.findIndex(({ no }) => no === clauseNo) ?? -1;
    if (article !== undefined && clause >= 0)
      candidates.push({ article, clause, score: 0, matched: () => NOTHING_MATCHED, reasons: [] });
  }
  return candidates;
}

/** What the second step looks at: applies or not, in the order of words; then what only earlier questions found. */
export function candidatesOf(
  shelf: Shelf,
  index: ClauseIndex,
  question: Question,
  evidence: Evidence,
  query: AnswerQuery,
  audience: Audience | null = null,
): Candidate[] {
  const readable = readableFrom(shelf, query, audience);
  const tierOf = tiersOn(query.date);
  const isNow = ({ article, clause }: Candidate) => tierOf(article, clause) < 2;
  const words = byWords(readable, index, question);
  return looked([...words, ...byPrecedent(readable, evidence, words)], evidence).filter(isNow);
}

/** What the second step looks at. */
export function looked(candidates: readonly Candidate[], { clauses }: Evidence): Candidate[] {
  return candidates.filter(
    ({ article, clause }, place) => place < looksAt || clauses.has(keyOf(article, clause)),
  );
}

/** The second step: those that words and earlier questions found, in the order that earlier answers teach. */
function learned(
  { forest, precedents }: Shelf,
  question: Question,
  evidence: Evidence,
  words: readonly Candidate[],
  unworded: readonly Candidate[],
): Candidate[] {
  if (forest.isEmpty || evidence.clauses.size === 0) return [...words];
  const candidates = looked([...words, ...unworded], evidence);
  const best = candidates[0]?.score || 1;
  const scores = scoresLearned(forest, candidates, question, evidence, precedents, best);
  const known = new Set(candidates);
  // A 条号 that was asked for may stand far behind by its words.
  const named = words.filter(
    (word) => !known.has(word) && noOf(word.article, word.clause) === question.clauseNo,
  );
  const scored = candidates.map((candidate, at) => {
    const score = scores[at] ?? 0;
    const isUntaught =
      isLocal(candidate.article) && precedents.restingOn(candidate.article.id, '').text === 0;
    return { ...candidate, score: isUntaught ? Math.max(score, candidate.score) : score };
  });
  return [...scored, ...named];
}

/** Of a local rule that no answer rests on yet nothing was learned: it keeps the place that words give it. */
function isLocal({ regionCode }: PolicyArticle): boolean {
  return regionCode !== WHOLE_COUNTRY;
}

interface Weights {
  question: Question;
  asked: ReadonlyMap<string, Reason>;
  evidence: Evidence;
  usual: ReadonlySet<string>;
  query: AnswerQuery;
  /** that words alone reached */
  best: number;
  /** the trees go by the title already */
  isLearned: boolean;
}

function weigh(
  candidate: Candidate,
  { question, asked, evidence, usual, query, best, isLearned }: Weights,
): Candidate & { lifts: readonly Lift[] } {
  const { article, clause } = candidate;
  const no = noOf(article, clause);
  const reasons: Reason[] = [];
  const lifts: Lift[] = [];
  if (question.clauseNo === no) {
    reasons.push({ kind: 'clauseNo', text: `条号相符：${no}` });
    lifts.push({ words: `条号相符：${no}`, factor: CLAUSE_NO_FACTOR, plus: 0 });
  }
  if (!isLearned && isNamed(article, question))
    lifts.push({ words: '问题里写了它的名称', factor: TITLE_FACTOR, plus: 0 });
  if (usual.has(`${article.id}#${no}`)) {
    reasons.push({ kind: 'line', text: '本专线常用' });
    lifts.push({ words: '本专线常用', factor: USUAL_FACTOR, plus: 0 });
  }
  const byFunction = liftOfFunction(article, query);
  if (byFunction !== null) {
    reasons.push({ kind: 'line', text: byFunction.words });
    lifts.push(byFunction);
  }
  const alike = evidence.clauses.get(clauseKey(article.id, no));
  if (alike !== undefined && isWorthTelling(alike))
    reasons.push({ kind: 'faq', text: `与常见问题“${alike.wording}”相近` });
  if (alike !== undefined && alike.likeness >= SAME_WORDS)
    lifts.push({ words: `常见问题“${alike.wording}”问的就是这句话`, factor: 1, plus: best });
  const byNumber = asked.get(article.id);
  if (byNumber !== undefined) {
    reasons.unshift(byNumber);
    lifts.push({ words: byNumber.text, factor: 1, plus: best * DOC_NO_LIFT });
  }
  return { ...candidate, score: liftedBy(lifts, candidate.score), reasons, lifts };
}

export function liftedBy(lifts: readonly Lift[], score: number): number {
  return lifts.reduce((lifted, { factor, plus }) => lifted * factor + plus, score);
}

export function asPrinted(a: Candidate, b: Candidate): number {
  if (a.article.id !== b.article.id) return a.article.id < b.article.id ? -1 : 1;
  return a.clause - b.clause;
}
