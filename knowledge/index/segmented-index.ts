import { Asked, type AskedTerm, type FindOptions, type Place, type Weighing } from './asked.ts';
import type { FoundDocument } from './best.ts';
import { LiveSegment } from './live-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import { buildSegment, type IndexedDocument } from './segment.ts';

export interface SoughtTerm {
  /** with * at its end: whatever begins so */
  term: string;
  boost: number;
}

/** More than so many, and the smaller ones become one. */
const mostSegments = 8;

/**
 * Documents by their words, to be searched while they change. New and changed ones come as a small segment of their
 * own; what they replace is marked as gone. Scores are worked out from what is left in all of them at the time of the
 * question: they are those of an index built at once from the same documents, to the last bit.
 */
export class SegmentedIndex {
  readonly #weighing: Weighing;
  #live: LiveSegment[] = [];
  readonly #places = new Map<string, Place>();

  constructor(weighing: Weighing) {
    this.#weighing = weighing;
  }

  get documents(): number {
    return this.#places.size;
  }

  /** Takes the documents in, each in place of one with its id. The last of several with the same id counts. */
  put(documents: readonly IndexedDocument[]): void {
    const byId = new Map(documents.map((document) => [document.id, document]));
    if (byId.size === 0) return;
    for (const id of byId.keys()) this.#takeOut(id);
    this.#hold(new LiveSegment(buildSegment(byId.values(), this.#fields)));
    if (this.#live.length > mostSegments) this.#mergeSmaller();
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) this.#takeOut(id);
  }

  /** What is sought, weighed against all that is here now; to be used before the next change. */
  ask(sought: readonly SoughtTerm[]): Asked {
    const averages = this.#weighing.boosts.map((_, field) => this.#averageLength(field));
    return new Asked(this.#live, this.#places, this.#termsOf(sought), averages, this.#weighing);
  }

  find(sought: readonly SoughtTerm[], options: FindOptions): FoundDocument[] {
    return this.ask(sought).find(options);
  }

  /** Makes one segment of all; answers stay what they are. */
  merge(): void {
    this.#replace(this.#live);
  }

  get #fields(): number {
    return this.#weighing.boosts.length;
  }

  #takeOut(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    place.in.takeOut(place.document);
    this.#places.delete(id);
  }

  #hold(live: LiveSegment): void {
    this.#live.push(live);
    live.segment.ids.forEach((id, document) => {
      if (live.gone[document] !== 1) this.#places.set(id, { in: live, document });
    });
  }

  #mergeSmaller(): void {
    const bySize = this.#live.toSorted((one, other) => other.documents - one.documents);
    const largest = bySize[0];
    this.#replace(this.#live.filter((live) => live !== largest));
  }

  #replace(some: readonly LiveSegment[]): void {
    this.#live = this.#live.filter((live) => !some.includes(live));
    this.#hold(new LiveSegment(mergeSegments(some, this.#fields)));
  }

  #averageLength(field: number): number {
    return this.#live.reduce((sum, live) => sum + live.words(field), 0) / this.documents;
  }

  /** Each word once, with what it counts and in how many fields of documents it stands. */
  #termsOf(sought: readonly SoughtTerm[]): AskedTerm[] {
    const boosts = new Map<string, number>();
    for (const { term, boost } of sought)
      for (const word of this.#wordsOf(term)) boosts.set(word, (boosts.get(word) ?? 0) + boost);
    const terms: AskedTerm[] = [];
    for (const [word, boost] of boosts) {
      const numbers = new Map<LiveSegment, number>();
      let standsIn = 0;
      for (const live of this.#live) {
        const number = live.segment.terms.find(word);
        if (number === null) continue;
        numbers.set(live, number);
        standsIn += live.standsIn(number);
      }
      if (standsIn > 0) terms.push({ word, boost, rarity: rarity(standsIn, this.documents), numbers });
    }
    return terms;
  }

  /** In order of the words, whichever segments they stand in: sums of floating point depend on their order. */
  #wordsOf(term: string): Iterable<string> {
    if (!term.endsWith('*')) return [term];
    const words = new Set<string>();
    for (const { segment } of this.#live) {
      const [from, to] = segment.terms.startingWith(term.slice(0, -1));
      for (let at = from; at < to; at += 1) words.add(segment.terms.word(at));
    }
    return [...words].sort();
  }
}

/** As lunr counts it: a word of the title stands in all clauses of a text, and is the less rare for it. */
function rarity(standsIn: number, documents: number): number {
  return Math.log(1 + Math.abs((documents - standsIn + 0.5) / (standsIn + 0.5)));
}
