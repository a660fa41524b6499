import { z } from 'zod';
import type { Hotline } from '../../application/hotline.ts';
import { endTagBodySchema, tagsAnswerSchema, tagsQuerySchema } from '../../protocol/caller-tags.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** 来电人标签 of the own unit and below. */
export function callerTagRoutes({ tags }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/caller-tags',
      access: 'oversee-tags',
      summary: '来电人标签：本单位及下级的人设的、尚未到期的；号码已遮盖，新的在前',
      query: tagsQuerySchema,
      answer: tagsAnswerSchema,
      async handle({ response, query, who }) {
        const listed = await tags.list(who.account, query);
        if ('outcome' in listed) sendRefusal(response, listed);
        else response.json({ ...listed, basis: tags.table.basis });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/caller-tags/end',
      access: 'oversee-tags',
      summary: '取消一个来电人标签，须写原因',
      body: endTagBodySchema,
      answer: z.object({}),
      async handle({ response, body, who }) {
        const ended = await tags.endOverseen(who.account, body.tagId, body.reason);
        if (ended.outcome === 'refused') sendRefusal(response, ended);
        else response.json({});
      },
    }),
  ];
}
