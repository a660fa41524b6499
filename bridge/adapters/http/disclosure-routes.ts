import type { Hotline } from '../../application/hotline.ts';
import {
  dutiesAnswerSchema,
  guidesAnswerSchema,
  guidesQuerySchema,
  holidaysAnswerSchema,
} from '../../protocol/disclosure.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** 指导申请公开: organs that take applications, and what the days are counted by. Nothing here takes or decides one. */
export function disclosureRoutes({ findGuides, holidays, duties, site }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/disclosure/guides',
      access: 'search-answers',
      summary:
        '受理公开申请的机关及渠道：按机关名称（可用简称）和地区，由近及远；不写地区的为本市。只供指引，不受理申请',
      query: guidesQuerySchema,
      answer: guidesAnswerSchema,
      async handle({ response, query, who }) {
        const regionCode = query.regionCode ?? site.regionCode;
        const found = await findGuides.find(who.account, { text: query.text, regionCode });
        if ('outcome' in found) return sendRefusal(response, found);
        const guides = found.guides.map(({ content: { kind: _kind, ...content }, ...guide }) => ({
          ...content,
          ...guide,
        }));
        response.json({ guides, total: found.total });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/disclosure/calendar',
      access: 'search-answers',
      summary: '各年放假和调休安排，附通知文号；没有的年份按周末推算',
      answer: holidaysAnswerSchema,
      handle({ response }) {
        response.json({ years: holidays });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/duties',
      access: 'search-answers',
      summary: '窗口职责以外的要求：来电人的说法、统一答复口径和依据；备注里不宜出现的承诺用语',
      answer: dutiesAnswerSchema,
      handle({ response }) {
        response.json({ table: duties });
      },
    }),
  ];
}
