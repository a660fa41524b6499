import { findQuantities } from '../text/quantity.ts';
import type { Evidence } from './precedents.ts';

/** Of 1: a word of the question counts as much as it is rare. */
export interface RareShares {
  /** that stands in the text */
  inText: number;
  /** that stands in it, or beside it */
  inAll: number;
}

export function rareShareIn(
  words: Evidence['words'],
): (text: string, beside?: readonly string[]) => RareShares {
  const all = words.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  return (text, beside = []) => {
    let [inText, inBeside] = [0, 0];
    // No word has a line end in it.
    const around = beside.join('\n');
    for (const { word, rarity } of words)
      if (text.includes(word)) inText += rarity;
      else if (around.includes(word)) inBeside += rarity;
    return { inText: inText / all, inAll: (inText + inBeside) / all };
  };
}

/** Stands in no text. */
const hole = '\0';

/** A question with a hole for each quantity: 五千元 and 5000元 are the same, and which of them a rule writes is chance. */
export function withoutQuantities(question: string): string {
  let rest = '';
  let done = 0;
  for (const { start, end } of findQuantities(question)) {
    if (start < done) continue;
    rest += question.slice(done, start) + hole;
    done = end;
  }
  return rest + question.slice(done);
}

/** The longest stretch of a question that stands in a text as it was said, of the whole question. */
export function longestShareIn(question: string, text: string): number {
  let longest = 0;
  for (let from = 0; from + longest < question.length; from += 1)
    while (from + longest < question.length && text.includes(question.slice(from, from + longest + 1)))
      longest += 1;
  return longest / Math.max(1, question.length);
}
