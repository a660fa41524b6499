import { pinyin } from 'pinyin-pro';

/**
 * How a word is read. pinyin-pro brings a dictionary of words (行政 xing, 银行 hang) that takes 0.3 MB of code and 4 MB
 * of memory, so nothing that a page loads first may import this file.
 */
const SIGN = /^\p{Script=Han}$/u;
const known = new Map<string, readonly string[]>();
const syllables = new Map<string, string>();

/** A syllable for each sign, tones left out, ü as v; what is no Chinese sign reads as ''. */
export function readingOf(word: string): string[] {
  const signs = [...word];
  const read = pinyin(word, { toneType: 'none', type: 'array', v: true });
  return signs.map((sign, at) => (SIGN.test(sign) ? asOne(read[at] ?? '') : ''));
}

/** One string for all words that have the syllable: a library has twenty thousand of them and four hundred syllables. */
function asOne(syllable: string): string {
  const one = syllables.get(syllable);
  if (one !== undefined) return one;
  syllables.set(syllable, syllable);
  return syllable;
}

/** All readings of one sign: 行 xing, hang, heng. Asked at each key, so remembered. */
export function readingsOf(sign: string): readonly string[] {
  const before = known.get(sign);
  if (before !== undefined) return before;
  const readings = SIGN.test(sign)
    ? [...new Set(pinyin(sign, { toneType: 'none', type: 'array', v: true, multiple: true }))]
    : [];
  known.set(sign, readings);
  return readings;
}
