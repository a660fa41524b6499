/** A question that was answered, and with what. */
export interface AnsweredQuestion {
  /** words of the question, as they are searched for */
  words: readonly string[];
  /** ids of the documents that answered it */
  answers: readonly string[];
}

export interface Neighbour<Q extends AnsweredQuestion> {
  question: Q;
  /** cosine of the rarities of common words, above 0 to 1 */
  likeness: number;
}

/** What was asked before, to be found again by its words: rare ones in common say much, usual ones little. */
export class QuestionBank<Q extends AnsweredQuestion = AnsweredQuestion> {
  /** by number; null for one that was taken out, whose number is not given again */
  readonly #questions: (Q | null)[] = [];
  readonly #asking = new Map<string, Set<number>>();
  #size = 0;
  /** by number, as far as asked for since the last change: a change of one question changes the rarity of words */
  #lengths: number[] = [];

  constructor(questions: Iterable<Q> = []) {
    for (const question of questions) this.add(question);
  }

  /** @returns a number to take it out by */
  add(question: Q): number {
    const number = this.#questions.push(question) - 1;
    for (const word of new Set(question.words)) {
      const asking = this.#asking.get(word) ?? new Set();
      asking.add(number);
      this.#asking.set(word, asking);
    }
    this.#size += 1;
    this.#lengths = [];
    return number;
  }

  takeOut(number: number): void {
    const question = this.#questions[number];
    if (question === undefined || question === null) return;
    this.#questions[number] = null;
    for (const word of new Set(question.words)) {
      const asking = this.#asking.get(word);
      asking?.delete(number);
      if (asking?.size === 0) this.#asking.delete(word);
    }
    this.#size -= 1;
    this.#lengths = [];
  }

  /** The most alike, first; equal ones as they came. */
  near(words: readonly string[], limit: number): Neighbour<Q>[] {
    const common = new Map<number, number>();
    for (const word of new Set(words)) {
      const asking = this.#asking.get(word);
      if (asking === undefined) continue;
      const rarity = this.#rarity(asking.size) ** 2;
      for (const number of asking) common.set(number, (common.get(number) ?? 0) + rarity);
    }
    const length = this.#length(words);
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

  #rarity(asking: number): number {
    return Math.log(1 + this.#size / asking);
  }

  #lengthOf(number: number): number {
    const known = this.#lengths[number];
    if (known !== undefined) return known;
    const length = this.#length(this.#questions[number]?.words ?? []);
    this.#lengths[number] = length;
    return length;
  }

  /** Words that nobody asked with before count as the rarest: a question full of them is like none. */
  #length(words: readonly string[]): number {
    let sum = 0;
    for (const word of new Set(words)) sum += this.#rarity(this.#asking.get(word)?.size ?? 1) ** 2;
    return Math.sqrt(sum) || 1;
  }
}
