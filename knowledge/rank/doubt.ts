import type { z } from 'zod';
import type { PolicyArticle } from '../article.ts';
import { leaningOf, leaningSchema } from '../rerank/leaning.ts';
import { likelihood, logisticSchema } from '../rerank/logistic.ts';
import { askedFor, gives } from '../text/asked-for.ts';
import { clauseKey } from './clause-key.ts';
import type { Evidence } from './precedents.ts';
import type { Question } from './question.ts';

/** What tells whether anything in the base answers a question at all. */
export const doubtNames = [
  'share of the words found in the first clause and its answered questions',
  'share of the words found in the first clause',
  'best read of the whole question',
  'nearest wording',
  'ways that find the text of the first clause',
  'of the next four, of the same text',
  'how far the sixth falls behind',
  'share of the words that stand nowhere',
  'asks for a figure, an hour, a place',
  'and the first clause gives none',
  'what its own signs lean to',
] as const;

/** Below 0: it is said that nothing here may answer. The last weight is for what `wording` says. */
export const doubtSchema = logisticSchema.extend({ wording: leaningSchema });
export type Doubt = z.infer<typeof doubtSchema>;

interface Placed {
  article: PolicyArticle;
  clause: number;
  /** above 0 */
  score: number;
}

interface Looked {
  question: Question;
  evidence: Evidence;
  first: Placed;
  /** those behind it that apply as it does, best first; five are looked at */
  next: readonly Placed[];
  /** of the text that words alone put first; null where none did */
  firstByWords: string | null;
  /** that a word stands in any clause */
  stands(word: string): boolean;
}

const looksAtNext = 5;

export function isInDoubt(doubt: Doubt, looked: Looked): boolean {
  return likelihood(doubt, [...doubtsOf(looked), leaningOf(doubt.wording, looked.question.text)]) < 0;
}

/** @returns a number for each of `doubtNames` but the last, which is read from the question alone */
export function doubtsOf({ question, evidence, first, next, firstByWords, stands }: Looked): number[] {
  const { article } = first;
  const { no = '', text = '', heading = [] } = article.clauses[first.clause] ?? {};
  const alike = evidence.clauses.get(clauseKey(article.id, no));
  const answer = alike?.faq.content;
  const written = [article.title, ...heading, text].join('\n');
  const about = [
    written,
    ...(answer === undefined
      ? []
      : [answer.question, ...answer.similar, ...answer.keywords, answer.answerSpoken]),
  ].join('\n');
  let [all, found, inClause, nowhere] = [0, 0, 0, 0];
  for (const { word, rarity, heard } of evidence.words) {
    all += rarity;
    if (written.includes(word)) inClause += rarity;
    if (about.includes(word)) found += rarity;
    else if (!heard && !stands(word)) nowhere += rarity;
  }
  const ways = [
    bestText(evidence, ({ likeness }) => likeness),
    bestText(evidence, ({ read }) => read),
    firstByWords,
  ];
  const wanted = askedFor(question.text);
  const sixth = next[looksAtNext - 1] ?? next.at(-1);
  const besides = next.slice(0, looksAtNext - 1);
  return [
    all === 0 ? 1 : found / all,
    all === 0 ? 1 : inClause / all,
    evidence.wholeRead === 0 ? 0 : evidence.bestRead / evidence.wholeRead,
    evidence.bestLikeness,
    ways.filter((id) => id === article.id).length / ways.length,
    besides.filter((other) => other.article.id === article.id).length / (looksAtNext - 1),
    sixth === undefined || first.score === 0 ? 0 : 1 - sixth.score / first.score,
    all === 0 ? 0 : nowhere / all,
    wanted.length > 0 ? 1 : 0,
    wanted.some((kind) => !gives(about, kind)) ? 1 : 0,
  ];
}

function bestText(
  { texts }: Evidence,
  worth: (text: { likeness: number; read: number }) => number,
): string | null {
  let [best, most]: [string | null, number] = [null, 0];
  for (const [id, text] of texts) {
    if (worth(text) <= most) continue;
    [best, most] = [id, worth(text)];
  }
  return best;
}
