import { firstFrom } from './first-from.ts';

/**
 * The words of a segment in UTF-16 order, their number being their place. One array of code units and one of ends: half
 * a million strings as objects would be most of the index, and could not be handed to another thread.
 */
export class TermTable {
  readonly size: number;
  readonly units: Uint16Array;
  /** by term, where its units end; they begin where those of the term before end */
  readonly ends: Uint32Array;

  constructor(units: Uint16Array, ends: Uint32Array) {
    this.units = units;
    this.ends = ends;
    this.size = ends.length;
  }

  /** @param words in UTF-16 order, which is that of `sort()`, each once */
  static of(words: readonly string[]): TermTable {
    const ends = new Uint32Array(words.length);
    let length = 0;
    words.forEach((word, term) => {
      length += word.length;
      ends[term] = length;
    });
    const units = new Uint16Array(length);
    let at = 0;
    for (const word of words)
      for (let unit = 0; unit < word.length; unit += 1) {
        units[at] = word.charCodeAt(unit);
        at += 1;
      }
    return new TermTable(units, ends);
  }

  /** the word's number; null for one that is not here */
  find(word: string): number | null {
    const term = firstFrom(0, this.size, (at) => this.#compare(at, word) < 0);
    return term < this.size && this.#compare(term, word) === 0 ? term : null;
  }

  /** [from, to) of the words that begin so */
  startingWith(prefix: string): [from: number, to: number] {
    const from = firstFrom(0, this.size, (at) => this.#compare(at, prefix) < 0);
    const to = firstFrom(from, this.size, (at) => this.#beginsWith(at, prefix));
    return [from, to];
  }

  word(term: number): string {
    const from = this.#start(term);
    return String.fromCharCode(...this.units.subarray(from, this.ends[term]));
  }

  #start(term: number): number {
    return term === 0 ? 0 : (this.ends[term - 1] ?? 0);
  }

  #compare(term: number, word: string): number {
    const from = this.#start(term);
    const length = (this.ends[term] ?? 0) - from;
    const common = Math.min(length, word.length);
    for (let at = 0; at < common; at += 1) {
      const difference = (this.units[from + at] ?? 0) - word.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return length - word.length;
  }

  #beginsWith(term: number, prefix: string): boolean {
    const from = this.#start(term);
    if ((this.ends[term] ?? 0) - from < prefix.length) return false;
    for (let at = 0; at < prefix.length; at += 1)
      if (this.units[from + at] !== prefix.charCodeAt(at)) return false;
    return true;
  }
}
