/** What the worst of the best so many scores is: below it nothing can be among them any more. */
export class KthBest {
  /** a heap with the smallest on top */
  readonly #heap: Float64Array;
  #length = 0;

  constructor(k: number) {
    this.#heap = new Float64Array(k);
  }

  /** 0 until there are so many */
  get worst(): number {
    return this.#length < this.#heap.length ? 0 : (this.#heap[0] ?? 0);
  }

  clear(): void {
    this.#length = 0;
  }

  /** Takes in a score that is above `worst`. */
  add(score: number): void {
    const heap = this.#heap;
    if (this.#length < heap.length) {
      let at = this.#length;
      this.#length += 1;
      while (at > 0) {
        const above = (at - 1) >>> 1;
        const there = heap[above] ?? 0;
        if (there <= score) break;
        heap[at] = there;
        at = above;
      }
      heap[at] = score;
      return;
    }
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && (heap[below + 1] ?? 0) < (heap[below] ?? 0)) below += 1;
      const there = heap[below] ?? 0;
      if (there >= score) break;
      heap[at] = there;
      at = below;
    }
    heap[at] = score;
  }
}
