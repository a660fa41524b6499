import { isDictionaryWord, LONGEST_WORD } from './dictionary.ts';
import { fold } from './normalise.ts';

/**
 * Words of a Chinese text for index and query alike, on the server and in the panel: every pair of neighbouring
 * characters, and every longer word of the domain dictionary. Nothing is decided about where a word ends, so nothing is decided wrongly: Intl.Segmenter cuts 社保 into 社/保, and old Chromium has none.
 */
export interface Token {
  term: string;
  /** [start, end) in the text as given, UTF-16 units */
  start: number;
  end: number;
  kind: 'pair' | 'word' | 'single' | 'latin';
}

const RUN = /[\p{Script=Han}〇]+|[a-z0-9]+(?:[.\-_][a-z0-9]+)*/gu;
const LATIN = /^[a-z0-9]/;

export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const run of fold(text).matchAll(RUN)) {
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
