import type { Token } from '../text/tokenise.ts';

/** How much each token of a question counts. */
export interface WeighedToken {
  /** with * at its end: whatever begins so */
  term: string;
  weight: number;
}

const WORD = 2;
const NESTED_WORD = 1;
const PAIR = 1;
/** 久答 in 多久答复: an accident of two words standing side by side. */
const ACCIDENT = 0.3;

/**
 * A word of the field counts as one thing however long it is: 个体工商户 must not outweigh 注销 because it has four
 * pairs. So the question is laid out in words, longest first; the pairs inside a word share the weight of one.
 */
export function weigh(tokens: readonly Token[]): WeighedToken[] {
  const words = layOut(tokens);
  return tokens.map((token) => {
    if (token.kind === 'latin') return { term: token.term, weight: WORD };
    if (token.kind === 'number') return { term: token.term, weight: PAIR };
    // Texts have pairs, not single characters: one that stands alone in a question finds what begins with it.
    if (token.kind === 'single') return { term: `${token.term}*`, weight: PAIR };
    if (words.includes(token)) return { term: token.term, weight: WORD };
    const around = words.find((word) => word.start <= token.start && token.end <= word.end);
    if (around !== undefined) {
      const pairs = around.end - around.start - 1;
      return { term: token.term, weight: token.kind === 'word' ? NESTED_WORD : PAIR / pairs };
    }
    const torn = words.some((word) => word.start < token.end && token.start < word.end);
    return { term: token.term, weight: torn ? ACCIDENT : PAIR };
  });
}

/** The longest words that do not overlap. */
function layOut(tokens: readonly Token[]): Token[] {
  const words = tokens
    .filter(({ kind }) => kind === 'word')
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const laid: Token[] = [];
  for (const word of words) {
    if (laid.every((other) => other.end <= word.start || word.end <= other.start)) laid.push(word);
  }
  return laid;
}
