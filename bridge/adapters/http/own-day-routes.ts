import type { Hotline } from '../../application/hotline.ts';
import { figuresAnswerSchema } from '../../protocol/rest.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** One's own figures of today. */
export function ownDayRoutes({ ownDay }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/own-day',
      access: 'take-calls',
      summary: '我的今日：本人今天的接通、时长、登记和评价，与现场指标同一套公式',
      answer: figuresAnswerSchema,
      async handle({ response, who }) {
        const answer = await ownDay.today(who.account);
        if ('outcome' in answer) return sendRefusal(response, answer);
        response.json(answer);
      },
    }),
  ];
}
