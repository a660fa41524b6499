import { Best, type FoundDocument } from './best.ts';
import type { LiveSegment } from './live-segment.ts';
import { type AskedWord, SegmentSearch } from './segment-search.ts';

/** How BM25 weighs (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009). */
export interface Weighing {
  /** by field: what a word there is worth, 0 or more */
  boosts: readonly number[];
  /** b: how much a long document is held down */
  lengthNorm: number;
  /** k1: how soon a word that is repeated says nothing more */
  saturation: number;
}

export interface AskedTerm {
  word: string;
  boost: number;
  /** the more documents have the word, the less it says */
  rarity: number;
  /** by segment, in the index's order: its number there, or null */
  numbers: readonly (number | null)[];
}

export interface FindOptions {
  limit: number;
  accepts?: (id: string) => boolean;
}

/** Where a document lies. */
export interface Place {
  in: LiveSegment;
  document: number;
}

/** A question against the index as it is at this moment. */
export class Asked {
  /** those that stand anywhere, each word once */
  readonly terms: readonly AskedTerm[];
  readonly #live: readonly LiveSegment[];
  readonly #placeOf: (id: string) => Place | null;
  readonly #averages: readonly number[];
  readonly #weighing: Weighing;

  constructor(
    live: readonly LiveSegment[],
    placeOf: (id: string) => Place | null,
    terms: readonly AskedTerm[],
    averages: readonly number[],
    weighing: Weighing,
  ) {
    this.#live = live;
    this.#placeOf = placeOf;
    this.terms = terms;
    this.#averages = averages;
    this.#weighing = weighing;
  }

  /** The best of those that are accepted, best first; equal ones by id. */
  find({ limit, accepts }: FindOptions): FoundDocument[] {
    const norm = Math.hypot(...this.terms.map(({ boost }) => boost)) || 1;
    const best = new Best(limit);
    this.#live.forEach((live, at) => {
      const { lengthNorm, saturation } = this.#weighing;
      const norms = live.norms(this.#averages, lengthNorm, saturation);
      const search = new SegmentSearch(live, norms, this.#wordsIn(at));
      search.collect({ best, norm, limit, ...(accepts === undefined ? {} : { accepts }) });
    });
    return best.inOrder();
  }

  /** By term, which parts of a document have it: 0 none, else a bit for each field. */
  standingIn(id: string): Uint8Array {
    const standing = new Uint8Array(this.terms.length);
    const place = this.#placeOf(id);
    if (place === null) return standing;
    const segment = this.#live.indexOf(place.in);
    this.terms.forEach(({ numbers }, at) => {
      const term = numbers[segment] ?? null;
      if (term !== null) standing[at] = place.in.fieldsWith(term, place.document);
    });
    return standing;
  }

  /** In the order of the question: sums of floating point depend on it. */
  #wordsIn(segment: number): AskedWord[] {
    const { boosts, saturation } = this.#weighing;
    return this.terms.flatMap(({ boost, rarity, numbers }) => {
      const term = numbers[segment] ?? null;
      if (term === null) return [];
      return [{ term, worths: boosts.map((each) => boost * rarity * each * (saturation + 1)) }];
    });
  }
}
