import type { Cell } from './letters.ts';
import { readingsOf } from './reading.ts';
import { type Step, type SyllableNode, stepTo } from './syllable-tree.ts';
import { isSyllable } from './syllables.ts';
import type { Vocabulary, VoicedWord } from './vocabulary.ts';

/** A word that cells from `start` may mean. */
export interface PossibleWord {
  word: VoicedWord;
  end: number;
  /** the lower the likelier */
  cost: number;
  /** some of its syllables are told by their initials alone */
  abbreviated: boolean;
  /** its end is not typed yet */
  incomplete: boolean;
}

// Set by trial on the words of the library, so that each is understood by its full pinyin and the field's by initials.
const A_WORD = 1.5;
const FIELD_GAIN = 0.3;
/** for each doubling of how often it is written */
const USUAL_GAIN = 0.08;
const INITIAL = 0.25;
/** tiq of tiqu; by its first letter alone, and by more of it */
const HALF = { letter: 0.5, more: 0.2 };
/**
 * xi'an is written with a mark (GB/T 16159-2012 §6.1) and xian is one syllable; many leave the mark out, but then it
 * must be worth it. So it is with the letter behind a syllable that may belong to it: jia-n, lin-g.
 */
const TORN = 1.5;
const MISSING = 0.2;
const MOST_MISSING = 2;
const MIXED = 0.2;
const OVER_A_SPACE = 0.05;

/** All words that begin at a cell, by full syllables, initials, a half-typed end, and signs typed already. */
export function wordsFrom(cells: readonly Cell[], start: number, vocabulary: Vocabulary): PossibleWord[] {
  const walk = new Walk(cells);
  walk.from(vocabulary.bySound.root, start);
  return walk.found;
}

/** How a place in the tree was reached; a walk visits thousands, so nothing is copied that need not be. */
interface Way {
  cost: number;
  /** syllables so far */
  steps: number;
  /** the letters of the step before */
  before: string;
  /** some of it was typed in letters: else there is nothing to understand */
  letters: boolean;
  /** by initials: a word of the field is meant, no pair that happens to be frequent */
  abbreviated: boolean;
}

class Walk {
  readonly found: PossibleWord[] = [];
  readonly #cells: readonly Cell[];
  /** signs that were typed as such, by place in the word */
  readonly #signs: [place: number, sign: string][] = [];

  constructor(cells: readonly Cell[]) {
    this.#cells = cells;
  }

  from(root: SyllableNode<VoicedWord>, start: number): void {
    this.#go(root, start, { cost: 0, steps: 0, before: '', letters: false, abbreviated: false });
  }

  #go(node: SyllableNode<VoicedWord>, at: number, way: Way): void {
    if (way.letters && node.words.length > 0) this.#keep(node, at, way, way.cost, false);
    const cell = this.#cells[at];
    const ended = cell === undefined || cell.gap === 'space' || cell.kind === 'sign';
    if (ended && way.letters && way.steps > 1) this.#complete(node, at, way, 1);
    if (cell === undefined) return;
    const overSpace = cell.gap === 'space' && way.steps > 0;
    if (overSpace && way.abbreviated) return;
    const cost = overSpace ? way.cost + OVER_A_SPACE : way.cost;
    if (cell.kind === 'sign') this.#signStep(node, at, cell.sign, cost, way);
    else
      for (const step of node.steps.get(cell.sign) ?? []) {
        if (!way.abbreviated || step.node.abbreviable) this.#letterStep(step, at, cost, way);
      }
  }

  #signStep(node: SyllableNode<VoicedWord>, at: number, sign: string, cost: number, way: Way): void {
    for (const syllable of readingsOf(sign)) {
      const next = stepTo(node, syllable);
      if (next === undefined) continue;
      this.#signs.push([way.steps, sign]);
      this.#go(next, at + 1, { ...way, cost, steps: way.steps + 1, before: '' });
      this.#signs.pop();
    }
  }

  #letterStep({ syllable, node }: Step<VoicedWord>, at: number, cost: number, way: Way): void {
    const typed = typedOf(this.#cells, at, syllable);
    const { abbreviated } = way;
    const steps = way.steps + 1;
    const joined = this.#cells[at]?.gap === 'none' ? way.before : '';
    if (typed === syllable.length) {
      const torn = joined !== '' && BEGINS_OPEN.test(syllable) && isSyllable(joined + syllable) ? TORN : 0;
      this.#go(node, at + typed, { cost: cost + torn, steps, before: syllable, letters: true, abbreviated });
    } else if (node.words.length > 0 && endsAt(this.#cells, at + typed)) {
      const half = typed === 1 ? HALF.letter : HALF.more;
      const torn = joined !== '' && isSyllable(joined + syllable.slice(0, typed)) ? TORN : 0;
      this.#keep(node, at + typed, { ...way, letters: true }, cost + half + torn, false);
    }
    if (!node.abbreviable) return;
    this.#initial(syllable, 1, node, at, cost, way);
    if (typed > 1 && syllable[1] === 'h') this.#initial(syllable, 2, node, at, cost, way);
  }

  #initial(
    syllable: string,
    length: number,
    node: SyllableNode<VoicedWord>,
    at: number,
    cost: number,
    { steps }: Way,
  ): void {
    if (length === syllable.length) return;
    const before = syllable.slice(0, length);
    const way = { cost: cost + INITIAL, steps: steps + 1, before, letters: true, abbreviated: true };
    this.#go(node, at + length, way);
  }

  /** The words of the field that go on from here: gongji is 公积金 soon. */
  #complete(node: SyllableNode<VoicedWord>, at: number, way: Way, missing: number): void {
    for (const steps of node.steps.values())
      for (const { node: next } of steps) {
        if (!next.abbreviable) continue;
        this.#keep(next, at, way, way.cost + missing * MISSING, true);
        if (missing < MOST_MISSING) this.#complete(next, at, way, missing + 1);
      }
  }

  #keep(
    { words }: SyllableNode<VoicedWord>,
    end: number,
    { abbreviated }: Way,
    cost: number,
    incomplete: boolean,
  ): void {
    const mixed = this.#signs.length > 0 ? MIXED : 0;
    for (const word of words) {
      if ((abbreviated || incomplete) && !word.field) continue;
      if (!this.#signs.every(([place, sign]) => [...word.word][place] === sign)) continue;
      this.found.push({ word, end, cost: A_WORD + cost + mixed - gainOf(word), abbreviated, incomplete });
    }
  }
}

const BEGINS_OPEN = /^[aoe]/;

function gainOf({ field, weight }: VoicedWord): number {
  return (field ? FIELD_GAIN : 0) + USUAL_GAIN * Math.log2(1 + weight);
}

/** How many letters of a syllable stand there, with nothing between them. */
function typedOf(cells: readonly Cell[], at: number, syllable: string): number {
  let typed = 0;
  while (typed < syllable.length) {
    const cell = cells[at + typed];
    if (cell?.kind !== 'letter' || cell.sign !== syllable[typed] || (typed > 0 && cell.gap !== 'none')) break;
    typed += 1;
  }
  return typed;
}

/** No letter follows directly: the syllable may be half typed. */
export function endsAt(cells: readonly Cell[], at: number): boolean {
  const cell = cells[at];
  return cell === undefined || cell.kind === 'sign' || cell.gap !== 'none';
}
