import type { Hotline } from '../../../application/hotline.ts';
import {
  differenceAnswerSchema,
  differenceQuerySchema,
  entryActBodySchema,
  entryAnswerSchema,
  entryDoneSchema,
  entryListAnswerSchema,
  entryListQuerySchema,
  newEntryBodySchema,
  newVersionBodySchema,
  versionAnswerSchema,
} from '../../../protocol/knowledge.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { namesOf } from './names.ts';
import { deedRowView, entryRowView, versionRowView } from './views.ts';

/** A long law with all of its clauses. */
const contentBytes = 4 * 1024 * 1024;

/** 采编 and 审核. */
export function entryRoutes(hotline: Hotline): Route[] {
  const { base, writeEntry } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/entries',
      access: 'work-on-knowledge',
      summary: '本单位及下级的知识条目，可筛选、分页；counts 为各环节的条数',
      query: entryListQuerySchema,
      answer: entryListAnswerSchema,
      async handle({ response, query: { offset, limit, ...filter }, who }) {
        const page = await base.list(who.account, filter, { offset, limit });
        if ('outcome' in page) return sendRefusal(response, page);
        const names = await namesOf(hotline);
        response.json({
          ...page,
          entries: page.entries.map((entry) => entryRowView(entry, names)),
          units: hotline.scopes.unitsOffered(who.account),
        });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/entries',
      access: 'edit-knowledge',
      summary: '新建条目，停在采编环节',
      body: newEntryBodySchema,
      bodyBytes: contentBytes,
      answer: entryDoneSchema,
      async handle({ response, body, who }) {
        const done = await writeEntry.write(who.account, { ...body, entry: null });
        if (done.outcome === 'refused') return sendRefusal(response, done);
        response.json(done);
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/entries/:entryId',
      access: 'work-on-knowledge',
      summary: '一个条目：在编或在用的内容、各版本、经过；may 为当前登录人现在可做的操作',
      answer: entryAnswerSchema,
      async handle({ request, response, who }) {
        const view = await base.entry(who.account, String(request.params.entryId));
        if ('outcome' in view) return sendRefusal(response, view);
        const names = await namesOf(hotline);
        response.json({
          ...view,
          entry: entryRowView(view.entry, names),
          versions: view.versions.map((version) => versionRowView(version, names)),
          deeds: view.deeds.map((deed) => deedRowView(deed, names)),
        });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/entries/:entryId/versions/:rev',
      access: 'work-on-knowledge',
      summary: '一个条目的一个版本',
      answer: versionAnswerSchema,
      async handle({ request, response, who }) {
        const { entryId, rev } = request.params;
        const version = await base.version(who.account, String(entryId), Number(rev) || 0);
        if ('outcome' in version) return sendRefusal(response, version);
        const { content } = version;
        response.json({ version: versionRowView(version, await namesOf(hotline)), content });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/entries/:entryId/differences',
      access: 'work-on-knowledge',
      summary: '两个版本的差异，逐字段、正文逐条',
      query: differenceQuerySchema,
      answer: differenceAnswerSchema,
      async handle({ request, response, query, who }) {
        const differences = await base.differences(who.account, String(request.params.entryId), query);
        if ('outcome' in differences) return sendRefusal(response, differences);
        response.json({ differences });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/entries/:entryId/versions',
      access: 'edit-knowledge',
      summary: '改写：写出新的一版，在用版本不变，审核发布后才替换',
      body: newVersionBodySchema,
      bodyBytes: contentBytes,
      answer: entryDoneSchema,
      async handle({ request, response, body: { changeNo, ...body }, who }) {
        const entry = { entryId: String(request.params.entryId), changeNo };
        const done = await writeEntry.write(who.account, { ...body, entry });
        if (done.outcome === 'refused') return sendRefusal(response, done);
        response.json(done);
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/entries/:entryId/acts',
      access: 'work-on-knowledge',
      summary: '提交、初审、复审发布、退回、放弃、到期确认、下架；采编与审核为不同的人',
      body: entryActBodySchema,
      answer: entryDoneSchema,
      async handle({ request, response, body, who }) {
        const wish = { ...body, entryId: String(request.params.entryId) };
        const done = await writeEntry.review(who.account, wish);
        if (done.outcome === 'refused') return sendRefusal(response, done);
        response.json(done);
      },
    }),
  ];
}
