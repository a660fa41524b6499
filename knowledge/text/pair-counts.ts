/** From 〇 to the end of the common Chinese signs: two of them make a number below 2^30, which costs no memory of its own. */
const FIRST = 0x3007;
const LAST = 0x9fff;
const SPAN = LAST - FIRST + 1;
/** Of the signs from 〇 on, the first that is a word's: between them stand marks and Japanese. */
const FIRST_HAN = 0x3400;

/** How often two Chinese signs are neighbours. Rare signs of two units are left out. */
export class PairCounts {
  readonly #counts = new Map<number, number>();

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
        const count = (this.#counts.get(pair) ?? 0) + weight;
        if (count === 0) this.#counts.delete(pair);
        else this.#counts.set(pair, count);
        changed?.add(pair);
      }
      before = sign;
    }
  }

  /** Of the pair that begins at a place in a text; 0 when it never stood anywhere. */
  of(text: string, at: number): number {
    const [one, other] = [placeOf(text.charCodeAt(at)), placeOf(text.charCodeAt(at + 1))];
    return one < 0 || other < 0 ? 0 : (this.#counts.get(one * SPAN + other) ?? 0);
  }

  *atLeast(times: number): Iterable<[pair: string, count: number]> {
    for (const [pair, count] of this.#counts) if (count >= times) yield [signsOf(pair), count];
  }

  /** By number, one pair and its count after the other: to be kept, and taken back. */
  numbers(): number[] {
    return [...this.#counts].flat();
  }

  /** @param numbers what `numbers` gave, into counts that are empty */
  take(numbers: readonly number[]): void {
    for (let at = 0; at < numbers.length; at += 2) this.#counts.set(numbers[at] ?? 0, numbers[at + 1] ?? 0);
  }
}

/** The pair of a number. */
export function signsOf(pair: number): string {
  return String.fromCharCode(FIRST + Math.floor(pair / SPAN), FIRST + (pair % SPAN));
}

function placeOf(unit: number): number {
  return unit === FIRST || (unit >= FIRST_HAN && unit <= LAST) ? unit - FIRST : -1;
}
