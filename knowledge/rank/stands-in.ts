import { findQuantities } from '../text/quantity.ts';
import type { SpokenWord } from '../text/spoken.ts';
import type { Evidence } from './precedents.ts';

/** Of 1: a word of the question counts as much as it is rare. */
export interface RareShares {
  /** that stands in the text */
  inText: number;
  /** that stands in it, or beside it */
  inAll: number;
}

/** A word that callers say stands where a text has what rules write for it: 社保 in one on 社会保险. */
export function rareShareIn(
  words: Evidence['words'],
  spoken: readonly SpokenWord[],
): (text: string, beside?: readonly string[]) => RareShares {
  const all = words.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const sought = words.map(({ word, rarity }) => ({
    rarity,
    writings: [word, ...spoken.flatMap((one) => (one.spoken.includes(word) ? one.written : []))],
  }));
  return (text, beside = []) => {
    let [inText, inBeside] = [0, 0];
    // No word has a line end in it.
    const around = beside.join('\n');
    for (const { rarity, writings } of sought)
      if (writings.some((word) => text.includes(word))) inText += rarity;
      else if (writings.some((word) => around.includes(word))) inBeside += rarity;
    return { inText: inText / all, inAll: (inText + inBeside) / all };
  };
}

/** A question as it was said, and with what rules write for it where callers say otherwise. */
export function writingsOf(question: string, spoken: readonly SpokenWord[]): string[] {
  const written = spoken.reduce(
    (text, one) => text.replaceAll(one.spoken, () => one.written[0] ?? one.spoken),
    question,
  );
  return written === question ? [question] : [question, written];
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
