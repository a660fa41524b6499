import { isDictionaryWord, LONGEST_WORD } from './dictionary.ts';
import { fold } from './normalise.ts';
import { findQuantities, type Quantity } from './quantity.ts';

/**
 * Words of a Chinese text for index and query alike, on the server and in the panel: every pair of neighbouring
 * characters, and every longer word of the domain dictionary. Nothing is decided about where a word ends, so nothing is
 * decided wrongly: Intl.Segmenter cuts 社保 into 社/保, and old Chromium has none. What counts something is one token
 * however it is written: 三十天 is 30日, with 30.
 */
export interface Token {
  term: string;
  /** [start, end) in the text as given, UTF-16 units */
  start: number;
  end: number;
  kind: 'pair' | 'word' | 'single' | 'latin' | 'number';
}

const RUN = /[\p{Script=Han}〇]+|[a-z0-9]+(?:[.\-_][a-z0-9]+)*/gu;
const LATIN = /^[a-z0-9]/;

export function tokenise(text: string): Token[] {
  const folded = fold(text);
  const quantities = findQuantities(folded);
  if (quantities.length === 0) return tokensOf(folded);
  const numbers = quantities.flatMap(numberTokens);
  const spelt = numbers.filter(({ term }) => amountOf(term) >= NO_WORD);
  // 三十, 十日 of 三十日 and the 5 of 5,000元 would find every other thirty, every tenth day and every five. But 日内 is
  // a word, though its first sign is the number's.
  const words = tokensOf(folded).filter((token) => token.kind === 'word' && overlaps(token, spelt));
  const others = tokensOf(blank(folded, spelt)).filter((token) => !overlaps(token, words));
  return [...others, ...words, ...numbers].sort((one, other) => one.start - other.start);
}

function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const run of folded.matchAll(RUN)) {
    const [written] = run;
    const start = run.index;
    if (LATIN.test(written)) {
      tokens.push({ term: written, start, end: start + written.length, kind: 'latin' });
    } else {
      tokens.push(...tokeniseHan(written, start));
    }
  }
  return tokens;
}

/** From ten on. 三 and 二倍 are in too many words: those are found as they are written, too. */
const NO_WORD = 10;

function numberTokens({ term, start, end, counts }: Quantity): Token[] {
  const number: Token = { term, start, end, kind: 'number' };
  const amount = amountOf(term);
  return counts && amount >= NO_WORD ? [number, { ...number, term: String(amount) }] : [number];
}

function amountOf(term: string): number {
  return Number.parseFloat(term);
}

function overlaps({ start, end }: Token, others: readonly Token[]): boolean {
  return others.some((other) => other.start < end && start < other.end);
}

function blank(folded: string, tokens: readonly Token[]): string {
  let rest = folded;
  for (const { start, end } of tokens)
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return rest;
}

function tokeniseHan(run: string, start: number): Token[] {
  // Code points: a rare character outside the basic plane is two UTF-16 units and must not be torn.
  const signs = [...run];
  const [only] = signs;
  if (signs.length === 1 && only !== undefined) {
    return [{ term: only, start, end: start + only.length, kind: 'single' }];
  }
  const tokens: Token[] = [];
  let at = start;
  for (let index = 0; index < signs.length; index += 1) {
    let word = signs[index] ?? '';
    for (let length = 2; length <= LONGEST_WORD && index + length <= signs.length; length += 1) {
      word += signs[index + length - 1] ?? '';
      const known = isDictionaryWord(word);
      if (!known && length > 2) continue;
      tokens.push({ term: word, start: at, end: at + word.length, kind: known ? 'word' : 'pair' });
    }
    at += (signs[index] ?? '').length;
  }
  return tokens;
}
