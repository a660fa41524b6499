import { GrowingArray } from './growing-array.ts';
import { IdTable } from './id-table.ts';
import { TermTable } from './term-table.ts';

/** What is searched: a clause, a question with its answer. Words by field, repeated as often as they stand there. */
export interface IndexedDocument {
  id: string;
  fields: readonly (readonly string[])[];
}

/**
 * Some documents and their words, never changed once built: typed arrays. Which of its documents still count is known by
 * who holds it.
 */
export interface Segment {
  ids: IdTable;
  terms: TermTable;
  /** by field, by document: how many words */
  lengths: readonly Uint32Array[];
  /** by term, where its entries begin; one more, where the last ones end */
  starts: Uint32Array;
  /** by entry, ascending within a term */
  documentOf: Uint32Array;
  /** by field, by entry: how often the term stands there, at most 255 */
  counts: readonly Uint8Array[];
  /** by term, in how many fields of documents it stands: a word of both title and text counts twice */
  standsIn: Uint32Array;
  /** by document, where its terms begin in `termOf`; one more, where the last ones end */
  termStarts: Uint32Array;
  /** the terms of each document, ascending: what a document takes with it when it goes, and what it is ranked by again */
  termOf: Uint32Array;
}

const mostCounted = 255;

/**
 * @param fields how many each document has
 * @throws RangeError for two documents of the same id
 */
export function buildSegment(documents: Iterable<IndexedDocument>, fields: number): Segment {
  const { ids, lengths, words, occurrences } = read(documents, fields);
  // By the words' order, so that a term's number is its place in the table.
  const inOrder = [...words.keys()].sort();
  const numberOf = new Uint32Array(words.size);
  inOrder.forEach((word, term) => {
    numberOf[words.get(word) ?? 0] = term;
  });
  return {
    ids: IdTable.of(ids),
    terms: TermTable.of(inOrder),
    lengths: lengths.map((each) => Uint32Array.from({ length: ids.length }, (_, at) => each.at(at))),
    ...entriesOf(occurrences, numberOf, ids.length, fields),
  };
}

/** One word of one document: its number as first seen, and how often it stands in each field. */
interface Occurrences {
  documents: GrowingArray;
  words: GrowingArray;
  /** by field, one after the other */
  counts: GrowingArray;
}

function read(documents: Iterable<IndexedDocument>, fields: number) {
  const ids: string[] = [];
  const lengths = Array.from({ length: fields }, () => new GrowingArray(Uint32Array));
  const words = new Map<string, number>();
  const occurrences: Occurrences = {
    documents: new GrowingArray(Uint32Array),
    words: new GrowingArray(Uint32Array),
    counts: new GrowingArray(Uint8Array),
  };
  for (const document of documents) {
    const counted = new Map<number, number[]>();
    for (let field = 0; field < fields; field += 1) {
      const said = document.fields[field] ?? [];
      lengths[field]?.push(said.length);
      for (const word of said) {
        let number = words.get(word);
        if (number === undefined) {
          number = words.size;
          words.set(word, number);
        }
        let counts = counted.get(number);
        if (counts === undefined) {
          counts = new Array<number>(fields).fill(0);
          counted.set(number, counts);
        }
        counts[field] = Math.min(mostCounted, (counts[field] ?? 0) + 1);
      }
    }
    for (const [number, counts] of counted) {
      occurrences.documents.push(ids.length);
      occurrences.words.push(number);
      for (const count of counts) occurrences.counts.push(count);
    }
    ids.push(document.id);
  }
  return { ids, lengths, words, occurrences };
}

function entriesOf(
  { documents, words, counts }: Occurrences,
  numberOf: Uint32Array,
  documentCount: number,
  fields: number,
): Entries & Derived {
  const entries = documents.length;
  const starts = new Uint32Array(numberOf.length + 1);
  for (let at = 0; at < entries; at += 1) add(starts, (numberOf[words.at(at)] ?? 0) + 1);
  sumUp(starts);
  const documentOf = new Uint32Array(entries);
  const byField = Array.from({ length: fields }, () => new Uint8Array(entries));
  const next = starts.slice();
  // Documents come in order, so the entries of each term are in order too.
  for (let at = 0; at < entries; at += 1) {
    const term = numberOf[words.at(at)] ?? 0;
    const entry = next[term] ?? 0;
    next[term] = entry + 1;
    documentOf[entry] = documents.at(at);
    for (let field = 0; field < fields; field += 1) {
      const of = byField[field];
      if (of !== undefined) of[entry] = counts.at(at * fields + field);
    }
  }
  const written = { starts, documentOf, counts: byField };
  return { ...written, ...derivedFrom(written, documentCount) };
}

export type Entries = Pick<Segment, 'starts' | 'documentOf' | 'counts'>;
export type Derived = Pick<Segment, 'standsIn' | 'termStarts' | 'termOf'>;

/** What follows from the entries alone. */
export function derivedFrom({ starts, documentOf, counts }: Entries, documentCount: number): Derived {
  const termCount = starts.length - 1;
  const standsIn = new Uint32Array(termCount);
  const termStarts = new Uint32Array(documentCount + 1);
  for (const document of documentOf) add(termStarts, document + 1);
  sumUp(termStarts);
  const termOf = new Uint32Array(documentOf.length);
  const next = termStarts.slice();
  // Terms ascend, so those of each document do.
  for (let term = 0; term < termCount; term += 1) {
    for (let entry = starts[term] ?? 0; entry < (starts[term + 1] ?? 0); entry += 1) {
      const document = documentOf[entry] ?? 0;
      termOf[next[document] ?? 0] = term;
      add(next, document);
      for (const each of counts) if ((each[entry] ?? 0) > 0) add(standsIn, term);
    }
  }
  return { standsIn, termStarts, termOf };
}

function add(array: Uint32Array, at: number): void {
  array[at] = (array[at] ?? 0) + 1;
}

function sumUp(array: Uint32Array): void {
  for (let at = 1; at < array.length; at += 1) array[at] = (array[at] ?? 0) + (array[at - 1] ?? 0);
}
