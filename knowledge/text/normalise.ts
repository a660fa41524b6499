/**
 * One writing for what is the same to a reader: full or half width, upper or lower case, any kind of space.
 * Chinese numerals stay as they are (第三十三条 is a name, not a number); traditional characters are not needed yet.
 */

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

function foldUnit(unit: number): number {
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
