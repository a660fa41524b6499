import { fold } from './normalise.ts';
import { tokenise } from './tokenise.ts';

const HAN = /[\p{Script=Han}〇]/gu;

/**
 * The words of a text and every single character of it: a long body of law is best told apart by both. On 926 real
 * questions of laypeople against 59,738 articles (STARD) pairs and the field's words alone reach an NDCG@10 of .356,
 * with the cut of jieba's search mode .361, with single characters .369; and nothing has to be compiled for any
 * machine.
 */
export function searchWords(text: string): string[] {
  const tokens = tokenise(text);
  const numbers = tokens.filter(({ kind }) => kind === 'number');
  const words = tokens.map(({ term }) => term);
  for (const match of fold(text).matchAll(HAN)) {
    // 五千元 and 5000元 are the same words.
    if (numbers.some(({ start, end }) => start <= match.index && match.index < end)) continue;
    words.push(match[0]);
  }
  return words;
}
