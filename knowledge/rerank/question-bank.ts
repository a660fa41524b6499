import { WordNumbers } from './word-numbers.ts';

/** A question that was answered, and with what. */
export interface AnsweredQuestion {
  /** words of the question, as they are searched for */
  words: readonly string[];
  /** ids of the documents that answered it */
  answers: readonly string[];
}

export interface Neighbour<Q> {
  question: Q;
  /** cosine of the rarities of common words, above 0 to 1 */
  likeness: number;
}

/**
 * What was asked before, to be found again by its words: rare ones in common say much, usual ones little. Words are kept
 * by number: a city's forty thousand wordings share their words, and all of them weigh anew with each change.
 */
export class QuestionBank<Q> {
  /** by number; null for one that was taken out, whose number is not given again */
  readonly #questions: (Q | null)[] = [];
  /** by question, its words by number, each once */
  readonly #words: Uint32Array[] = [];
  readonly #numbers: WordNumbers;
  /** by word, the questions that have it, ascending */
  readonly #asking: number[][] = [];
  #size = 0;
  /** by word, its rarity squared, and by question its length, as far as asked for since the last change; else NaN */
  #squares = new Float64Array();
  #lengths = new Float64Array();
  #changed = false;

  /** @param numbers of the words, where others count them too */
  constructor(numbers: WordNumbers = new WordNumbers()) {
    this.#numbers = numbers;
  }

  static of<A extends AnsweredQuestion>(questions: Iterable<A>): QuestionBank<A> {
    const bank = new QuestionBank<A>();
    for (const question of questions) bank.add(question.words, question);
    return bank;
  }

  /** @returns a number to take it out by */
  add(words: readonly string[], question: Q): number {
    return this.addNumbered(
      Uint32Array.from(new Set(words), (word) => this.#numbers.numberOf(word)),
      question,
    );
  }

  /** @param words by number, each once */
  addNumbered(words: Uint32Array, question: Q): number {
    const number = this.#questions.push(question) - 1;
    this.#words.push(words);
    for (const word of words) {
      const asking = this.#asking[word];
      if (asking === undefined) this.#asking[word] = [number];
      else asking.push(number);
    }
    this.#size += 1;
    this.#changed = true;
    return number;
  }

  takeOut(number: number): void {
    const question = this.#questions[number];
    if (question === undefined || question === null) return;
    for (const word of this.#words[number] ?? []) {
      const asking = this.#asking[word] ?? [];
      asking.splice(asking.indexOf(number), 1);
    }
    this.#questions[number] = null;
    this.#words[number] = nothing;
    this.#size -= 1;
    this.#changed = true;
  }

  /** The most alike, first; equal ones as they came. */
  near(words: readonly string[], limit: number): Neighbour<Q>[] {
    this.#weighAnew();
    const common = new Map<number, number>();
    let squares = 0;
    for (const each of new Set(words)) {
      const word = this.#numbers.find(each);
      const asking = word === undefined ? [] : (this.#asking[word] ?? []);
      // Words that nobody asked with before count as the rarest: a question full of them is like none.
      const square = word === undefined || asking.length === 0 ? this.#square(1) : this.#squareOf(word);
      squares += square;
      for (const number of asking) common.set(number, (common.get(number) ?? 0) + square);
    }
    const length = Math.sqrt(squares) || 1;
    const found: { number: number; likeness: number }[] = [];
    for (const [number, sum] of common)
      found.push({ number, likeness: sum / (length * this.#lengthOf(number)) });
    return found
      .sort((one, other) => other.likeness - one.likeness || one.number - other.number)
      .slice(0, limit)
      .flatMap(({ number, likeness }) => {
        const question = this.#questions[number];
        return question === undefined || question === null ? [] : [{ question, likeness }];
      });
  }

  /** A change of one question changes the rarity of words, and with it the length of all. */
  #weighAnew(): void {
    if (!this.#changed) return;
    this.#changed = false;
    this.#squares = new Float64Array(this.#asking.length).fill(Number.NaN);
    this.#lengths = new Float64Array(this.#questions.length).fill(Number.NaN);
  }

  #square(asking: number): number {
    return Math.log(1 + this.#size / asking) ** 2;
  }

  #squareOf(word: number): number {
    const known = this.#squares[word] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const square = this.#square(this.#asking[word]?.length ?? 1);
    this.#squares[word] = square;
    return square;
  }

  #lengthOf(number: number): number {
    const known = this.#lengths[number] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    let sum = 0;
    for (const word of this.#words[number] ?? nothing) sum += this.#squareOf(word);
    const length = Math.sqrt(sum) || 1;
    this.#lengths[number] = length;
    return length;
  }
}

const nothing = new Uint32Array();
