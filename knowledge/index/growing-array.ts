/** Numbers of which nobody knows beforehand how many there will be, without an object for each. */
export class GrowingArray {
  readonly #ofWidth: typeof Uint32Array | typeof Uint8Array;
  #numbers: Uint32Array | Uint8Array;
  length = 0;

  /** @param ofWidth wide enough for the largest of the numbers */
  constructor(ofWidth: typeof Uint32Array | typeof Uint8Array) {
    this.#ofWidth = ofWidth;
    this.#numbers = new ofWidth(1024);
  }

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new this.#ofWidth(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }
}
