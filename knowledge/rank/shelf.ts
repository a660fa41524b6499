import type { PolicyArticle } from '../article.ts';
import type { SearchedText } from '../content/answering.ts';
import type { Faq } from '../content/entry.ts';
import type { Line } from '../import/catalogue.ts';
import type { Learned } from '../import/learned-file.ts';
import type { Library } from '../import/load-library.ts';
import { Forest } from '../rerank/forest.ts';
import { SPOKEN, type SpokenWord } from '../text/spoken.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { isSeenFrom } from '../validity/region.ts';
import { asReplaced } from '../validity/replaced.ts';
import { validityAt } from '../validity/validity.ts';
import type { Changes, Cut } from './cut-changes.ts';
import type { Doubt } from './doubt.ts';
import { type TextBefore, textsBefore } from './forerunners.ts';
import type { HitValidity } from './hit.ts';
import { Precedents } from './precedents.ts';
import { type WorkedOut, workOutShelf } from './worked-out.ts';
import { inSteps, type Unheard, writtenInFaq, writtenInText } from './written.ts';

/** The articles of the library, as ranking looks them up; they come and go while it is asked. */
export class Shelf {
  readonly lines: readonly Line[];
  readonly precedents: Precedents;
  /** the words of all that is here by their sound */
  readonly vocabulary: Vocabulary;
  readonly dataAsOf: string;
  /** what callers say → what rules write; the built-in table unless a city has its own */
  synonyms: readonly SpokenWord[] = SPOKEN;
  #forest: Forest;
  #doubt: Doubt | null;
  readonly #own = new Map<string, SearchedText>();
  /** As they stand beside each other; null until somebody asks: a large base comes in hundreds of slices. */
  #byId: ReadonlyMap<string, PolicyArticle> | null = null;
  #articles: readonly PolicyArticle[] | null = null;
  /** what came and went, whose words the vocabulary has to hear of yet */
  #unheard: Unheard[] = [];

  /** @param workedOut of just this library, where it was worked out before */
  constructor(library: Library, workedOut: Omit<WorkedOut, 'clauses'> = workOutShelf(library)) {
    this.lines = library.lines;
    this.#forest = new Forest(library.trees);
    this.#doubt = library.doubt;
    this.vocabulary = workedOut.vocabulary;
    this.dataAsOf = library.dataAsOf;
    for (const article of library.articles)
      this.#own.set(article.id, { article, replaces: [], keywords: [] });
    const { segments, forerunners, wordings } = workedOut.precedents;
    this.precedents = new Precedents(segments);
    this.precedents.know(library.faqs, forerunners, wordings);
  }

  /** what answered questions teach of the order; empty when nothing was learned yet */
  get forest(): Forest {
    return this.#forest;
  }

  get doubt(): Doubt | null {
    return this.#doubt;
  }

  /** In place of what was learned before. */
  learn({ trees, doubt }: Learned): void {
    this.#forest = new Forest(trees);
    this.#doubt = doubt;
  }

  get articles(): readonly PolicyArticle[] {
    this.#articles ??= [...this.byId.values()];
    return this.#articles;
  }

  get byId(): ReadonlyMap<string, PolicyArticle> {
    this.#byId ??= asReplaced(this.#own.values());
    return this.#byId;
  }

  /** Approved to be read to callers; '' where nothing is. */
  readAloudOf(id: string): string {
    return this.#own.get(id)?.readAloud ?? '';
  }

  /** Texts that answers to the FAQ lead to, where theirs took the place of others. */
  textsBefore(faqs: readonly Faq[]): TextBefore[] {
    return textsBefore(
      faqs.flatMap(({ content }) => content.basis),
      this.byId,
    );
  }

  /** What came is found at once, but by its sound only when `hearWords` has come to its end. */
  take({ texts, faqs, gone }: Changes, { faqs: cut, forerunners }: Omit<Cut, 'clauses'>): void {
    for (const { article } of texts) this.#goes(article.id);
    for (const { id } of faqs) this.#goes(id);
    for (const id of gone) this.#goes(id);
    for (const text of texts) {
      this.#own.set(text.article.id, text);
      for (const written of writtenInText(text)) this.#unheard.push({ written, came: true });
    }
    for (const faq of faqs) this.#unheard.push({ written: writtenInFaq(faq), came: true });
    for (const id of gone) this.#own.delete(id);
    if (texts.length + gone.length > 0) this.#changed();
    this.precedents.remove(gone);
    this.precedents.put(faqs, forerunners, cut);
  }

  /** Learns and forgets words, in steps of a millisecond or two. */
  *hearWords(): Iterable<void> {
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const { written, came } of inSteps(unheard)) {
      if (came) this.vocabulary.put(written);
      else this.vocabulary.remove(written);
      yield;
    }
  }

  #goes(id: string): void {
    const text = this.#own.get(id);
    const faq = this.precedents.faq(id);
    if (text !== undefined)
      for (const written of writtenInText(text)) this.#unheard.push({ written, came: false });
    if (faq !== null) this.#unheard.push({ written: writtenInFaq(faq), came: false });
  }

  #changed(): void {
    this.#byId = null;
    this.#articles = null;
  }
}

/** With the successor's name: of the chain of successors, the one in force on that day, else the next. */
export function hitValidity(
  shelf: Shelf,
  article: PolicyArticle,
  day: string,
  clauseNo?: string,
): HitValidity {
  const { successorId: _, ...validity } = validityAt(article, day, clauseNo);
  const successor = successorOf(shelf, article, day);
  return {
    ...validity,
    successor: successor === null ? null : { articleId: successor.id, title: successor.title },
  };
}

export function successorOf(shelf: Shelf, article: PolicyArticle, day: string): PolicyArticle | null {
  const passed = new Set([article.id]);
  let successor: PolicyArticle | null = null;
  let next = validityAt(article, day).successorId;
  while (next !== null && !passed.has(next)) {
    passed.add(next);
    const found = shelf.byId.get(next);
    if (found === undefined) break;
    successor = found;
    const validity = validityAt(found, day);
    next = validity.to !== null && day >= validity.to ? validity.successorId : null;
  }
  return successor;
}

export function seenFrom(shelf: Shelf, regionCode: string): PolicyArticle[] {
  return shelf.articles.filter((article) => isSeenFrom(article.regionCode, regionCode));
}
