import type { Hotline } from '../../../application/hotline.ts';
import { explanationAnswerSchema, explanationQuerySchema } from '../../../protocol/explanation.ts';
import { asked } from '../answer-routes.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';

/** 为什么排在这里, for who works on the base. */
export function explanationRoutes({ answerQuestion }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/explanation',
      access: 'work-on-knowledge',
      summary:
        '排序说明：前几条各步骤的位次、得分和理由；写了 articleId 和 clauseNo 的，另说明这一条为什么在此或不在列表中',
      query: explanationQuerySchema,
      answer: explanationAnswerSchema,
      async handle({ response, query, who }) {
        const { articleId, clauseNo, limit } = query;
        const about = articleId === undefined || clauseNo === undefined ? null : { articleId, clauseNo };
        const told = await answerQuestion.explain(who.account, { ...asked(query), about, limit });
        if (told.outcome === 'refused') return sendRefusal(response, told);
        response.json({ explanation: told.explanation });
      },
    }),
  ];
}
