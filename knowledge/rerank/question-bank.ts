/** A question that was answered, and with what. */
export interface AnsweredQuestion {
  /** words of the question, as they are searched for */
  words: readonly string[];
  /** ids of the documents that answered it */
  answers: readonly string[];
}

export interface Neighbour {
  question: AnsweredQuestion;
  /** cosine of the rarities of common words, above 0 to 1 */
  likeness: number;
}

/** What was asked before, to be found again by its words: rare ones in common say much, usual ones little. */
export class QuestionBank {
  readonly #questions: readonly AnsweredQuestion[];
  readonly #rarity = new Map<string, number>();
  readonly #asking = new Map<string, number[]>();
  readonly #lengths: readonly number[];

  constructor(questions: readonly AnsweredQuestion[]) {
    this.#questions = questions;
    questions.forEach(({ words }, at) => {
      for (const word of new Set(words)) {
        const asking = this.#asking.get(word) ?? [];
        asking.push(at);
        this.#asking.set(word, asking);
      }
    });
    for (const [word, asking] of this.#asking)
      this.#rarity.set(word, Math.log(1 + questions.length / asking.length));
    this.#lengths = questions.map(({ words }) => this.#length(words));
  }

  /** The most alike, first. */
  near(words: readonly string[], limit: number): Neighbour[] {
    const common = new Map<number, number>();
    for (const word of new Set(words)) {
      const rarity = this.#rarity.get(word) ?? 0;
      for (const at of this.#asking.get(word) ?? []) common.set(at, (common.get(at) ?? 0) + rarity * rarity);
    }
    const length = this.#length(words);
    const neighbours: Neighbour[] = [];
    for (const [at, sum] of common) {
      const question = this.#questions[at];
      if (question !== undefined)
        neighbours.push({ question, likeness: sum / (length * (this.#lengths[at] ?? 1)) });
    }
    return neighbours.sort((one, other) => other.likeness - one.likeness).slice(0, limit);
  }

  /** Words that nobody asked with before count as the rarest: a question full of them is like none. */
  #length(words: readonly string[]): number {
    const rarest = Math.log(1 + this.#questions.length);
    let sum = 0;
    for (const word of new Set(words)) sum += (this.#rarity.get(word) ?? rarest) ** 2;
    return Math.sqrt(sum) || 1;
  }
}
