import type { PolicyArticle } from '../article.ts';
import { tells, type Wish, wishesIn } from '../text/wishes.ts';
import { clauseKey } from './clause-key.ts';
import type { ClauseEvidence, Evidence, Precedents } from './precedents.ts';
import type { Question } from './question.ts';
import { longestShareIn, rareShareIn, withoutQuantities, writingsOf } from './stands-in.ts';

/** What the second step goes by. Validity, region and readers are not among it: they are facts, never scores. */
export const signalNames = [
  'words: score',
  'words: share of the best',
  'words: place',
  'words: best of its text',
  'words: share that stands in the title',
  'words: share that stands in the clause',
  'question alike: most',
  'question alike: second',
  'question alike: sum',
  'question alike: most of its text',
  'question alike: sum of its text',
  'answer read: score',
  'answer read: share of the best',
  'answer read: share of the whole question',
  'answer read: share of the best, its text',
  'answer read: share of the whole question, its text',
  'answers that rest on it',
  'answers that rest on its text',
  'length',
  'its title is in the question',
  'words of the question',
  'rare words: share that stands in the clause',
  'rare words: share that stands there, in its title or its answered question',
  'words: share of the best of its text',
  'question alike: share of the most of its text',
  'what is wished for: share that it gives',
  'how far behind it stands in its text',
  'its answered question wishes for the same',
  'penalties that nobody asked for',
  'rare words: share that stands in its heading',
  'clauses of its text',
  'longest stretch of the question that stands there',
] as const;

export interface WeighedClause {
  article: PolicyArticle;
  /** position in the article's clauses */
  clause: number;
  /** by words alone */
  score: number;
}

/** Place of what was not found by words. */
const unplaced = 150;

/**
 * @param clauses in the order that words alone give
 * @returns `signalNames.length` numbers for each
 */
export function signalsOf(
  clauses: readonly WeighedClause[],
  question: Question,
  evidence: Evidence,
  precedents: Precedents,
): Float64Array {
  const width = signalNames.length;
  const values = new Float64Array(clauses.length * width);
  const best = clauses[0]?.score || 1;
  const bestOfText = new Map<string, number>();
  for (const { article, score } of clauses)
    bestOfText.set(article.id, Math.max(score / best, bestOfText.get(article.id) ?? 0));
  const [bestRead, wholeRead] = [evidence.bestRead || 1, evidence.wholeRead || 1];
  const said = [...new Set(question.said.map(({ term }) => term))];
  const shareIn = (text: string) =>
    said.reduce((found, term) => found + (text.includes(term) ? 1 : 0), 0) / (said.length || 1);
  const titles = new Map<string, number>();
  const inTitle = ({ id, title }: PolicyArticle) => {
    const share = titles.get(id) ?? shareIn(title);
    titles.set(id, share);
    return share;
  };
  const rareIn = rareShareIn(evidence.words, question.spoken);
  const writings = writingsOf(withoutQuantities(question.text), question.spoken);
  const wishes = wishesIn(question.text);
  const wordCount = Math.log(1 + question.said.length);
  clauses.forEach(({ article, clause, score }, place) => {
    const { no = '', text = '', heading = [] } = article.clauses[clause] ?? {};
    const about = evidence.clauses.get(clauseKey(article.id, no));
    const aboutText = evidence.texts.get(article.id);
    const resting = precedents.restingOn(article.id, no);
    const rare = rareIn(text, [article.title, ...heading, ...answeredBy(about)]);
    values.set(
      [
        score,
        score / best,
        score > 0 ? Math.min(place, unplaced) : unplaced,
        bestOfText.get(article.id) ?? 0,
        inTitle(article),
        shareIn(text),
        about?.likeness ?? 0,
        about?.second ?? 0,
        about?.sum ?? 0,
        aboutText?.likeness ?? 0,
        aboutText?.sum ?? 0,
        about?.read ?? 0,
        (about?.read ?? 0) / bestRead,
        (about?.read ?? 0) / wholeRead,
        (aboutText?.read ?? 0) / bestRead,
        (aboutText?.read ?? 0) / wholeRead,
        resting.clause,
        resting.text,
        Math.log(1 + text.length),
        isNamed(article, question) ? 1 : 0,
        wordCount,
        rare.inText,
        rare.inAll,
        score / best / (bestOfText.get(article.id) || 1),
        (about?.likeness ?? 0) / (aboutText?.likeness || 1),
        shareOf(wishes, (wish) => tells(text, wish)),
        clause / Math.max(1, article.clauses.length - 1),
        about === undefined ? noWish : shareOf(wishes, within(wishesIn(about.wording))),
        !wishes.includes('penalty') && tells(text, 'penalty') ? 1 : 0,
        rareIn(heading.join(' ')).inText,
        Math.log(article.clauses.length),
        Math.max(...writings.map((writing) => longestShareIn(writing, text))),
      ],
      place * width,
    );
  });
  return values;
}

function answeredBy(about: ClauseEvidence | undefined): string[] {
  if (about === undefined) return [];
  const { question, similar, keywords, answerSpoken } = about.faq.content;
  return [question, ...similar, ...keywords, answerSpoken];
}

/** Nothing of the kind was asked. */
const noWish = -1;

function shareOf(wishes: readonly Wish[], isMet: (wish: Wish) => boolean): number {
  return wishes.length === 0 ? noWish : wishes.filter(isMet).length / wishes.length;
}

function within(wishes: readonly Wish[]): (wish: Wish) => boolean {
  return (wish) => wishes.includes(wish);
}

/** 政府信息公开条例, with or without 中华人民共和国. */
export function isNamed({ title }: PolicyArticle, { text }: Question): boolean {
  return text.includes(title.replace(/^中华人民共和国/, ''));
}
