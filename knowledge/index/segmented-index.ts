import { Asked, type AskedTerm, type FindOptions, type Place, type Weighing } from './asked.ts';
import type { FoundDocument } from './best.ts';
import { LiveSegment } from './live-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import { buildSegment, type IndexedDocument, type Segment } from './segment.ts';

export interface SoughtTerm {
  /** with * at its end: whatever begins so */
  term: string;
  boost: number;
}

/** Who makes one segment of several while questions are answered from these: another thread, mostly. */
export interface Merger {
  merge(live: readonly LiveSegment[], fields: number): Promise<Segment>;
}

/** More than so many, and some become one. */
const mostSegments = 8;
/** Segments become one with smaller ones up to so many times their size: what is large is seldom written again. */
const likeInSize = 2;
/** Of a segment whose documents are gone to this part, the rest is worth writing again. */
const mostGone = 0.5;

/**
 * Documents by their words, to be searched while they change. New and changed ones come as a small segment of their
 * own; what they replace is marked as gone. Scores are worked out from what is left in all of them at the time of the
 * question: they are those of an index built at once from the same documents, to the last bit.
 */
export class SegmentedIndex {
  readonly #weighing: Weighing;
  #live: LiveSegment[] = [];
  /** of those, the ones that become one elsewhere just now */
  #merging: readonly LiveSegment[] = [];

  /**
   * @param segments what is there already; no id may be left in two of them
   * @throws RangeError if one of them has other fields
   */
  constructor(weighing: Weighing, segments: readonly LiveSegment[] = []) {
    this.#weighing = weighing;
    if (segments.some(({ segment }) => segment.counts.length !== this.#fields))
      throw new RangeError(`a segment does not have ${this.#fields} fields`);
    this.#live = [...segments];
  }

  get documents(): number {
    return this.#live.reduce((sum, { documents }) => sum + documents, 0);
  }

  get segments(): readonly LiveSegment[] {
    return this.#live;
  }

  /** Takes the documents in, each in place of one with its id. The last of several with the same id counts. */
  put(documents: readonly IndexedDocument[]): void {
    const byId = new Map(documents.map((document) => [document.id, document]));
    this.add(buildSegment(byId.values(), this.#fields));
    if (this.isCrowded) this.merge('crowding');
  }

  /** Takes a segment in that was built elsewhere. It merges nothing: `isCrowded` tells when somebody should. */
  add(segment: Segment): void {
    const { size } = segment.ids;
    if (size === 0) return;
    for (let document = 0; document < size; document += 1) this.#takeOut(segment.ids.at(document));
    this.#live.push(new LiveSegment(segment));
  }

  /** So many segments that each question looks too long for its words. */
  get isCrowded(): boolean {
    return this.#free.length > mostSegments;
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) this.#takeOut(id);
  }

  /** What is sought, weighed against all that is here now; to be used before the next change. */
  ask(sought: readonly SoughtTerm[]): Asked {
    const averages = this.#weighing.boosts.map((_, field) => this.#averageLength(field));
    return new Asked(this.#live, (id) => this.#placeOf(id), this.#termsOf(sought), averages, this.#weighing);
  }

  find(sought: readonly SoughtTerm[], options: FindOptions): FoundDocument[] {
    return this.ask(sought).find(options);
  }

  /**
   * Makes one segment of several, but those that become one elsewhere just now; answers stay what they are.
   *
   * @param part those that crowd it, or all
   */
  merge(part: 'all' | 'crowding' = 'all'): void {
    this.#replace(part === 'all' ? this.#free : this.#crowd());
  }

  /**
   * The same by somebody else. Meanwhile the index answers and changes as ever; what goes in that time is gone of the new
   * segment too. Where it rejects, all is as it was. One at a time: while one runs, another one does nothing.
   */
  async mergeBy(merger: Merger, part: 'all' | 'crowding' = 'all'): Promise<void> {
    if (this.#merging.length > 0) return;
    const some = part === 'all' ? [...this.#live] : this.#crowd();
    const before = some.map(({ gone }) => gone.slice());
    this.#merging = some;
    try {
      const merged = new LiveSegment(await merger.merge(some, this.#fields));
      some.forEach(({ segment, gone }, which) => {
        for (let document = 0; document < gone.length; document += 1) {
          if (gone[document] === before[which]?.[document]) continue;
          const place = merged.find(segment.ids.at(document));
          if (place !== null) merged.takeOut(place);
        }
      });
      this.#live = [merged, ...this.#live.filter((live) => !some.includes(live))];
    } finally {
      this.#merging = [];
    }
  }

  get #free(): LiveSegment[] {
    return this.#live.filter((live) => !this.#merging.includes(live));
  }

  get #fields(): number {
    return this.#weighing.boosts.length;
  }

  #placeOf(id: string): Place | null {
    for (const live of this.#live) {
      const document = live.find(id);
      if (document !== null) return { in: live, document };
    }
    return null;
  }

  #takeOut(id: string): void {
    const place = this.#placeOf(id);
    place?.in.takeOut(place.document);
  }

  /** In their order: the smaller half at least, those not much larger, and what is mostly gone. */
  #crowd(): LiveSegment[] {
    const free = this.#free;
    const bySize = free.toSorted((one, other) => one.documents - other.documents);
    let taken = 0;
    const crowd = new Set<LiveSegment>();
    for (const live of bySize) {
      if (crowd.size > free.length / 2 && live.documents > taken * likeInSize) break;
      crowd.add(live);
      taken += live.documents;
    }
    for (const live of free) if (live.documents < live.segment.ids.size * (1 - mostGone)) crowd.add(live);
    return free.filter((live) => crowd.has(live));
  }

  #replace(some: readonly LiveSegment[]): void {
    this.#live = this.#live.filter((live) => !some.includes(live));
    this.#live.push(new LiveSegment(mergeSegments(some, this.#fields)));
  }

  #averageLength(field: number): number {
    return this.#live.reduce((sum, live) => sum + live.words(field), 0) / this.documents;
  }

  /** Each word once, with what it counts and in how many fields of documents it stands. */
  #termsOf(sought: readonly SoughtTerm[]): AskedTerm[] {
    const boosts = new Map<string, number>();
    for (const { term, boost } of sought)
      for (const word of this.#wordsOf(term)) boosts.set(word, (boosts.get(word) ?? 0) + boost);
    const { documents } = this;
    const terms: AskedTerm[] = [];
    for (const [word, boost] of boosts) {
      let standsIn = 0;
      const numbers = this.#live.map((live) => {
        const number = live.segment.terms.find(word);
        if (number !== null) standsIn += live.standsIn(number);
        return number;
      });
      if (standsIn > 0) terms.push({ word, boost, rarity: rarity(standsIn, documents), numbers });
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
