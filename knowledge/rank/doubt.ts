import type { PolicyArticle } from '../article.ts';
import { askedFor, gives } from '../text/asked-for.ts';
import { clauseKey } from './clause-key.ts';
import type { Evidence } from './precedents.ts';
import type { Question } from './question.ts';

/** What tells whether anything in the base answers a question at all. */
export const doubtNames = [
  'share of the words found in the first clause and its answered questions',
  'best read of the whole question',
  'nearest wording',
  'ways that find the text of the first clause',
  'share of the words that stand nowhere',
  'asks for a figure, an hour, a place',
  'and the first clause gives none',
] as const;

interface Looked {
  question: Question;
  evidence: Evidence;
  /** the first of the list */
  first: { article: PolicyArticle; clause: number };
  /** of the text that words alone put first; null where none did */
  firstByWords: string | null;
  /** that a word stands in any clause */
  stands(word: string): boolean;
}

/** @returns a number for each of `doubtNames` */
export function doubtsOf({ question, evidence, first, firstByWords, stands }: Looked): number[] {
  const { article } = first;
  const { no = '', text = '', heading = [] } = article.clauses[first.clause] ?? {};
  const alike = evidence.clauses.get(clauseKey(article.id, no));
  const answer = alike?.faq.content;
  const about = [
    article.title,
    ...heading,
    text,
    ...(answer === undefined
      ? []
      : [answer.question, ...answer.similar, ...answer.keywords, answer.answerSpoken]),
  ].join('\n');
  let [all, found, nowhere] = [0, 0, 0];
  for (const { word, rarity, heard } of evidence.words) {
    all += rarity;
    if (about.includes(word)) found += rarity;
    else if (!heard && !stands(word)) nowhere += rarity;
  }
  const ways = [
    bestText(evidence, ({ likeness }) => likeness),
    bestText(evidence, ({ read }) => read),
    firstByWords,
  ];
  const wanted = askedFor(question.text);
  return [
    all === 0 ? 1 : found / all,
    evidence.wholeRead === 0 ? 0 : evidence.bestRead / evidence.wholeRead,
    evidence.bestLikeness,
    ways.filter((id) => id === article.id).length / ways.length,
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
