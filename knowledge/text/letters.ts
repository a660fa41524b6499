import { isLatinWord } from './latin-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A letter of pinyin, or a Chinese sign beside it. */
export interface Cell {
  kind: 'letter' | 'sign';
  sign: string;
  /** in the text, UTF-16 units */
  at: number;
  /** what stands before it: nothing, the mark that an input method puts between syllables, or a space */
  gap: 'none' | 'mark' | 'space';
}

/** gong'ji'jin as an input method leaves it while composing; what holds digits or stands in an address is none. */
const LETTERS = /(?<![a-z0-9._@\-/])[a-zü]+(?:['’‘`´]+[a-zü]+)*['’‘`´]?(?![a-z0-9_@]|[.\-/][a-z0-9])/g;
const MARK = /['’‘`´]/;
const HAN = /\p{Script=Han}/u;
/** So many signs beside the letters may belong to the same word: 公积jin. */
const BEFORE = /\p{Script=Han}{1,3}$/u;
const BEHIND = /^\p{Script=Han}{1,3}/u;
const NEAR = /^[ \p{Script=Han}]{0,6}$/u;

/** Where pinyin may stand: letters with spaces or few signs between, each stretch with the signs beside it. */
export function stretchesOf(text: string, vocabulary: Vocabulary): Cell[][] {
  const stretches: { start: number; end: number }[] = [];
  for (const match of text.matchAll(LETTERS)) {
    const [letters] = match;
    if (isLatinWord(letters) || vocabulary.hasLatin(letters)) continue;
    const end = match.index + letters.length;
    const last = stretches[stretches.length - 1];
    // So near that the signs between might be taken for both.
    if (last !== undefined && NEAR.test(text.slice(last.end, match.index))) last.end = end;
    else stretches.push({ start: match.index, end });
  }
  return stretches.map(({ start, end }) => cellsOf(text, start, end));
}

function cellsOf(text: string, start: number, end: number): Cell[] {
  const before = BEFORE.exec(text.slice(0, start))?.[0] ?? '';
  const behind = BEHIND.exec(text.slice(end))?.[0] ?? '';
  const cells: Cell[] = [];
  let at = start - before.length;
  let gap: Cell['gap'] = 'none';
  for (const sign of text.slice(at, end + behind.length)) {
    if (sign === ' ') gap = 'space';
    else if (MARK.test(sign)) gap = 'mark';
    else {
      cells.push({ kind: HAN.test(sign) ? 'sign' : 'letter', sign: sign === 'ü' ? 'v' : sign, at, gap });
      gap = 'none';
    }
    at += sign.length;
  }
  return cells;
}
