export interface FoundDocument {
  id: string;
  score: number;
}

/** The best so many, as a heap with the worst of them on top. */
export class Best {
  readonly #limit: number;
  readonly #heap: FoundDocument[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** below which nothing is taken any more */
  get worst(): number {
    return this.#heap.length < this.#limit ? 0 : (this.#heap[0]?.score ?? 0);
  }

  add(found: FoundDocument): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(found);
      let at = heap.length - 1;
      while (at > 0) {
        const above = (at - 1) >>> 1;
        if (!isBetter(heap[above], heap[at])) break;
        this.#swap(at, above);
        at = above;
      }
      return;
    }
    if (!isBetter(found, heap[0])) return;
    heap[0] = found;
    for (let at = 0; ; ) {
      let worst = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && isBetter(heap[worst], heap[below])) worst = below;
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  inOrder(): FoundDocument[] {
    return this.#heap.toSorted((one, other) => (isBetter(one, other) ? -1 : 1));
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}

function isBetter(one: FoundDocument | undefined, other: FoundDocument | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.score === other.score ? one.id < other.id : one.score > other.score;
}
