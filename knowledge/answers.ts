import type { PolicyArticle } from './article.ts';
import type { AnswerPack, PackWish } from './content/answer-pack.ts';
import { type AnsweringEntry, asSearched, type SearchedText } from './content/answering.ts';
import { type BuiltInEntry, type BuiltInRow, builtInFaq, builtInText } from './content/built-in.ts';
import type { Basis, Faq } from './content/entry.ts';
import { noticeOf, noticeOfParts } from './content/notice.ts';
import type { Synonym } from './content/synonyms.ts';
import { daySchema } from './day.ts';
import type { Learned } from './import/learned-file.ts';
import type { Library } from './import/load-library.ts';
import { ClauseIndex } from './index/clause-index.ts';
import type { Merger } from './index/segmented-index.ts';
import { buildPack } from './pack/build-pack.ts';
import { type Changes, type Cut, cutChanges, type Uncut } from './rank/cut-changes.ts';
import { explain } from './rank/explain.ts';
import type { Explanation } from './rank/explanation.ts';
import { spokenAt } from './rank/faq-behind.ts';
import type { AnswerHit, AnswerQuery, ArticleView, SuggestQuery } from './rank/hit.ts';
import { search } from './rank/search.ts';
import { hitValidity, Shelf } from './rank/shelf.ts';
import { type SideBySide, sideBySide } from './rank/side-by-side.ts';
import { suggest } from './rank/suggest.ts';
import { type WorkedOut, workOut } from './rank/worked-out.ts';
import { spokenTable } from './text/spoken.ts';

/** An entry that is put stands in the place of its earlier version, or of a built-in text of its id. */
export interface AnswerUpdate {
  put: readonly AnsweringEntry[];
  /** entry ids; a built-in text of that id is there again */
  remove: readonly string[];
}

export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly code = 'QUESTION_DATE';

  constructor(date: string) {
    super(`日期应写成 2026-01-31 的样子，收到的是“${date}”`);
  }
}

/** The whole of knowledge: answers are a function of library, updates and question. */
export class Answers {
  readonly #builtIn: ReadonlyMap<string, PolicyArticle>;
  readonly #builtInFaqs: ReadonlyMap<string, Faq>;
  readonly #shelf: Shelf;
  readonly #index: ClauseIndex;

  /** @param workedOut of just this library, where it was worked out before */
  constructor(library: Library, workedOut: WorkedOut = workOut(library)) {
    this.#builtIn = new Map(library.articles.map((article) => [article.id, article]));
    this.#builtInFaqs = new Map(library.faqs.map((faq) => [faq.id, faq]));
    this.#shelf = new Shelf(library, workedOut);
    this.#index = new ClauseIndex(library.articles, workedOut.clauses);
  }

  /** clauses */
  get documents(): number {
    return this.#index.documents;
  }

  /** What was published, changed or withdrawn since; answers know of it at once. */
  update(update: AnswerUpdate): void {
    for (const changes of this.changesIn(update)) this.take(changes, cutChanges(this.uncut(changes)));
    for (const _ of this.hearWords());
    for (const index of [this.#index, this.#shelf.precedents]) if (index.isCrowded) index.merge();
  }

  /* The same in steps, for who has others to answer meanwhile: what costs time is `cutChanges`, and can be done elsewhere. */

  /** To be taken one after the other: FAQ rest on texts. */
  changesIn({ put, remove }: AnswerUpdate): Changes[] {
    const texts: SearchedText[] = [];
    const faqs: Faq[] = [];
    // The last of several versions counts.
    for (const entry of new Map(put.map((each) => [each.entryId, each])).values()) {
      const searched = asSearched(entry);
      if ('faq' in searched) faqs.push(searched.faq);
      else texts.push(searched);
    }
    const gone: string[] = [];
    for (const id of remove) {
      const article = this.#builtIn.get(id);
      const faq = this.#builtInFaqs.get(id);
      if (article !== undefined) texts.push({ article, replaces: [], keywords: [] });
      else if (faq !== undefined) faqs.push(faq);
      else gone.push(id);
    }
    return [{ texts, faqs: [], gone }, ...(faqs.length > 0 ? [{ texts: [], faqs, gone: [] }] : [])];
  }

  uncut({ texts, faqs }: Changes): Uncut {
    return {
      texts: texts.map(({ article: { id, title, clauses } }) => ({
        id,
        title,
        clauses: clauses.map(({ heading, text }) => ({ heading, text })),
      })),
      faqs,
      before: this.#shelf.textsBefore(faqs),
    };
  }

  /** @param cut of these changes, before any others were taken */
  take(changes: Changes, cut: Cut): void {
    this.#index.remove(changes.gone);
    this.#index.put(
      changes.texts.map(({ article }) => article),
      cut.clauses,
    );
    this.#shelf.take(changes, cut);
  }

  /** What was taken is known by its sound too when this has come to its end; a step takes a millisecond or two. */
  hearWords(): Iterable<void> {
    return this.#shelf.hearWords();
  }

  /** Makes fewer segments of many, by somebody else, where there are so many that questions take longer. */
  async mergeBy(merger: Merger): Promise<void> {
    for (const index of [this.#index, this.#shelf.precedents])
      if (index.isCrowded) await index.mergeBy(merger);
  }

  /** A city's own rows, each in place of the built-in one of its word; whole each time. */
  putSynonyms(own: readonly Synonym[]): void {
    this.#shelf.synonyms = spokenTable(own);
  }

  /** Weights of the second step, and of when to say that nothing answers, in place of those of the library. */
  putLearned(learned: Learned): void {
    this.#shelf.learn(learned);
  }

  /** What comes with the product, to be looked through: texts first, each kind as it was read. */
  builtIn(): BuiltInRow[] {
    return [...this.#builtInEntries()].map(({ row }) => row);
  }

  builtInEntry(entryId: string): BuiltInEntry | null {
    const article = this.#builtIn.get(entryId);
    if (article !== undefined) return builtInText(article);
    const faq = this.#builtInFaqs.get(entryId);
    return faq === undefined ? null : builtInFaq(faq, this.#shelf.dataAsOf);
  }

  *#builtInEntries(): Generator<BuiltInEntry> {
    for (const article of this.#builtIn.values()) yield builtInText(article);
    for (const faq of this.#builtInFaqs.values()) yield builtInFaq(faq, this.#shelf.dataAsOf);
  }

  search(query: AnswerQuery): AnswerHit[] {
    return search(this.#shelf, this.#index, { ...query, date: checked(query.date) });
  }

  suggest(query: SuggestQuery): AnswerHit[] {
    return suggest(this.#shelf, { ...query, date: checked(query.date) });
  }

  /** The texts of several levels that answer a question; null when there is only one. */
  compare(query: AnswerQuery): SideBySide | null {
    return sideBySide(this.search(query), this.#shelf);
  }

  /** Why the answers stand as they do, and why a clause that is asked about stands where it does, or nowhere. */
  explain(query: AnswerQuery, about: Basis | null): Explanation {
    return explain(this.#shelf, this.#index, { ...query, date: checked(query.date) }, about);
  }

  /** The most used answers, to be taken along; a step is one question. */
  pack(wish: PackWish): Generator<void, AnswerPack> {
    const today = checked(wish.today);
    return buildPack(this.#shelf, this.#index, this.#shelf.precedents.faqs(), { ...wish, today });
  }

  /** @param faqId of the FAQ that stands behind the clause that is read, where one does */
  article(articleId: string, date: string, faqId: string | null = null): ArticleView | null {
    const article = this.#shelf.byId.get(articleId);
    if (article === undefined) return null;
    const faq = faqId === null ? null : this.#shelf.precedents.faq(faqId);
    // Seen from its own region: whoever was shown it was within.
    const spoken = faq === null ? null : spokenAt(this.#shelf, faq, checked(date), faq.content.regionCode);
    const own = noticeOfParts(article.clauses);
    return {
      articleId,
      rev: article.rev,
      title: article.title,
      docNo: article.docNo?.written ?? null,
      issuer: article.issuers.join('、'),
      level: article.level,
      regionCode: article.regionCode,
      validity: hitValidity(this.#shelf, article, checked(date)),
      clauses: article.clauses.map(({ no, heading, text }) => ({
        no,
        heading: heading.length === 0 ? null : heading.join(' '),
        text,
      })),
      dataAsOf: article.source.dataAsOf,
      readAloud: spoken?.text ?? (this.#shelf.readAloudOf(articleId) || null),
      readAloudNote: spoken?.note ?? null,
      notice: own.length > 0 || faq === null || spoken === null ? own : noticeOf(faq.content),
    };
  }
}

/** Days are compared as strings: one written otherwise would be answered wrongly, not refused. */
function checked(date: string): string {
  if (!daySchema.safeParse(date).success) throw new QuestionError(date);
  return date;
}
