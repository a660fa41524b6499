import { firstFrom } from './first-from.ts';
import { PackedStrings, pack } from './packed-strings.ts';

/** The words of a segment in UTF-16 order, their number being their place. */
export class TermTable {
  readonly size: number;
  readonly strings: PackedStrings;

  constructor(strings: PackedStrings) {
    this.strings = strings;
    this.size = strings.size;
  }

  /** @param words in UTF-16 order, which is that of `sort()`, each once */
  static of(words: readonly string[]): TermTable {
    const { units, ends } = pack(words);
    return new TermTable(new PackedStrings(units, ends));
  }

  /** the word's number; null for one that is not here */
  find(word: string): number | null {
    const { strings, size } = this;
    const term = firstFrom(0, size, (at) => strings.compare(at, word) < 0);
    return term < size && strings.compare(term, word) === 0 ? term : null;
  }

  /** [from, to) of the words that begin so */
  startingWith(prefix: string): [from: number, to: number] {
    const from = firstFrom(0, this.size, (at) => this.strings.compare(at, prefix) < 0);
    const to = firstFrom(from, this.size, (at) => this.strings.beginsWith(at, prefix));
    return [from, to];
  }

  word(term: number): string {
    return this.strings.at(term);
  }
}
