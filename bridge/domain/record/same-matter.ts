import type { AnswerUsed } from './consultation.ts';

interface EarlierCall {
  recordNo: string;
  /** ISO time */
  at: string;
  question: string;
  answers: readonly Pick<AnswerUsed, 'articleId' | 'clauseNo'>[];
}

/** Of the pairs of characters of two questions, so many are the same where they ask the same. */
const likeEnough = 0.5;
/** Shorter questions are alike by chance. */
const leastPairs = 5;

/**
 * The newest earlier call that seems to be about the same: the same clause was used, or its question says the same. A hint
 * for a person, who decides whether it is a repeat (重复诉求); null where nothing points to it.
 * @param history newest first
 * @param since ms; what is older is not compared
 */
export function sameMatter(
  history: readonly EarlierCall[],
  now: { question: string; answers: readonly Pick<AnswerUsed, 'articleId' | 'clauseNo'>[] },
  since: number,
): string | null {
  const used = new Set(now.answers.map(({ articleId, clauseNo }) => `${articleId}#${clauseNo}`));
  const pairs = pairsOf(now.question);
  const found = history.find(
    ({ at, question, answers }) =>
      Date.parse(at) >= since &&
      (answers.some(({ articleId, clauseNo }) => used.has(`${articleId}#${clauseNo}`)) ||
        likeness(pairs, pairsOf(question)) >= likeEnough),
  );
  return found?.recordNo ?? null;
}

function pairsOf(text: string): Set<string> {
  const characters = [...text.toLowerCase().replace(/[\s\p{P}]+/gu, '')];
  return new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`));
}

/** Dice: twice what both have, by what each has. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size < leastPairs || other.size < leastPairs) return 0;
  let both = 0;
  for (const pair of one) if (other.has(pair)) both += 1;
  return (2 * both) / (one.size + other.size);
}
