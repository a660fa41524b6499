import { Best, type FoundDocument } from './best.ts';
import type { LiveSegment } from './live-segment.ts';

/** How BM25 weighs (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009). */
export interface Weighing {
  /** by field: what a word there is worth */
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
  /** its number in each segment that has it */
  numbers: ReadonlyMap<LiveSegment, number>;
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
  readonly #places: ReadonlyMap<string, Place>;
  readonly #averages: readonly number[];
  readonly #weighing: Weighing;

  constructor(
    live: readonly LiveSegment[],
    places: ReadonlyMap<string, Place>,
    terms: readonly AskedTerm[],
    averages: readonly number[],
    weighing: Weighing,
  ) {
    this.#live = live;
    this.#places = places;
    this.terms = terms;
    this.#averages = averages;
    this.#weighing = weighing;
  }

  /** The best of those that are accepted, best first; equal ones by id. */
  find({ limit, accepts = () => true }: FindOptions): FoundDocument[] {
    const norm = Math.hypot(...this.terms.map(({ boost }) => boost)) || 1;
    const best = new Best(limit);
    for (const live of this.#live) {
      const scores = this.#scoresIn(live);
      for (let document = 0; document < scores.length; document += 1) {
        const score = (scores[document] ?? 0) / norm;
        if (score === 0 || live.gone[document] === 1 || score < best.worst) continue;
        const id = live.segment.ids[document] ?? '';
        if (accepts(id)) best.add({ id, score });
      }
    }
    return best.inOrder();
  }

  /** By term, which parts of a document have it: 0 none, else a bit for each field. */
  standingIn(id: string): Uint8Array {
    const standing = new Uint8Array(this.terms.length);
    const place = this.#places.get(id);
    if (place === undefined) return standing;
    this.terms.forEach(({ numbers }, at) => {
      const term = numbers.get(place.in);
      if (term !== undefined) standing[at] = place.in.fieldsWith(term, place.document);
    });
    return standing;
  }

  #scoresIn(live: LiveSegment): Float64Array {
    const { boosts, lengthNorm, saturation } = this.#weighing;
    const { starts, documentOf, counts } = live.segment;
    const norms = live.norms(this.#averages, lengthNorm, saturation);
    const scores = new Float64Array(live.segment.ids.length);
    for (const { numbers, boost, rarity } of this.terms) {
      const term = numbers.get(live);
      if (term === undefined) continue;
      const [from = 0, to = 0] = [starts[term], starts[term + 1]];
      for (let field = 0; field < boosts.length; field += 1) {
        const [count, norm] = [counts[field], norms[field]];
        const worth = boost * rarity * (boosts[field] ?? 0) * (saturation + 1);
        if (count === undefined || norm === undefined || worth === 0) continue;
        for (let entry = from; entry < to; entry += 1) {
          const times = count[entry] ?? 0;
          if (times === 0) continue;
          const document = documentOf[entry] ?? 0;
          scores[document] = (scores[document] ?? 0) + (worth * times) / ((norm[document] ?? 0) + times);
        }
      }
    }
    return scores;
  }
}
