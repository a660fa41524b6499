import type { AnsweredQuestion } from './question-bank.ts';

/** How often texts and single documents answered before: some laws are asked for every day and most never. */
export class Priors {
  readonly #texts = new Map<string, number>();
  readonly #documents = new Map<string, number>();
  readonly #questions: number;

  constructor(questions: readonly AnsweredQuestion[], textOf: (id: string) => string) {
    this.#questions = questions.length;
    for (const { answers } of questions) {
      for (const id of answers) this.#documents.set(id, (this.#documents.get(id) ?? 0) + 1);
      for (const text of new Set(answers.map(textOf)))
        this.#texts.set(text, (this.#texts.get(text) ?? 0) + 1);
    }
  }

  /** ln of the share of questions, with half a one for what never answered */
  ofText(text: string): number {
    return Math.log(((this.#texts.get(text) ?? 0) + 0.5) / (this.#questions + 1));
  }

  ofDocument(id: string): number {
    return this.#documents.get(id) ?? 0;
  }
}
