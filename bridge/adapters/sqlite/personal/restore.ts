import { refClosing, refOpening } from './reference.ts';

/**
 * Puts values back into stored text. It works on the text itself: at hundreds of thousands of events a second,
 * parsing and writing each one again would cost more than all the rest of reading.
 */
export function restoreText(text: string, jsonOf: (ref: string) => string): string {
  let at = text.indexOf(refOpening);
  if (at < 0) return text;
  let restored = '';
  let from = 0;
  while (at >= 0) {
    const start = at + refOpening.length;
    const end = text.indexOf('"', start);
    restored += text.slice(from, at) + jsonOf(text.slice(start, end));
    from = end + refClosing.length;
    at = text.indexOf(refOpening, from);
  }
  return restored + text.slice(from);
}
