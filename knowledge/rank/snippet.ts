import { fold } from '../text/normalise.ts';
import { findQuantities } from '../text/quantity.ts';

export interface Snippet {
  snippet: string;
  /** [from, to) in `snippet`, in order, not overlapping */
  highlights: [number, number][];
}

/** What fits two lines of the answer column. */
const SNIPPET_LENGTH = 110;
const ELLIPSIS = '…';

/** The part of a clause where most of the words stand, and where they stand in it. */
export function snippetOf(text: string, terms: Iterable<string>): Snippet {
  const marks = marksOf(fold(text), terms);
  const [from, to] = windowOf(text, marks);
  const before = from > 0 ? ELLIPSIS : '';
  const shift = before.length - from;
  return {
    snippet: before + text.slice(from, to).replaceAll('\n', ' ') + (to < text.length ? ELLIPSIS : ''),
    highlights: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]): [number, number] => [start + shift, end + shift]),
  };
}

function marksOf(folded: string, terms: Iterable<string>): [number, number][] {
  const found: [number, number][] = [];
  const sought = new Set(terms);
  // 三十日 in the text, found by 30天.
  for (const { term, start, end } of findQuantities(folded)) if (sought.has(term)) found.push([start, end]);
  for (const term of sought) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      found.push([at, at + term.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const marks: [number, number][] = [];
  for (const [start, end] of found) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

/** The window with most marked characters; it begins with a sentence where one begins nearby. */
function windowOf(text: string, marks: readonly [number, number][]): [number, number] {
  if (text.length <= SNIPPET_LENGTH) return [0, text.length];
  let best = 0;
  let bestWeight = -1;
  for (const [start] of [[0] as const, ...marks]) {
    const weight = marks.reduce(
      (sum, mark) => (mark[0] >= start && mark[1] <= start + SNIPPET_LENGTH ? sum + mark[1] - mark[0] : sum),
      0,
    );
    if (weight > bestWeight) {
      best = start;
      bestWeight = weight;
    }
  }
  const from = sentenceStart(text, best);
  return [from, Math.min(text.length, from + SNIPPET_LENGTH)];
}

function sentenceStart(text: string, at: number): number {
  const nearest = Math.max(0, at - SNIPPET_LENGTH / 2);
  for (let position = at; position > nearest; position -= 1) {
    if (/[。；\n]/.test(text.charAt(position - 1))) return position;
  }
  return nearest === 0 ? 0 : at;
}
