/** Numbers of which nobody knows beforehand how many there will be, without an object for each. */
export class GrowingArray {
  #numbers = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2);
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
