/** Words by number, from 0 on: each is kept once, however many lists it stands in. */
export class WordNumbers {
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#numbers.size;
  }

  /** A word that was not met before gets the next number. */
  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }
}
