import type { PolicyArticle } from '../article.ts';
import type { AnswerPack, PackAnswer, PackSpoken, PackWish } from '../content/answer-pack.ts';
import type { Basis, Faq } from '../content/entry.ts';
import { noticeOf, noticeOfParts } from '../content/notice.ts';
import type { Day } from '../day.ts';
import type { ClauseIndex } from '../index/clause-index.ts';
import { clauseKey } from '../rank/clause-key.ts';
import { spokenAt } from '../rank/faq-behind.ts';
import { search } from '../rank/search.ts';
import { hitValidity, type Shelf } from '../rank/shelf.ts';
import { isSeenFrom } from '../validity/region.ts';
import { periodsOf, turningDays } from './periods.ts';

/** Of each question: what an operator looks at before they ask otherwise. */
const CLAUSES_A_QUESTION = 3;
/** Signs of all clauses: some 1.2 MB compressed, within the 2 MB that a pack may weigh. */
const MOST_SIGNS = 1_200_000;

/**
 * The most used answers. What operators used comes first, then the questions that the lines begin with, then the other
 * FAQ as they were read. Each question is asked as a caller would today; a step is one question.
 */
export function* buildPack(
  shelf: Shelf,
  index: ClauseIndex,
  faqs: readonly Faq[],
  wish: PackWish,
): Generator<void, AnswerPack> {
  const box = new Box(shelf, wish);
  const uses = new Map(wish.used.map((one) => [clauseKey(one.articleId, one.clauseNo), one.count]));
  const usedBy = (basis: readonly Basis[]) =>
    basis.reduce((sum, one) => sum + (uses.get(clauseKey(one.articleId, one.clauseNo)) ?? 0), 0);
  const starters = new Set(
    shelf.lines.flatMap((line) => line.starters.map((one) => clauseKey(one.articleId, one.clauseNo))),
  );
  const starts = (basis: readonly Basis[]) =>
    basis.some((one) => starters.has(clauseKey(one.articleId, one.clauseNo))) ? 1 : 0;
  const ranked = faqs
    .map((faq) => ({ faq, used: usedBy(faq.content.basis), starts: starts(faq.content.basis) }))
    .sort((one, other) => other.used - one.used || other.starts - one.starts);
  const inFaq = new Set(
    faqs.flatMap(({ content }) => content.basis.map((one) => clauseKey(one.articleId, one.clauseNo))),
  );
  const alone = wish.used
    .filter((one) => !inFaq.has(clauseKey(one.articleId, one.clauseNo)))
    .sort((one, other) => other.count - one.count);

  const answers: PackAnswer[] = [];
  const isFull = () => answers.length >= wish.most || box.signs > MOST_SIGNS;
  const putAlone = (least: number) => {
    while (!isFull() && (alone[0]?.count ?? 0) > least) {
      const clause = box.put(alone.shift());
      if (clause !== null) answers.push({ questions: [], clauses: [clause], spoken: null });
    }
  };
  for (const { faq, used } of ranked) {
    putAlone(used);
    if (isFull()) break;
    const answer = answerTo(shelf, index, faq, wish, box);
    if (answer !== null) answers.push(answer);
    yield;
  }
  putAlone(0);
  return {
    builtOn: wish.today,
    dataAsOf: shelf.dataAsOf,
    regionCode: wish.regionCode,
    ...box.contents,
    answers,
    synonyms: shelf.synonyms.map(({ spoken, written }) => ({ spoken, written: [...written] })),
  };
}

function answerTo(
  shelf: Shelf,
  index: ClauseIndex,
  faq: Faq,
  { regionCode: site, today }: PackWish,
  box: Box,
): PackAnswer | null {
  const { question, similar, regionCode: made, basis, answerSpoken } = faq.content;
  // An answer for one district is for who calls from there; one of another city is for nobody here.
  const regionCode = isSeenFrom(made, site) ? site : isSeenFrom(site, made) ? made : null;
  if (regionCode === null) return null;
  const limit = CLAUSES_A_QUESTION;
  const asked = { text: question, regionCode, date: today, serviceFunction: null, limit };
  const clauses = search(shelf, index, asked).flatMap((hit) => box.put(hit) ?? []);
  if (clauses.length === 0) return null;
  const days = new Set<Day>();
  for (const { articleId } of basis) {
    const article = shelf.byId.get(articleId);
    if (article !== undefined) for (const day of turningDays(shelf, article)) days.add(day);
  }
  const { validFrom, validTo } = faq.content;
  for (const day of [validFrom, validTo]) if (day !== null) days.add(day);
  const spoken: PackSpoken = {
    faqId: faq.id,
    text: answerSpoken,
    notice: noticeOf(faq.content),
    on: basis.flatMap((one) => box.put(one) ?? []),
    says: periodsOf(today, days, (day) => {
      const said = spokenAt(shelf, faq, day, regionCode);
      return said === null ? null : { note: said.note };
    }),
  };
  return { questions: [question, ...similar], clauses, spoken };
}

/** Texts and clauses, each once, by their places. */
class Box {
  readonly contents: Pick<AnswerPack, 'texts' | 'clauses'> = { texts: [], clauses: [] };
  signs = 0;
  readonly #shelf: Shelf;
  readonly #wish: PackWish;
  readonly #texts = new Map<string, number>();
  readonly #clauses = new Map<string, number>();

  constructor(shelf: Shelf, wish: PackWish) {
    this.#shelf = shelf;
    this.#wish = wish;
  }

  /** Its place; null: there is no such clause any more. */
  put(basis: Basis | undefined): number | null {
    if (basis === undefined) return null;
    const key = clauseKey(basis.articleId, basis.clauseNo);
    const known = this.#clauses.get(key);
    if (known !== undefined) return known;
    const article = this.#shelf.byId.get(basis.articleId);
    const clause = article?.clauses.find(({ no }) => no === basis.clauseNo);
    if (article === undefined || clause === undefined) return null;
    const { no, text: words, heading } = clause;
    const place = this.contents.clauses.length;
    this.#clauses.set(key, place);
    this.signs += words.length;
    this.contents.clauses.push({
      text: this.#putText(article),
      no,
      heading: heading.length === 0 ? null : heading.join(' '),
      words,
      validity: article.endedClauses.length === 0 ? null : this.#validity(article, no),
    });
    return place;
  }

  #putText(article: PolicyArticle): number {
    const known = this.#texts.get(article.id);
    if (known !== undefined) return known;
    const place = this.contents.texts.length;
    this.#texts.set(article.id, place);
    this.contents.texts.push({
      articleId: article.id,
      rev: article.rev,
      title: article.title,
      docNo: article.docNo?.written ?? null,
      issuer: article.issuers.join('、'),
      level: article.level,
      regionCode: article.regionCode,
      dataAsOf: article.source.dataAsOf,
      validity: this.#validity(article),
      notice: noticeOfParts(article.clauses),
    });
    return place;
  }

  #validity(article: PolicyArticle, clauseNo?: string) {
    const days = turningDays(this.#shelf, article);
    return periodsOf(this.#wish.today, days, (day) => hitValidity(this.#shelf, article, day, clauseNo));
  }
}
