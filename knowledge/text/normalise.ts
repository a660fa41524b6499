import { TRADITIONAL } from './traditional.ts';

/**
 * One writing for what is the same to a reader: full or half width, upper or lower case, any kind of space, traditional
 * or simplified signs (養老保險, as it is pasted or typed in Hong Kong and Taiwan). Sign by sign, without a look at the
 * words: what is decided by the word (答覆, 答复) stays as it is. So do Chinese numerals: 第三十三条 is a name.
 */

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

// One look in an array a sign: a library is folded as a whole when it is read in.
const FIRST_SIGN = 0x3400;
const LAST_SIGN = 0x9fff;
const SIMPLIFIED = new Uint16Array(LAST_SIGN - FIRST_SIGN + 1);
for (let at = 0; at < TRADITIONAL.length; at += 2)
  SIMPLIFIED[TRADITIONAL.charCodeAt(at) - FIRST_SIGN] = TRADITIONAL.charCodeAt(at + 1);

function foldUnit(unit: number): number {
  if (unit >= FIRST_SIGN && unit <= LAST_SIGN) return SIMPLIFIED[unit - FIRST_SIGN] || unit;
  const half = unit >= FULL_WIDTH_FIRST && unit <= FULL_WIDTH_LAST ? unit - FULL_WIDTH_SHIFT : unit;
  if (half >= 0x41 && half <= 0x5a) return half + 0x20;
  if (half === 0x3000 || half === 0xa0 || half === 0x200b || half === 0xfeff || (half >= 9 && half <= 13))
    return 0x20;
  return half;
}

/** Keeps the length: position n of the result is position n of the text, so that a match can be highlighted. */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += String.fromCharCode(foldUnit(text.charCodeAt(at)));
  return folded;
}

/** For comparing: folded, runs of spaces as one, none at the ends. */
export function normalise(text: string): string {
  return fold(text).replace(/ +/g, ' ').trim();
}
