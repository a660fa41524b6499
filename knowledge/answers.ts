import { daySchema } from './day.ts';
import type { Library } from './import/load-library.ts';
import { buildClauseIndex } from './index/clause-index.ts';
import type { AnswerHit, AnswerQuery, ArticleView, SuggestQuery } from './rank/hit.ts';
import { search } from './rank/search.ts';
import { hitValidity, shelve } from './rank/shelf.ts';
import { suggest } from './rank/suggest.ts';

/** The whole of knowledge, behind three questions. Built once; answers are a function of library and question. */
export interface Answers {
  readonly documents: number;
  search(query: AnswerQuery): AnswerHit[];
  suggest(query: SuggestQuery): AnswerHit[];
  article(articleId: string, date: string): ArticleView | null;
}

export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly code = 'QUESTION_DATE';

  constructor(date: string) {
    super(`日期应写成 2026-01-31 的样子，收到的是“${date}”`);
  }
}

export function buildAnswers({ articles, lines, dataAsOf }: Library): Answers {
  const shelf = shelve(articles, lines, dataAsOf);
  const index = buildClauseIndex(articles);
  return {
    documents: index.documents,
    search: (query) => search(shelf, index, { ...query, date: checked(query.date) }),
    suggest: (query) => suggest(shelf, { ...query, date: checked(query.date) }),
    article: (articleId, date) => {
      const article = shelf.byId.get(articleId);
      if (article === undefined) return null;
      return {
        articleId,
        rev: article.rev,
        title: article.title,
        docNo: article.docNo?.written ?? null,
        issuer: article.issuers.join('、'),
        level: article.level,
        regionCode: article.regionCode,
        validity: hitValidity(shelf, article, checked(date)),
        clauses: article.clauses.map(({ no, heading, text }) => ({
          no,
          heading: heading.length === 0 ? null : heading.join(' '),
          text,
        })),
        dataAsOf,
      };
    },
  };
}

/** Days are compared as strings: one written otherwise would be answered wrongly, not refused. */
function checked(date: string): string {
  if (!daySchema.safeParse(date).success) throw new QuestionError(date);
  return date;
}
