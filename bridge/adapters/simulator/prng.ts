/**
 * Chance with a seed: the same seed gives the same floor, byte for byte. `Math.random` would make a failure that a
 * property test found impossible to see again.
 *
 * The generator is sfc32 (PractRand finds no fault in it up to 32 TB), seeded through a string hash.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number | string) {
    this.#seed = String(seed);
    [this.#a, this.#b, this.#c] = hashed(this.#seed);
    for (let i = 0; i < 12; i += 1) this.#bits();
  }

  /**
   * A stream of its own. It depends on the label alone, not on how much was drawn before: what one caller does never
   * changes what the next one does.
   */
  fork(label: number | string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** [0, 1) */
  next(): number {
    return this.#bits() / 0x1_0000_0000;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** whole numbers, both ends included */
  int(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** undefined only of an empty list */
  pick<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(of.length * this.next())];
  }

  weighted<T>(of: readonly { value: T; weight: number }[]): T | undefined {
    let left = this.next() * of.reduce((sum, { weight }) => sum + weight, 0);
    for (const { value, weight } of of) {
      left -= weight;
      if (left < 0) return value;
    }
    return of.at(-1)?.value;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Of this mean, not of this median: talk lengths are told by their mean. */
  lognormal(mean: number, sigma: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return mean * Math.exp(sigma * normal - (sigma * sigma) / 2);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.#bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  #bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** Three words from a text (FNV-1a with three offsets, each mixed to the end). */
function hashed(text: string): [number, number, number] {
  const word = (offset: number) => {
    let hash = offset | 0;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
    return hash ^ (hash >>> 16);
  };
  return [word(0x811c_9dc5), word(0x1b87_3593), word(0x9e37_79b9)];
}
