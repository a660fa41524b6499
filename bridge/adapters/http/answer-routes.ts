import type { z } from 'zod';
import type { Hotline } from '../../application/hotline.ts';
import {
  answersAnswerSchema,
  answersQuerySchema,
  articleAnswerSchema,
  articleQuerySchema,
  comparisonAnswerSchema,
} from '../../protocol/answers.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** What a query string asks for; what it leaves out is the site's and today. */
export function asked({ text, regionCode, date, serviceFunction }: z.output<typeof answersQuerySchema>) {
  return {
    text,
    regionCode: regionCode ?? null,
    date: date ?? null,
    serviceFunction: serviceFunction ?? null,
  };
}

/** 检索 for who answers without a seat: the same questions as an operator's, noted alike. */
export function answerRoutes({ answerQuestion }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/answers',
      access: 'search-answers',
      summary: '检索：某日、某地区现行的条款，附效力、依据和排在此处的理由；不写地区和日期的，为本市、今天',
      query: answersQuerySchema,
      answer: answersAnswerSchema,
      async handle({ response, query, who }) {
        const found = await answerQuestion.search(who.account, asked(query));
        if (found.outcome === 'refused') return sendRefusal(response, found);
        const { hits, ms, ready } = found;
        response.json({ hits, ms, ready });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/answers/comparison',
      access: 'search-answers',
      summary: '各级规定并列：哪一个优先、为什么、依据何处；不必比较的为 null',
      query: answersQuerySchema,
      answer: comparisonAnswerSchema,
      async handle({ response, query, who }) {
        const compared = await answerQuestion.compare(who.account, asked(query));
        if (compared.outcome === 'refused') return sendRefusal(response, compared);
        response.json({ comparison: compared.comparison });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/answers/articles/:articleId',
      access: 'search-answers',
      summary: '一个文本的全文和它在某日的效力',
      query: articleQuerySchema,
      answer: articleAnswerSchema,
      async handle({ request, response, query, who }) {
        const articleId = String(request.params.articleId);
        const found = await answerQuestion.article(who.account, articleId, query.date ?? null);
        if (found.outcome === 'refused') return sendRefusal(response, found);
        response.json({ article: found.article });
      },
    }),
  ];
}
