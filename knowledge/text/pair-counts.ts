/** From 〇 to the end of the common Chinese signs: two of them make a number below 2^30, which costs no memory of its own. */
const FIRST = 0x3007;
const LAST = 0x9fff;
const SPAN = LAST - FIRST + 1;
/** Of the signs from 〇 on, the first that is a word's: between them stand marks and Japanese. */
const FIRST_HAN = 0x3400;

/** How often two Chinese signs are neighbours. Rare signs of two units are left out. */
export class PairCounts {
  /** ascending, and how often each was there when they were taken back */
  readonly #pairs: Uint32Array;
  readonly #times: Uint32Array;
  /** of those that changed since, how often they are there now; 0: no more */
  readonly #changed = new Map<number, number>();

  /** @param numbers what `numbers` gave: sixty thousand of them are there at once, without a map */
  constructor(numbers: readonly number[] = []) {
    this.#pairs = new Uint32Array(numbers.length / 2);
    this.#times = new Uint32Array(numbers.length / 2);
    for (let at = 0; at < this.#pairs.length; at += 1) {
      this.#pairs[at] = numbers[2 * at] ?? 0;
      this.#times[at] = numbers[2 * at + 1] ?? 0;
    }
  }

  /**
   * @param weight how often the text counts; below 0 for one that counted before and is there no more
   * @param changed the pairs of the text are added here, by number
   */
  count(text: string, weight: number, changed?: Set<number>): void {
    let before = -1;
    for (let at = 0; at < text.length; at += 1) {
      const sign = placeOf(text.charCodeAt(at));
      if (before >= 0 && sign >= 0) {
        const pair = before * SPAN + sign;
        this.#changed.set(pair, this.ofPair(pair) + weight);
        changed?.add(pair);
      }
      before = sign;
    }
  }

  /** Of the pair that begins at a place in a text; 0 when it never stood anywhere. */
  of(text: string, at: number): number {
    const pair = pairAt(text, at);
    return pair === null ? 0 : this.ofPair(pair);
  }

  /** One pair's number and its count after the other, ascending by pair: to be kept. */
  numbers(): number[] {
    const pairs = [...this.#pairs.filter((pair) => !this.#changed.has(pair)), ...this.#changed.keys()];
    return pairs
      .sort((one, other) => one - other)
      .flatMap((pair) => {
        const count = this.ofPair(pair);
        return count === 0 ? [] : [pair, count];
      });
  }

  /** The same by the pair's number. */
  ofPair(pair: number): number {
    const changed = this.#changed.get(pair);
    if (changed !== undefined) return changed;
    let [from, to] = [0, this.#pairs.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#pairs[middle] ?? 0) < pair) from = middle + 1;
      else to = middle;
    }
    return this.#pairs[from] === pair ? (this.#times[from] ?? 0) : 0;
  }
}

/** The number of the pair that begins at a place in a text; null where no two Chinese signs stand. */
export function pairAt(text: string, at: number): number | null {
  const [one, other] = [placeOf(text.charCodeAt(at)), placeOf(text.charCodeAt(at + 1))];
  return one < 0 || other < 0 ? null : one * SPAN + other;
}

/** The pair of a number. */
export function signsOf(pair: number): string {
  return String.fromCharCode(FIRST + Math.floor(pair / SPAN), FIRST + (pair % SPAN));
}

function placeOf(unit: number): number {
  return unit === FIRST || (unit >= FIRST_HAN && unit <= LAST) ? unit - FIRST : -1;
}
