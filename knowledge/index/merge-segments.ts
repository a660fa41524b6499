import { IdTable } from './id-table.ts';
import type { LiveSegment } from './live-segment.ts';
import { derivedFrom, type Segment } from './segment.ts';
import { TermTable } from './term-table.ts';

const nowhere = 0xff_ff_ff_ff;

/** One segment of all that is left in several, in their order: what is gone takes no more room. */
export function mergeSegments(live: readonly LiveSegment[], fields: number): Segment {
  const places = placesIn(live);
  const left = live.reduce((sum, { documents }) => sum + documents, 0);
  const entries = live.reduce((sum, { segment }) => sum + segment.documentOf.length, 0);
  const words: string[] = [];
  const ends: number[] = [];
  const documentOf = new Uint32Array(entries);
  const counts = Array.from({ length: fields }, () => new Uint8Array(entries));
  let at = 0;
  for (const [word, terms] of wordsOf(live)) {
    const before = at;
    for (const [which, term] of terms) {
      const { segment } = live[which] ?? missing();
      const place = places[which] ?? missing();
      for (let entry = segment.starts[term] ?? 0; entry < (segment.starts[term + 1] ?? 0); entry += 1) {
        const document = place[segment.documentOf[entry] ?? 0] ?? nowhere;
        if (document === nowhere) continue;
        documentOf[at] = document;
        counts.forEach((each, field) => {
          each[at] = segment.counts[field]?.[entry] ?? 0;
        });
        at += 1;
      }
    }
    if (at === before) continue;
    words.push(word);
    ends.push(at);
  }
  const written = {
    starts: Uint32Array.from([0, ...ends]),
    documentOf: documentOf.slice(0, at),
    counts: counts.map((each) => each.slice(0, at)),
  };
  return {
    ids: IdTable.of(live.flatMap(idsLeft)),
    terms: TermTable.of(words),
    lengths: Array.from({ length: fields }, (_, field) => lengthsOf(live, field, left)),
    ...written,
    ...derivedFrom(written, left),
  };
}

function idsLeft({ segment: { ids }, gone }: LiveSegment): string[] {
  const left: string[] = [];
  for (let document = 0; document < ids.size; document += 1)
    if (gone[document] !== 1) left.push(ids.at(document));
  return left;
}

/** By segment, by document: its number in the merged one. */
function placesIn(live: readonly LiveSegment[]): Uint32Array[] {
  let next = 0;
  return live.map(({ gone }) =>
    Uint32Array.from(gone, (is) => {
      if (is === 1) return nowhere;
      next += 1;
      return next - 1;
    }),
  );
}

function lengthsOf(live: readonly LiveSegment[], field: number, left: number): Uint32Array {
  const lengths = new Uint32Array(left);
  let at = 0;
  for (const { segment, gone } of live)
    segment.lengths[field]?.forEach((length, document) => {
      if (gone[document] === 1) return;
      lengths[at] = length;
      at += 1;
    });
  return lengths;
}

/** All words in order, each with the segments that have it, in theirs, and its number there. */
function* wordsOf(
  live: readonly LiveSegment[],
): Iterable<[word: string, terms: [which: number, term: number][]]> {
  const heads = live.map(({ segment: { terms } }) => ({
    terms,
    term: 0,
    word: terms.size > 0 ? terms.word(0) : null,
  }));
  for (;;) {
    let first: string | null = null;
    for (const { word } of heads) if (word !== null && (first === null || word < first)) first = word;
    if (first === null) return;
    const found: [number, number][] = [];
    heads.forEach((head, which) => {
      if (head.word !== first) return;
      found.push([which, head.term]);
      head.term += 1;
      head.word = head.term < head.terms.size ? head.terms.word(head.term) : null;
    });
    yield [first, found];
  }
}

function missing(): never {
  throw new RangeError('a segment is missing');
}
