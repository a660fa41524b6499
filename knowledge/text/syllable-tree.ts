/** Words by their syllables, one a step. */
export interface SyllableNode<Word> {
  /** by the first letter of the syllable, which is all that a key press has to look at */
  steps: ReadonlyMap<string, Step<Word>[]>;
  readonly words: Word[];
  /** here or below stands a word that may be abbreviated */
  abbreviable: boolean;
}

export interface Step<Word> {
  syllable: string;
  node: SyllableNode<Word>;
}

export class SyllableTree<Word> {
  readonly root: SyllableNode<Word> = newNode();

  add(syllables: readonly string[], word: Word, abbreviable: boolean): void {
    let node = this.root;
    for (const syllable of syllables) {
      node = stepTo(node, syllable) ?? addStep(node, syllable);
      node.abbreviable ||= abbreviable;
    }
    node.words.push(word);
  }

  /** What led to it alone stays, and leads nowhere: a word that went often comes again. */
  remove(syllables: readonly string[], word: Word): void {
    let node: SyllableNode<Word> | undefined = this.root;
    for (const syllable of syllables) node = node === undefined ? undefined : stepTo(node, syllable);
    const at = node?.words.indexOf(word) ?? -1;
    if (at >= 0) node?.words.splice(at, 1);
  }
}

export function stepTo<Word>(node: SyllableNode<Word>, syllable: string): SyllableNode<Word> | undefined {
  return node.steps.get(syllable.charAt(0))?.find((step) => step.syllable === syllable)?.node;
}

function addStep<Word>(node: SyllableNode<Word>, syllable: string): SyllableNode<Word> {
  const next = newNode<Word>();
  const letter = syllable.charAt(0);
  const steps = node.steps.get(letter);
  if (steps === undefined) node.steps = new Map([...node.steps, [letter, [{ syllable, node: next }]]]);
  else steps.push({ syllable, node: next });
  return next;
}

/** Most nodes end a word and lead nowhere: a map of its own for each would be half of the memory. */
const NOWHERE: ReadonlyMap<string, never> = new Map<string, never>();

function newNode<Word>(): SyllableNode<Word> {
  return { steps: NOWHERE, words: [], abbreviable: false };
}
