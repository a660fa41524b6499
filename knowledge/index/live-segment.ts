import { firstNotBelow } from './first-from.ts';
import type { Segment } from './segment.ts';

/** A segment and what has become of its documents since it was built: which are gone, and what went with them. */
export class LiveSegment {
  readonly segment: Segment;
  /** by document, 1: replaced or taken out since */
  readonly gone: Uint8Array;
  #goneCount = 0;
  /** by term, in how many fields of documents it stood that are gone */
  readonly #goneWith = new Map<number, number>();
  /** by field, of the documents that are left: how many words */
  readonly #words: number[];
  /** what `norms` were worked out for */
  #normsFor: readonly number[] = [];
  #norms: readonly Float64Array[] = [];
  #sums = new Float64Array();
  #room = new Uint32Array();

  constructor(segment: Segment, gone: Uint8Array = new Uint8Array(segment.ids.size)) {
    this.segment = segment;
    this.gone = new Uint8Array(segment.ids.size);
    this.#words = segment.lengths.map((lengths) => lengths.reduce((sum, length) => sum + length, 0));
    gone.forEach((is, document) => {
      if (is === 1) this.takeOut(document);
    });
  }

  get documents(): number {
    return this.segment.ids.size - this.#goneCount;
  }

  /** The number of a document that is left; null for one that is not. */
  find(id: string): number | null {
    const document = this.segment.ids.find(id);
    return document === null || this.gone[document] === 1 ? null : document;
  }

  words(field: number): number {
    return this.#words[field] ?? 0;
  }

  takeOut(document: number): void {
    if (this.gone[document] === 1) return;
    const { termStarts, termOf, lengths, counts } = this.segment;
    this.gone[document] = 1;
    this.#goneCount += 1;
    lengths.forEach((each, field) => {
      this.#words[field] = (this.#words[field] ?? 0) - (each[document] ?? 0);
    });
    for (let at = termStarts[document] ?? 0; at < (termStarts[document + 1] ?? 0); at += 1) {
      const term = termOf[at] ?? 0;
      const entry = this.entryOf(term, document);
      const fields = counts.reduce((sum, each) => sum + ((each[entry] ?? 0) > 0 ? 1 : 0), 0);
      this.#goneWith.set(term, (this.#goneWith.get(term) ?? 0) + fields);
    }
  }

  /** In how many fields of documents that are left a term stands: a word of a title and its text counts twice. */
  standsIn(term: number): number {
    return (this.segment.standsIn[term] ?? 0) - (this.#goneWith.get(term) ?? 0);
  }

  /** By field, by document: how much a repeated word must be held down there, for BM25. */
  norms(averages: readonly number[], lengthNorm: number, saturation: number): readonly Float64Array[] {
    if (averages.some((average, field) => average !== this.#normsFor[field])) {
      this.#normsFor = averages;
      this.#norms = this.segment.lengths.map((lengths, field) => {
        const average = averages[field] || 1;
        const norms = new Float64Array(lengths.length);
        // Anew with each change of the index, for all documents: a function for each of them took ten times as long.
        for (let document = 0; document < norms.length; document += 1)
          norms[document] = saturation * (1 - lengthNorm + lengthNorm * ((lengths[document] ?? 0) / average));
        return norms;
      });
    }
    return this.#norms;
  }

  /** By document, 0: room for one search to add up in, taken from the search before. */
  takeSums(): Float64Array {
    const { size: length } = this.segment.ids;
    if (this.#sums.length === length) this.#sums.fill(0);
    else this.#sums = new Float64Array(length);
    return this.#sums;
  }

  /** Room for the numbers of all its documents, taken from the search before. */
  takeRoom(): Uint32Array {
    const { size: length } = this.segment.ids;
    if (this.#room.length !== length) this.#room = new Uint32Array(length);
    return this.#room;
  }

  /** A bit for each field of the document in which the term stands; 0: it does not. */
  fieldsWith(term: number, document: number): number {
    const entry = this.entryOf(term, document);
    // The entries of the next term begin where these end.
    if (entry >= (this.segment.starts[term + 1] ?? 0) || this.segment.documentOf[entry] !== document)
      return 0;
    return this.segment.counts.reduce(
      (bits, each, field) => ((each[entry] ?? 0) > 0 ? bits | (1 << field) : bits),
      0,
    );
  }

  /** The first entry of a term that is not before the document: its own, if it has the term. */
  entryOf(term: number, document: number): number {
    const { starts, documentOf } = this.segment;
    return firstNotBelow(documentOf, starts[term] ?? 0, starts[term + 1] ?? 0, document);
  }
}
