import type { Basis, Faq } from '../content/entry.ts';
import type { LiveSegment } from '../index/live-segment.ts';
import { buildSegment, type Segment } from '../index/segment.ts';
import { type Merger, SegmentedIndex } from '../index/segmented-index.ts';
import { QuestionBank } from '../rerank/question-bank.ts';
import { WordNumbers } from '../rerank/word-numbers.ts';
import { searchWords } from '../text/search-words.ts';
import { type Token, tokenise } from '../text/tokenise.ts';
import { clauseKey } from './clause-key.ts';
import type { Forerunners } from './forerunners.ts';

/** What the answered questions of the FAQ say for a clause that they rest on. */
export interface ClauseEvidence {
  /** the wording that is most alike */
  faq: Faq;
  wording: string;
  /** above 0 to 1: 1 for the same words; 0 when only words of its answer are found */
  likeness: number;
  /** the likeness of the next wording */
  second: number;
  /** of the squares of all likenesses */
  sum: number;
  /** how well the words are found in an entry as a whole, its answer included */
  read: number;
}

/** The same for a whole text: of which law the question is. */
export interface TextEvidence {
  likeness: number;
  sum: number;
  read: number;
}

export interface Evidence {
  /** by `clauseKey` */
  clauses: ReadonlyMap<string, ClauseEvidence>;
  /** by article id */
  texts: ReadonlyMap<string, TextEvidence>;
  bestRead: number;
  /** of the wording that is most like the question, whatever it speaks for */
  bestLikeness: number;
  /** what an entry with all the words, each once, would be read with, about */
  wholeRead: number;
  /** each once; `heard`: it stands in an entry */
  words: readonly { word: string; rarity: number; heard: boolean }[];
}

interface EarlierQuestion {
  faq: Faq;
  wording: string;
}

/** The words of wordings, each once; a wording is a stretch of their places. Flat: it is read at every start. */
export interface CutWordings {
  words: readonly string[];
  /** by entry, by wording, how many words it has, each once */
  lengths: readonly (readonly number[])[];
  /** of all wordings, one after the other */
  places: readonly number[];
}

/** What costs time of taking FAQ in: their words. */
export interface CutFaqs {
  wordings: CutWordings;
  /** of the entries as a whole */
  entries: Segment;
}

interface Kept {
  faq: Faq;
  numbers: number[];
  /** by clause, how much of the answer it is */
  shares: ReadonlyMap<string, number>;
  /** ids of the articles that it rests on, and of those they took the place of */
  texts: readonly string[];
}

/** More are noise: what is hardly alike says nothing. */
const neighbours = 60;
const entriesRead = 40;
/** A clause that an answer rests on beside the first one answers the question in part. */
const secondBasis = 0.6;

/** The questions of the FAQ, found by the words in which callers put them; entries come and go while it is asked. */
export class Precedents {
  readonly #words = new WordNumbers();
  readonly #bank = new QuestionBank<EarlierQuestion>(this.#words);
  readonly #entries: SegmentedIndex;
  readonly #kept = new Map<string, Kept>();
  readonly #onClause = new Map<string, number>();
  readonly #onText = new Map<string, number>();

  /** @param segments of entries that are `known` next, where they were built before */
  constructor(segments: readonly LiveSegment[] = []) {
    this.#entries = new SegmentedIndex({ boosts: [1, 0.5], lengthNorm: 0.5, saturation: 1.2 }, segments);
  }

  get segments(): readonly LiveSegment[] {
    return this.#entries.segments;
  }

  get isCrowded(): boolean {
    return this.#entries.isCrowded;
  }

  merge(): void {
    this.#entries.merge('crowding');
  }

  mergeBy(merger: Merger): Promise<void> {
    return this.#entries.mergeBy(merger, 'crowding');
  }

  /** @param cut where the words were cut elsewhere; then nothing is merged here either */
  put(faqs: readonly Faq[], forerunners: Forerunners, cut?: CutFaqs): void {
    if (cut === undefined) this.#entries.put(faqs.map(entryOf));
    else this.#entries.add(cut.entries);
    this.know(faqs, forerunners, cut?.wordings ?? cutWordings(faqs));
  }

  /** The same for entries whose segments are here already. */
  know(faqs: readonly Faq[], forerunners: Forerunners, wordings: CutWordings): void {
    const numbers = wordings.words.map((word) => this.#words.numberOf(word));
    let next = 0;
    for (const { id } of faqs) this.#takeOut(id);
    for (const [at, faq] of faqs.entries()) {
      const { basis } = faq.content;
      const lengths = wordings.lengths[at] ?? [];
      const inBank = wordingsOf(faq).map((wording, which) => {
        const words = new Uint32Array(lengths[which] ?? 0);
        for (let n = 0; n < words.length; n += 1) words[n] = numbers[wordings.places[next + n] ?? 0] ?? 0;
        next += words.length;
        return this.#bank.addNumbered(words, { faq, wording });
      });
      this.#kept.set(faq.id, {
        faq,
        numbers: inBank,
        shares: sharesOf(basis, forerunners),
        texts: textsOf(basis, forerunners),
      });
      this.#count(basis, 1);
    }
  }

  remove(ids: Iterable<string>): void {
    const gone = [...ids].filter((id) => this.#kept.has(id));
    for (const id of gone) this.#takeOut(id);
    this.#entries.remove(gone);
  }

  faqs(): Faq[] {
    return [...this.#kept.values()].map(({ faq }) => faq);
  }

  faq(id: string): Faq | null {
    return this.#kept.get(id)?.faq ?? null;
  }

  /** How many answers rest on a clause, and on a text. */
  restingOn(articleId: string, clauseNo: string): { clause: number; text: number } {
    return {
      clause: this.#onClause.get(clauseKey(articleId, clauseNo)) ?? 0,
      text: this.#onText.get(articleId) ?? 0,
    };
  }

  /** `said` are the words of the question, `text` is it as a whole. */
  evidence(said: readonly Token[], text: string): Evidence {
    const clauses = new Map<string, ClauseEvidence>();
    const texts = new Map<string, TextEvidence>();
    const words = said.map(({ term }) => term);
    const near = this.#bank.near(words, neighbours);
    for (const { question, likeness } of near) {
      const { faq, wording } = question;
      for (const [key, share] of this.#kept.get(faq.id)?.shares ?? []) {
        const worth = likeness * share;
        const before = clauses.get(key) ?? nothingYet(faq, wording);
        const isMost = worth > before.likeness;
        clauses.set(key, {
          ...(isMost ? { ...before, faq, wording } : before),
          likeness: Math.max(worth, before.likeness),
          second: isMost ? before.likeness : Math.max(worth, before.second),
          sum: before.sum + worth ** 2,
        });
      }
      this.#tellTexts(faq.id, texts, (before) => ({
        ...before,
        likeness: Math.max(likeness, before.likeness),
        sum: before.sum + likeness ** 2,
      }));
    }
    const { found, whole, heard } = this.#read(said.length > 0 ? text : '');
    for (const { id, score } of found) {
      const kept = this.#kept.get(id);
      if (kept === undefined) continue;
      for (const [key, share] of kept.shares) {
        const before = clauses.get(key) ?? nothingYet(kept.faq, kept.faq.content.question);
        clauses.set(key, { ...before, read: Math.max(before.read, score * share) });
      }
      this.#tellTexts(id, texts, (before) => ({ ...before, read: Math.max(before.read, score) }));
    }
    return {
      clauses,
      texts,
      bestRead: found[0]?.score ?? 0,
      bestLikeness: near[0]?.likeness ?? 0,
      wholeRead: whole,
      words: heard,
    };
  }

  #read(text: string): { found: { id: string; score: number }[]; whole: number; heard: Evidence['words'] } {
    const boosts = new Map<string, number>();
    for (const word of searchWords(text)) boosts.set(word, (boosts.get(word) ?? 0) + 1);
    const asked = this.#entries.ask([...boosts].map(([term, boost]) => ({ term, boost })));
    const rarities = new Map(asked.terms.map(({ word, rarity }) => [word, rarity]));
    // A word that stands nowhere is as rare as a word can be.
    const unheard = Math.log(1 + 2 * Math.max(1, this.#kept.size));
    let whole = 0;
    for (const [word, boost] of boosts) whole += boost * (rarities.get(word) ?? unheard);
    const norm = Math.hypot(...asked.terms.map(({ boost }) => boost)) || 1;
    const heard = [...boosts.keys()].map((word) => ({
      word,
      rarity: rarities.get(word) ?? unheard,
      heard: rarities.has(word),
    }));
    return { found: asked.find({ limit: entriesRead }), whole: whole / norm, heard };
  }

  #tellTexts(
    id: string,
    texts: Map<string, TextEvidence>,
    tell: (before: TextEvidence) => TextEvidence,
  ): void {
    for (const articleId of this.#kept.get(id)?.texts ?? [])
      texts.set(articleId, tell(texts.get(articleId) ?? { likeness: 0, sum: 0, read: 0 }));
  }

  #takeOut(id: string): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    for (const number of kept.numbers) this.#bank.takeOut(number);
    this.#count(kept.faq.content.basis, -1);
    this.#kept.delete(id);
  }

  #count(basis: readonly Basis[], by: number): void {
    const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + by);
    for (const key of new Set(basis.map(keyOf))) add(this.#onClause, key);
    for (const articleId of new Set(basis.map((each) => each.articleId))) add(this.#onText, articleId);
  }
}

function nothingYet(faq: Faq, wording: string): ClauseEvidence {
  return { faq, wording, likeness: 0, second: 0, sum: 0, read: 0 };
}

function keyOf({ articleId, clauseNo }: Basis): string {
  return clauseKey(articleId, clauseNo);
}

function sharesOf(basis: readonly Basis[], { clauses: forerunners }: Forerunners) {
  const shares = new Map<string, number>();
  basis.forEach((clause, place) => {
    const share = place === 0 ? 1 : secondBasis;
    for (const key of [keyOf(clause), ...(forerunners.get(keyOf(clause)) ?? [])])
      shares.set(key, Math.max(share, shares.get(key) ?? 0));
  });
  return shares;
}

function textsOf(basis: readonly Basis[], { texts }: Forerunners): string[] {
  const ids = basis.flatMap(({ articleId }) => [articleId, ...(texts.get(articleId) ?? [])]);
  return [...new Set(ids)];
}

function wordingsOf({ content: { question, similar, keywords } }: Faq): string[] {
  return [question, ...similar, ...(keywords.length > 0 ? [keywords.join(' ')] : [])];
}

export function cutFaqs(faqs: readonly Faq[]): CutFaqs {
  return { wordings: cutWordings(faqs), entries: buildSegment(faqs.map(entryOf), entryFields) };
}

function cutWordings(faqs: readonly Faq[]): CutWordings {
  const numbers = new WordNumbers();
  const words: string[] = [];
  const placeOf = (word: string) => {
    const place = numbers.numberOf(word);
    if (place === words.length) words.push(word);
    return place;
  };
  const places: number[] = [];
  const lengths = faqs.map((faq) =>
    wordingsOf(faq).map((wording) => {
      const each = new Set(wordsOf(wording));
      for (const word of each) places.push(placeOf(word));
      return each.size;
    }),
  );
  return { words, lengths, places };
}

/** questions, answer */
const entryFields = 2;

function entryOf(faq: Faq) {
  const asked = wordingsOf(faq).flatMap((wording) => [...wordsOf(wording), ...searchWords(wording)]);
  return { id: faq.id, fields: [asked, searchWords(faq.content.answerSpoken)] };
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}
