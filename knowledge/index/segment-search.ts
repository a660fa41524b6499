import type { Best } from './best.ts';
import { firstNotBelow } from './first-from.ts';
import { KthBest } from './kth-best.ts';
import type { LiveSegment } from './live-segment.ts';

/** A word of the question in one segment. */
export interface AskedWord {
  /** its number there */
  term: number;
  /** by field, what it is worth there if it stands in a document endlessly often; 0: nothing */
  worths: readonly number[];
}

export interface Sought {
  best: Best;
  /** scores are divided by it */
  norm: number;
  limit: number;
  accepts?: (id: string) => boolean;
}

interface List extends AskedWord {
  /** place of the word in the question */
  at: number;
  from: number;
  to: number;
  /** no document gets more by this word */
  most: number;
}

/** Sums in another order differ by their last bits; so much is allowed for, which is a million times that. */
const slack = 1e-9;
/** Steps to find a document among a word's entries, beside one step along them. */
const seekCost = 8;
/** To look a word up for one document and score it, beside one step along entries. */
const scoreCost = 60;
/** So few more than are sought, and they are scored rather than sifted. */
const fewMore = 32;

/**
 * A question in one segment. Where few are sought, not all is read (Turtle, Flood: Query evaluation: strategies and
 * optimizations, 1995): words that say much come first; once those that are left can lift no document above the worst
 * of the best, only documents that already have a sum stay candidates, and the rest of the words is looked up for them
 * alone. Who is left at the end is scored anew in the question's order: the bits are those of reading all.
 */
export class SegmentSearch {
  readonly #live: LiveSegment;
  readonly #norms: readonly Float64Array[];
  readonly #lists: readonly List[];

  constructor(live: LiveSegment, norms: readonly Float64Array[], words: readonly AskedWord[]) {
    this.#live = live;
    this.#norms = norms;
    const { starts } = live.segment;
    this.#lists = words.map(({ term, worths }, at) => ({
      at,
      term,
      worths,
      from: starts[term] ?? 0,
      to: starts[term + 1] ?? 0,
      most: worths.reduce((sum, worth) => sum + worth, 0),
    }));
  }

  /** Adds the best documents of the segment to `sought.best`, by the way that takes less time. */
  collect(sought: Sought): void {
    if (this.#lists.length === 0) return;
    const entries = this.#lists.reduce((sum, { from, to }) => sum + to - from, 0);
    const scored = (sought.limit + fewMore) * this.#lists.length;
    if (scored * scoreCost < entries) this.collectFew(sought);
    else this.collectAll(sought);
  }

  /** By reading all entries of all words. */
  collectAll(sought: Sought): void {
    const scores = this.#live.takeSums();
    for (const list of this.#lists) this.#addAll(scores, list);
    const { best, norm } = sought;
    let least = Math.max(Number.MIN_VALUE, best.worst * norm * (1 - slack));
    for (let document = 0; document < scores.length; document += 1) {
      const sum = scores[document] ?? 0;
      if (sum < least) continue;
      this.#offer(document, sum, sought);
      least = Math.max(Number.MIN_VALUE, best.worst * norm * (1 - slack));
    }
  }

  /** By reading no more than has to be read. */
  collectFew(sought: Sought): void {
    const sums = this.#live.takeSums();
    const sift = new Sift(this.#live, sums, sought);
    const byMost = this.#lists.toSorted((one, other) => other.most - one.most);
    const left = sumsFrom(byMost);
    let read = 0;
    let next = 0;
    for (const list of byMost) {
      const length = list.to - list.from;
      if (read > 0 && read + length > sums.length) {
        sift.lookAtAll();
        read = 0;
      }
      if ((left[next] ?? 0) < sift.worst) break;
      this.#addAll(sums, list);
      read += length;
      next += 1;
    }
    if (read > 0) sift.lookAtAll();
    read = 0;
    let candidates = sift.candidates(left[next] ?? 0);
    for (; next < byMost.length && candidates.length > sought.limit + fewMore; next += 1) {
      const list = byMost[next];
      if (list === undefined) break;
      const length = list.to - list.from;
      const sought = candidates.length * seekCost;
      if (sought < length) this.#addTo(candidates, sums, list);
      else this.#addAll(sums, list);
      read += Math.min(sought, length);
      if (read < candidates.length) continue;
      candidates = sift.lookAt(candidates, left[next + 1] ?? 0);
      read = 0;
    }
    this.#scoreAnew(candidates, sought);
  }

  #offer(document: number, sum: number, { best, norm, accepts }: Sought): void {
    const score = sum / norm;
    if (score === 0 || this.#live.gone[document] === 1 || score < best.worst) return;
    const id = this.#live.segment.ids.at(document);
    if (accepts === undefined || accepts(id)) best.add({ id, score });
  }

  #addAll(sums: Float64Array, { from, to, worths }: List): void {
    const { documentOf, counts } = this.#live.segment;
    for (let field = 0; field < worths.length; field += 1) {
      const [count, norm, worth = 0] = [counts[field], this.#norms[field], worths[field]];
      if (count === undefined || norm === undefined || worth === 0) continue;
      for (let entry = from; entry < to; entry += 1) {
        const times = count[entry] ?? 0;
        if (times === 0) continue;
        const document = documentOf[entry] ?? 0;
        sums[document] = (sums[document] ?? 0) + (worth * times) / ((norm[document] ?? 0) + times);
      }
    }
  }

  /** @param documents ascending */
  #addTo(documents: Uint32Array, sums: Float64Array, list: List): void {
    const { documentOf } = this.#live.segment;
    let entry = list.from;
    for (let at = 0; at < documents.length; at += 1) {
      const document = documents[at] ?? 0;
      // Steps double until one is too long: the next candidate is seldom far.
      let step = 1;
      while (entry + step < list.to && (documentOf[entry + step] ?? 0) < document) step *= 2;
      const end = Math.min(list.to, entry + step + 1);
      entry = firstNotBelow(documentOf, entry, end, document);
      if (entry === list.to) return;
      if (documentOf[entry] === document)
        sums[document] = this.#addOne(sums[document] ?? 0, document, entry, list.worths);
    }
  }

  #addOne(sum: number, document: number, entry: number, worths: readonly number[]): number {
    const { counts } = this.#live.segment;
    let more = sum;
    for (let field = 0; field < worths.length; field += 1) {
      const [times = 0, worth = 0] = [counts[field]?.[entry], worths[field]];
      if (worth === 0 || times === 0) continue;
      more += (worth * times) / ((this.#norms[field]?.[document] ?? 0) + times);
    }
    return more;
  }

  /** As `#addAll` for all words in the question's order, for a few documents. */
  #scoreAnew(documents: Uint32Array, sought: Sought): void {
    const { termStarts, termOf } = this.#live.segment;
    const byTerm = this.#lists.toSorted((one, other) => one.term - other.term);
    /** by word of the question, its entry for the document; -1: it does not stand there */
    const entries = new Int32Array(this.#lists.length);
    for (let each = 0; each < documents.length; each += 1) {
      const document = documents[each] ?? 0;
      entries.fill(-1);
      const end = termStarts[document + 1] ?? 0;
      let own = termStarts[document] ?? 0;
      for (const { at, term } of byTerm) {
        own = firstNotBelow(termOf, own, end, term);
        if (own === end) break;
        if (termOf[own] === term) entries[at] = this.#live.entryOf(term, document);
      }
      let sum = 0;
      for (const { at, worths } of this.#lists) {
        const entry = entries[at] ?? -1;
        if (entry >= 0) sum = this.#addOne(sum, document, entry, worths);
      }
      this.#offer(document, sum, sought);
    }
  }
}

/** By list, the most that it and those after it can add; added up from the least, so that none of it is lost. */
function sumsFrom(lists: readonly List[]): Float64Array {
  const sums = new Float64Array(lists.length + 1);
  for (let at = lists.length - 1; at >= 0; at -= 1) sums[at] = (sums[at + 1] ?? 0) + (lists[at]?.most ?? 0);
  return sums;
}

/** Which documents can still be among the best, by the sums of the words that were read. */
class Sift {
  readonly #live: LiveSegment;
  readonly #sums: Float64Array;
  readonly #accepts: ((id: string) => boolean) | undefined;
  readonly #kth: KthBest;
  /** The worst of the best so far: sums only grow, so what it was it is at least. */
  #worst: number;

  constructor(live: LiveSegment, sums: Float64Array, { best, norm, limit, accepts }: Sought) {
    this.#live = live;
    this.#sums = sums;
    this.#accepts = accepts;
    this.#kth = new KthBest(limit);
    this.#worst = best.worst * norm;
  }

  /** What is surely below it is not among the best. */
  get worst(): number {
    return this.#worst * (1 - slack);
  }

  lookAtAll(): void {
    const sums = this.#sums;
    this.#kth.clear();
    let worst = this.#worst;
    for (let document = 0; document < sums.length; document += 1) {
      const sum = sums[document] ?? 0;
      if (sum > worst) worst = this.#take(document, sum);
    }
    this.#worst = worst;
  }

  /** @param left what words not yet read can add to any document */
  candidates(left: number): Uint32Array {
    const sums = this.#sums;
    // Who has no sum yet is out of it by now.
    const least = Math.max(Number.MIN_VALUE, this.worst - left);
    const room = this.#live.takeRoom();
    let count = 0;
    // Written first and counted after: a branch here is guessed wrong every other time.
    for (let document = 0; document < sums.length; document += 1) {
      room[count] = document;
      count += (sums[document] ?? 0) >= least ? 1 : 0;
    }
    return room.subarray(0, count);
  }

  /** Those of the candidates that still are, in the same room. */
  lookAt(candidates: Uint32Array, left: number): Uint32Array {
    const sums = this.#sums;
    this.#kth.clear();
    let worst = this.#worst;
    for (let at = 0; at < candidates.length; at += 1) {
      const document = candidates[at] ?? 0;
      const sum = sums[document] ?? 0;
      if (sum > worst) worst = this.#take(document, sum);
    }
    this.#worst = worst;
    const least = this.worst - left;
    let count = 0;
    for (let at = 0; at < candidates.length; at += 1) {
      const document = candidates[at] ?? 0;
      candidates[count] = document;
      count += (sums[document] ?? 0) >= least ? 1 : 0;
    }
    return candidates.subarray(0, count);
  }

  #take(document: number, sum: number): number {
    if (this.#live.gone[document] !== 1 && (this.#accepts?.(this.#live.segment.ids.at(document)) ?? true))
      this.#kth.add(sum);
    return Math.max(this.#kth.worst, this.#worst);
  }
}
