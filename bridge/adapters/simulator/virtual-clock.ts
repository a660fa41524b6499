interface Due {
  at: number;
  /** what is due at the same instant is done in the order it was asked for */
  order: number;
  run: (() => void) | null;
}

/**
 * The time of a simulated exchange, in µs since the epoch. It stands still unless somebody runs it, so a day of calls
 * takes as long as its events take to make.
 */
export class VirtualClock {
  #now: number;
  #order = 0;
  readonly #heap: Due[] = [];

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  get now(): number {
    return this.#now;
  }

  /** @returns cancels; calling it late does nothing */
  at(time: number, run: () => void): () => void {
    const due: Due = { at: Math.max(time, this.#now), order: this.#order++, run };
    this.#push(due);
    return () => {
      due.run = null;
    };
  }

  after(micros: number, run: () => void): () => void {
    return this.at(this.#now + Math.max(0, Math.round(micros)), run);
  }

  /** When something is due next; null: never. */
  next(): number | null {
    this.#dropCancelled();
    return this.#heap[0]?.at ?? null;
  }

  /** Does the next thing that is due; false where nothing is. */
  step(): boolean {
    this.#dropCancelled();
    const due = this.#pop();
    if (due === undefined) return false;
    this.#now = due.at;
    due.run?.();
    return true;
  }

  /** Does everything due up to and at `time`. */
  runUntil(time: number): void {
    for (let next = this.next(); next !== null && next <= time; next = this.next()) this.step();
    this.#now = Math.max(this.#now, time);
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.run === null) this.#pop();
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(due, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const one = heap[left];
      if (one === undefined) break;
      const two = heap[left + 1];
      const smaller = two !== undefined && isBefore(two, one) ? two : one;
      if (!isBefore(smaller, last)) break;
      heap[at] = smaller;
      at = smaller === one ? left : left + 1;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(one: Due, two: Due): boolean {
  return one.at < two.at || (one.at === two.at && one.order < two.order);
}

export const seconds = (count: number): number => Math.round(count * 1_000_000);
export const millis = (count: number): number => Math.round(count * 1000);
