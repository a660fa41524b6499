/** Words by their syllables, one a step. */
export interface SyllableNode<Word> {
  /** by the first letter of the syllable, which is all that a key press has to look at */
  readonly steps: ReadonlyMap<string, readonly Step<Word>[]>;
  readonly words: readonly Word[];
  /** here or below stands a word that may be abbreviated */
  readonly abbreviable: boolean;
}

export interface Step<Word> {
  syllable: string;
  node: SyllableNode<Word>;
}

interface Spelt<Word> {
  syllables: readonly string[];
  word: Word;
  abbreviable: boolean;
}

/**
 * A node is taken apart when somebody first looks at it: twenty thousand words are there at once, and of most of them
 * nobody ever types the first syllable.
 */
export class SyllableTree<Word> {
  readonly root: SyllableNode<Word>;
  readonly #root = new Node<Word>(0);

  constructor() {
    this.root = this.#root;
  }

  add(syllables: readonly string[], word: Word, abbreviable: boolean): void {
    this.#root.add({ syllables, word, abbreviable });
  }

  /** What led to it alone stays, and leads nowhere: a word that went often comes again. */
  remove(syllables: readonly string[], word: Word): void {
    this.#root.remove(syllables, word);
  }
}

export function stepTo<Word>(node: SyllableNode<Word>, syllable: string): SyllableNode<Word> | undefined {
  return node.steps.get(syllable.charAt(0))?.find((step) => step.syllable === syllable)?.node;
}

/** Most nodes end a word and lead nowhere: a map of its own for each would be half of the memory. */
const NOWHERE: ReadonlyMap<string, never> = new Map<string, never>();
const NO_WORDS: readonly never[] = [];

class Node<Word> implements SyllableNode<Word> {
  abbreviable = false;
  /** syllables that lead here */
  readonly #depth: number;
  /** null once the node was taken apart */
  #waiting: Spelt<Word>[] | null = [];
  #words: Word[] | readonly never[] = NO_WORDS;
  #steps: Map<string, { syllable: string; node: Node<Word> }[]> | typeof NOWHERE = NOWHERE;

  constructor(depth: number) {
    this.#depth = depth;
  }

  get steps(): ReadonlyMap<string, readonly { syllable: string; node: Node<Word> }[]> {
    this.#takeApart();
    return this.#steps;
  }

  get words(): readonly Word[] {
    this.#takeApart();
    return this.#words;
  }

  add(spelt: Spelt<Word>): void {
    this.abbreviable ||= spelt.abbreviable && this.#depth > 0;
    if (this.#waiting === null) this.#place(spelt);
    else this.#waiting.push(spelt);
  }

  remove(syllables: readonly string[], word: Word): void {
    if (this.#waiting !== null) {
      const at = this.#waiting.findIndex(
        (spelt) => spelt.word === word && isSame(spelt.syllables, syllables),
      );
      if (at >= 0) this.#waiting.splice(at, 1);
      return;
    }
    const next = syllables[this.#depth];
    if (next !== undefined) this.#nodeFor(next)?.remove(syllables, word);
    else this.#words = this.#words.filter((each) => each !== word);
  }

  #takeApart(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    for (const spelt of waiting) this.#place(spelt);
  }

  #place(spelt: Spelt<Word>): void {
    const syllable = spelt.syllables[this.#depth];
    if (syllable === undefined) this.#words = [...this.#words, spelt.word];
    else (this.#nodeFor(syllable) ?? this.#addStep(syllable)).add(spelt);
  }

  #nodeFor(syllable: string): Node<Word> | undefined {
    return this.#steps.get(syllable.charAt(0))?.find((step) => step.syllable === syllable)?.node;
  }

  #addStep(syllable: string): Node<Word> {
    const node = new Node<Word>(this.#depth + 1);
    const letter = syllable.charAt(0);
    const steps = this.#steps.get(letter);
    if (steps === undefined) this.#steps = new Map([...this.#steps, [letter, [{ syllable, node }]]]);
    else steps.push({ syllable, node });
    return node;
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}
