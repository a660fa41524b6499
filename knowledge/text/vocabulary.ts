import { DICTIONARY } from './dictionary.ts';
import { fold } from './normalise.ts';
import { PairCounts, pairAt, signsOf } from './pair-counts.ts';
import { readingOf } from './reading.ts';
import { SPOKEN } from './spoken.ts';
import { SyllableTree } from './syllable-tree.ts';
import { blurred } from './syllables.ts';

/** What a library has to be known by: its texts, their names, and what was asked of it. */
export interface Written {
  /** titles, and keywords: each stretch of signs in them is a word of the field */
  titles: readonly string[];
  texts: readonly string[];
  /** questions as callers put them: their words are more likely asked again */
  asked: readonly string[];
}

/** A word of the library, by its sound. */
export interface VoicedWord {
  word: string;
  /** without tones, one a sign */
  syllables: readonly string[];
  /** how often it is written or asked */
  weight: number;
  /** a word of the field, of callers or a title; else a pair of neighbours that happens to be frequent */
  field: boolean;
}

/** A vocabulary as it can be written down; numbers and strings only. */
export interface VocabularyTable {
  pairs: number[];
  latin: [letters: string, times: number][];
  names: [name: string, times: number][];
  words: [word: string, weight: number, field: 0 | 1, syllables: string][];
}

const HAN_RUN = /[\p{Script=Han}〇]+/gu;
// With what hangs together: gjj.changsha.gov.cn is one, and leaves gjj to pinyin.
const LATIN_WORD = /[a-z0-9]+(?:[._@:/-]+[a-z0-9]+)*/g;
/** Below, a pair of neighbours is more often an accident than a word. */
const FREQUENT = 5;
/** Of what one wording asks, most pairs are accidents; what two ask is a word. */
const ASKED_WEIGHT = 3;
/** 怎么罚, 谁可以: how something is asked is not what anybody misspells. */
const ASKING = /[谁怎什么几哪吗]|^多|多少/;

/** Callers' words and what they mean stand in no text that was written, and are no strangers either. */
const spokenPairs = new PairCounts();
const spokenLatin = new Map<string, number>();
for (const { spoken, written } of SPOKEN) for (const word of [spoken, ...written]) countSpoken(fold(word));
const spokenWords = new Set(SPOKEN.map(({ spoken }) => spoken));

/** by pair, the words of dictionary and callers that hold it: they are more or less usual when it is */
const wordsWith = new Map<number, string[]>();
for (const word of [...DICTIONARY, ...spokenWords])
  for (const pair of pairsOf(word)) wordsWith.set(pair, [...(wordsWith.get(pair) ?? []), word]);

function countSpoken(word: string): void {
  for (const [letters] of word.matchAll(LATIN_WORD)) spokenLatin.set(letters, 1);
  spokenPairs.count(word, 1);
}

function pairsOf(word: string): Set<number> {
  const pairs = new Set<number>();
  new PairCounts().count(word, 1, pairs);
  return pairs;
}

/**
 * The words of a library by sound, so that pinyin and wrong signs are understood as what can be found here and not as
 * what the language has. Texts come and go; the words are those of what is there. 0.35 s of one core for 125 texts.
 */
export class Vocabulary {
  /** null until somebody types by sound: putting forty thousand words into them is a quarter of a start */
  #trees: Trees | null = null;
  readonly #pairs: PairCounts;
  /** how often they stand there */
  readonly #latin = new Map<string, number>();
  /** stretches of signs in titles, and in how many of them */
  readonly #names = new Map<string, number>();
  readonly #voiced = new Map<string, VoicedWord>();
  /** of those, the pairs that are no words of the field, by number: a base that is read in changes millions of pairs */
  readonly #frequent = new Map<number, VoicedWord>();

  /** @param from a table: as it was when that was made, without asking once more how each word is read */
  constructor(from: Written | VocabularyTable) {
    this.#pairs = new PairCounts('texts' in from ? [] : from.pairs);
    if ('texts' in from) {
      const { pairs, names } = this.#count(from, 1);
      for (const word of [...DICTIONARY, ...spokenWords, ...names]) this.#weigh(word);
      for (const pair of pairs) this.#weigh(signsOf(pair));
      return;
    }
    for (const [letters, times] of from.latin) this.#latin.set(letters, times);
    for (const [name, times] of from.names) this.#names.set(name, times);
    for (const [word, weight, field, syllables] of from.words)
      this.#voice({ word, syllables: syllables.split(' '), weight, field: field === 1 });
  }

  /** by full syllables, and field words by their initials */
  get bySound(): SyllableTree<VoicedWord> {
    return this.#grown().bySound;
  }

  /** field words by what southern speakers hear */
  get byEar(): SyllableTree<VoicedWord> {
    return this.#grown().byEar;
  }

  #grown(): Trees {
    if (this.#trees !== null) return this.#trees;
    const trees: Trees = { bySound: new SyllableTree(), byEar: new SyllableTree() };
    for (const voiced of this.#voiced.values()) plant(trees, voiced);
    this.#trees = trees;
    return trees;
  }

  table(): VocabularyTable {
    return {
      pairs: this.#pairs.numbers(),
      latin: [...this.#latin],
      names: [...this.#names],
      words: [...this.#voiced.values()].map(({ word, weight, field, syllables }) => [
        word,
        weight,
        field ? 1 : 0,
        syllables.join(' '),
      ]),
    };
  }

  put(written: Written): void {
    this.#change(written, 1);
  }

  /** @param written what was put, word for word */
  remove(written: Written): void {
    this.#change(written, -1);
  }

  /** Two neighbouring signs that are written here, or said by callers. */
  hasPair(pair: string): boolean {
    return this.#pairs.of(pair, 0) > 0 || spokenPairs.of(pair, 0) > 0;
  }

  /** ETC, APP: what is written in Latin letters in a text is no pinyin. */
  hasLatin(letters: string): boolean {
    return this.#latin.has(letters) || spokenLatin.has(letters);
  }

  #change(written: Written, sign: 1 | -1): void {
    const { pairs, names } = this.#count(written, sign);
    for (const name of names) this.#weigh(name);
    for (const pair of pairs) {
      for (const word of wordsWith.get(pair) ?? []) this.#weigh(word);
      const count = this.#pairs.ofPair(pair);
      const known = this.#frequent.get(pair);
      if (known !== undefined && count >= FREQUENT) known.weight = count;
      else if (known !== undefined || count >= FREQUENT) this.#weigh(signsOf(pair));
    }
  }

  /** @returns the pairs and names whose counts are others now */
  #count({ titles, texts, asked }: Written, sign: 1 | -1): { pairs: Set<number>; names: Set<string> } {
    const pairs = new Set<number>();
    const names = new Set<string>();
    const count = (text: string, weight: number) => {
      const folded = fold(text);
      for (const [letters] of folded.matchAll(LATIN_WORD)) countUp(this.#latin, letters, weight);
      this.#pairs.count(folded, weight, pairs);
    };
    for (const text of texts) count(text, sign);
    for (const title of titles) {
      count(title, sign);
      for (const name of namesIn(title)) {
        countUp(this.#names, name, sign);
        names.add(name);
      }
    }
    for (const question of asked) count(question, sign * ASKED_WEIGHT);
    return { pairs, names };
  }

  /** A word that is there now, is there no more, or is more or less usual than before. */
  #weigh(word: string): void {
    const least = spokenWords.has(word) || this.#names.has(word) ? 1 : 0;
    const field = least > 0 || DICTIONARY.has(word);
    const weight = Math.max(this.#rarestPair(word), least);
    const before = this.#voiced.get(word);
    // What was a name and is none any more is no pair of neighbours either.
    if (field ? word.length < 2 || weight === 0 : word.length !== 2 || weight < FREQUENT) {
      if (before !== undefined) this.#forget(word);
    } else if (before?.field === field) before.weight = weight;
    else {
      if (before !== undefined) this.#forget(word);
      this.#voice({ word, syllables: before?.syllables ?? readingOf(word), weight, field });
    }
  }

  /** Close to how often a word is written. */
  #rarestPair(word: string): number {
    let rarest = Infinity;
    for (let at = 0; at + 1 < word.length; at += 1) rarest = Math.min(rarest, this.#pairs.of(word, at));
    return rarest;
  }

  #voice(voiced: VoicedWord): void {
    const { word, syllables, field } = voiced;
    if (syllables.includes('')) return;
    this.#voiced.set(word, voiced);
    const pair = field ? null : pairAt(word, 0);
    if (pair !== null) this.#frequent.set(pair, voiced);
    if (this.#trees !== null) plant(this.#trees, voiced);
  }

  #forget(word: string): void {
    const voiced = this.#voiced.get(word);
    if (voiced === undefined) return;
    this.#voiced.delete(word);
    const pair = pairAt(word, 0);
    if (!voiced.field && pair !== null) this.#frequent.delete(pair);
    if (this.#trees === null) return;
    for (const spelling of spellings(voiced.syllables)) this.#trees.bySound.remove(spelling, voiced);
    this.#trees.byEar.remove(voiced.syllables.map(blurred), voiced);
  }
}

interface Trees {
  bySound: SyllableTree<VoicedWord>;
  byEar: SyllableTree<VoicedWord>;
}

function plant({ bySound, byEar }: Trees, voiced: VoicedWord): void {
  const { word, syllables, field } = voiced;
  for (const spelling of spellings(syllables)) bySound.add(spelling, voiced, field);
  if (field && !ASKING.test(word)) byEar.add(syllables.map(blurred), voiced, true);
}

function namesIn(title: string): string[] {
  const name = fold(title).replace(/^中华人民共和国/, '');
  return [...name.matchAll(HAN_RUN)].map(([run]) => run);
}

function countUp(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

/** 女 is nv on a keyboard, but many type nu. */
function spellings(syllables: readonly string[]): (readonly string[])[] {
  // ü is written v, and stands behind n and l only; a pattern for each of fifty thousand syllables took longer.
  if (!syllables.some((syllable) => syllable.charAt(1) === 'v')) return [syllables];
  return [syllables, syllables.map((syllable) => syllable.replace(/^([ln])v/, '$1u'))];
}
