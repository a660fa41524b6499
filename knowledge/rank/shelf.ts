import type { PolicyArticle } from '../article.ts';
import type { Faq } from '../content/entry.ts';
import type { Line } from '../import/catalogue.ts';
import type { Library } from '../import/load-library.ts';
import type { Logistic } from '../rerank/logistic.ts';
import type { Tree } from '../rerank/trees.ts';
import { SPOKEN, type SpokenWord } from '../text/spoken.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { isSeenFrom } from '../validity/region.ts';
import { asReplaced, type Replacing } from '../validity/replaced.ts';
import { validityAt } from '../validity/validity.ts';
import { forerunnersOf } from './forerunners.ts';
import type { HitValidity } from './hit.ts';
import { Precedents } from './precedents.ts';

/** The articles of the library, as ranking looks them up; they come and go while it is asked. */
export class Shelf {
  readonly lines: readonly Line[];
  readonly precedents = new Precedents();
  /** what answered questions teach of the order; empty when nothing was learned yet */
  readonly trees: readonly Tree[];
  readonly doubt: Logistic | null;
  /** the words of the library by their sound, as they were at the start */
  readonly vocabulary: Vocabulary;
  readonly dataAsOf: string;
  /** what callers say → what rules write; the built-in table unless a city has its own */
  synonyms: readonly SpokenWord[] = SPOKEN;
  readonly #own = new Map<string, Replacing>();
  /** As they stand beside each other; null until somebody asks: a large base comes in hundreds of slices. */
  #byId: ReadonlyMap<string, PolicyArticle> | null = null;
  #articles: readonly PolicyArticle[] | null = null;

  constructor(library: Library) {
    this.lines = library.lines;
    this.trees = library.trees;
    this.doubt = library.doubt;
    this.vocabulary = vocabularyOf(library);
    this.dataAsOf = library.dataAsOf;
    this.put(
      library.articles.map((article) => ({ article, replaces: [] })),
      library.faqs,
    );
  }

  get articles(): readonly PolicyArticle[] {
    this.#articles ??= [...this.byId.values()];
    return this.#articles;
  }

  get byId(): ReadonlyMap<string, PolicyArticle> {
    this.#byId ??= asReplaced(this.#own.values());
    return this.#byId;
  }

  put(texts: readonly Replacing[], faqs: readonly Faq[]): void {
    for (const text of texts) this.#own.set(text.article.id, text);
    if (texts.length > 0) this.#changed();
    if (faqs.length === 0) return;
    const basis = faqs.flatMap(({ content }) => content.basis);
    this.precedents.put(faqs, forerunnersOf(basis, this.byId));
  }

  /** of articles and of FAQ */
  remove(ids: readonly string[]): void {
    let changed = false;
    for (const id of ids) changed = this.#own.delete(id) || changed;
    if (changed) this.#changed();
    this.precedents.remove(ids);
  }

  #changed(): void {
    this.#byId = null;
    this.#articles = null;
  }
}

function vocabularyOf({ articles, faqs, lines }: Library): Vocabulary {
  const numbers = articles.flatMap(({ docNo }) => (docNo === null ? [] : [docNo.issuerCode]));
  return new Vocabulary({
    titles: [...articles.map(({ title }) => title), ...new Set(numbers)],
    texts: articles.flatMap(({ clauses }) => clauses.map(({ text }) => text)),
    asked: [
      ...faqs.flatMap(({ content }) => [content.question, ...content.similar, ...content.keywords]),
      ...lines.flatMap(({ starters }) => starters.map(({ asks }) => asks)),
    ],
  });
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
