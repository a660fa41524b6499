import { inWords, sourceSystemNames } from '../../../../knowledge/content/delivery.ts';
import type { Hotline } from '../../../application/hotline.ts';
import { scheduleWords } from '../../../application/knowledge/sources/schedule.ts';
import { pageQuerySchema } from '../../../protocol/knowledge.ts';
import {
  type SourceRunRowView,
  type SourceRunView,
  type SourceView,
  sourceActBodySchema,
  sourceAnswerSchema,
  sourceRunAnswerSchema,
  sourceRunRowsAnswerSchema,
  sourceRunsAnswerSchema,
  sourcesAnswerSchema,
} from '../../../protocol/knowledge-sources.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { type Names, namesOf } from './names.ts';

type ShownSource = Exclude<
  Awaited<ReturnType<Hotline['knowledge']['sources']['one']>>,
  { outcome: 'refused' }
>;
type ShownRun = NonNullable<ShownSource['lastRun']>;

/** 来源: what is pulled on a schedule, how it fares, and its runs. */
export function sourceRoutes(hotline: Hotline): Route[] {
  const { sources, sourceRuns } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/sources',
      access: 'work-on-knowledge',
      summary: '定时读取的来源（网站、企业平台）：计划、上次运行、下次运行、连续失败次数',
      answer: sourcesAnswerSchema,
      async handle({ response, who }) {
        const views = await sources.list(who.account);
        if ('outcome' in views) return sendRefusal(response, views);
        const names = await namesOf(hotline);
        response.json({ sources: views.map((view) => sourceView(view, names)) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/sources/:sourceId/acts',
      access: 'edit-knowledge',
      summary: '立即运行（可重读全部、确认撤下）、停用、启用；运行在答复之后继续',
      body: sourceActBodySchema,
      answer: sourceAnswerSchema,
      async handle({ request, response, body, who }) {
        const view = await sources.act(who.account, String(request.params.sourceId), body);
        if ('outcome' in view) return sendRefusal(response, view);
        response.json({ source: sourceView(view, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/sources/:sourceId/runs',
      access: 'work-on-knowledge',
      summary: '一个来源的各次运行，新的在前',
      query: pageQuerySchema,
      answer: sourceRunsAnswerSchema,
      async handle({ request, response, query, who }) {
        const page = await sourceRuns.ofSource(who.account, String(request.params.sourceId), query);
        if ('outcome' in page) return sendRefusal(response, page);
        const names = await namesOf(hotline);
        response.json({ total: page.total, runs: page.runs.map((run) => runView(run, names)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/source-runs/:runId',
      access: 'work-on-knowledge',
      summary: '一次运行',
      answer: sourceRunAnswerSchema,
      async handle({ request, response, who }) {
        const run = await sourceRuns.one(who.account, String(request.params.runId));
        if ('outcome' in run) return sendRefusal(response, run);
        response.json({ run: runView(run, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/source-runs/:runId/rows',
      access: 'work-on-knowledge',
      summary: '一次运行中没有读到或有疑问的网页、行，每条一句话',
      query: pageQuerySchema,
      answer: sourceRunRowsAnswerSchema,
      async handle({ request, response, query, who }) {
        const page = await sourceRuns.rows(who.account, String(request.params.runId), query);
        if ('outcome' in page) return sendRefusal(response, page);
        const rows = page.rows.map(
          ({ rowNo, at, code, words }): SourceRunRowView => ({
            rowNo,
            where: inWords(at),
            url: at.in,
            code,
            words,
          }),
        );
        response.json({ total: page.total, rows });
      },
    }),
  ];
}

function sourceView({ source, paused, lastRun, next, ...view }: ShownSource, names: Names): SourceView {
  const { sourceId, name, kind, system, addresses, regionCode, unitId, schedule } = source;
  return {
    sourceId,
    name,
    kind,
    kindName: { website: '网站', enterprise: '企业平台' }[kind],
    system,
    systemName: sourceSystemNames[system],
    addresses: [...addresses],
    regionCode,
    unitId,
    unitName: names.unit(unitId),
    scheduleWords: scheduleWords(schedule),
    ...view,
    paused:
      paused === null ? null : { byName: names.person(paused.by), at: paused.at, reason: paused.reason },
    lastRun: lastRun === null ? null : runView(lastRun, names),
    nextRunAt: next?.at ?? null,
    nextIsRetry: next !== null && next.attempt > 1,
  };
}

function runView({ startedBy, ...run }: ShownRun, names: Names): SourceRunView {
  const startedByName = startedBy === 'schedule' ? '按计划' : names.person(startedBy);
  return { ...run, startedByName };
}
