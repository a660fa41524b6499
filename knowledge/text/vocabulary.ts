import { DICTIONARY } from './dictionary.ts';
import { fold } from './normalise.ts';
import { PairCounts } from './pair-counts.ts';
import { readingOf } from './reading.ts';
import { SPOKEN } from './spoken.ts';
import { SyllableTree } from './syllable-tree.ts';
import { blurred } from './syllables.ts';

/** What a library has to be known by: its texts, their titles, and what was asked of it. */
export interface Written {
  titles: Iterable<string>;
  texts: Iterable<string>;
  /** questions as callers put them: their words are more likely asked again */
  asked: Iterable<string>;
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

const HAN_RUN = /[\p{Script=Han}〇]+/gu;
// With what hangs together: gjj.changsha.gov.cn is one, and leaves gjj to pinyin.
const LATIN_WORD = /[a-z0-9]+(?:[._@:/-]+[a-z0-9]+)*/g;
/** Below, a pair of neighbours is more often an accident than a word. */
const FREQUENT = 5;
const ASKED_WEIGHT = 5;
/** 怎么罚, 谁可以: how something is asked is not what anybody misspells. */
const ASKING = /[谁怎什么几哪吗]|^多|多少/;

/**
 * The words of a library by sound, so that pinyin and wrong signs are understood as what can be found here and not as
 * what the language has. Built once when the library is read: 0.6 s for 125 texts.
 */
export class Vocabulary {
  /** by full syllables, and field words by their initials */
  readonly bySound = new SyllableTree<VoicedWord>();
  /** field words by what southern speakers hear */
  readonly byEar = new SyllableTree<VoicedWord>();
  readonly #pairs = new PairCounts();
  readonly #latin = new Set<string>();

  constructor({ titles, texts, asked }: Written) {
    const names = [...titles];
    for (const text of texts) this.#count(text, 1);
    for (const title of names) this.#count(title, 1);
    for (const question of asked) this.#count(question, ASKED_WEIGHT);
    const field = this.#fieldWords(names);
    for (const [word, weight] of field) this.#add(word, weight, true);
    for (const [pair, weight] of this.#pairs.atLeast(FREQUENT))
      if (!field.has(pair)) this.#add(pair, weight, false);
    for (const { spoken, written } of SPOKEN) for (const word of [spoken, ...written]) this.#count(word, 1);
  }

  /** Two neighbouring signs that are written here, or said by callers. */
  hasPair(pair: string): boolean {
    return this.#pairs.of(pair, 0) > 0;
  }

  /** ETC, APP: what is written in Latin letters in a text is no pinyin. */
  hasLatin(letters: string): boolean {
    return this.#latin.has(letters);
  }

  #count(text: string, weight: number): void {
    const folded = fold(text);
    for (const [letters] of folded.matchAll(LATIN_WORD)) this.#latin.add(letters);
    this.#pairs.count(folded, weight);
  }

  /** With the weight of their rarest pair, which is close to how often they are written. */
  #fieldWords(titles: readonly string[]): Map<string, number> {
    const words = new Map<string, number>();
    const keep = (word: string, least: number) => {
      if (word.length < 2) return;
      let weight = Infinity;
      for (let at = 0; at + 1 < word.length; at += 1) weight = Math.min(weight, this.#pairs.of(word, at));
      if (Math.max(weight, least) > 0) words.set(word, Math.max(weight, least, words.get(word) ?? 0));
    };
    for (const word of DICTIONARY) keep(word, 0);
    // Callers' words stand in no text, but what they mean does.
    for (const { spoken } of SPOKEN) keep(spoken, 1);
    for (const title of titles)
      for (const [run] of fold(title)
        .replace(/^中华人民共和国/, '')
        .matchAll(HAN_RUN))
        keep(run, 1);
    return words;
  }

  #add(word: string, weight: number, field: boolean): void {
    const syllables = readingOf(word);
    if (syllables.includes('')) return;
    const voiced = { word, syllables, weight, field };
    for (const spelling of spellings(syllables)) this.bySound.add(spelling, voiced, field);
    if (field && !ASKING.test(word)) this.byEar.add(syllables.map(blurred), voiced, true);
  }
}

/** 女 is nv on a keyboard, but many type nu. */
function spellings(syllables: readonly string[]): (readonly string[])[] {
  if (!syllables.some((syllable) => /^[ln]v/.test(syllable))) return [syllables];
  return [syllables, syllables.map((syllable) => syllable.replace(/^([ln])v/, '$1u'))];
}
