import type { Hotline } from '../../../application/hotline.ts';
import { usageOf } from '../../../application/knowledge/usage-figures.ts';
import {
  adoptedBodySchema,
  assignTaskBodySchema,
  closeTaskBodySchema,
  reportBodySchema,
  taskAnswerSchema,
  taskDetailSchema,
  tasksAnswerSchema,
  tasksQuerySchema,
  usageAnswerSchema,
  usageQuerySchema,
} from '../../../protocol/knowledge.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { namesOf } from './names.ts';
import { taskView } from './views.ts';

/** 报缺、纠错、任务, and how the base is used. */
export function workRoutes(hotline: Hotline): Route[] {
  const { tasks, noteSearches, store } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/tasks',
      access: 'report-knowledge',
      summary: '任务：知识管理员看本单位及下级的，其他人看自己报的',
      query: tasksQuerySchema,
      answer: tasksAnswerSchema,
      async handle({ response, query: { offset, limit, ...filter }, who }) {
        const page = await tasks.list(who.account, filter, { offset, limit });
        if ('outcome' in page) return sendRefusal(response, page);
        const names = await namesOf(hotline);
        response.json({ ...page, tasks: page.tasks.map((task) => taskView(task, names)) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/tasks',
      access: 'report-knowledge',
      summary: '报缺（答不出）或纠错（答错了）；六位以上的数字会遮盖',
      body: reportBodySchema,
      answer: taskAnswerSchema,
      async handle({ response, body, who }) {
        const wish = body.kind === 'gap' ? { ...body, entryId: null, clauseNo: null } : body;
        const task = await tasks.report(who.account, wish);
        if ('outcome' in task) return sendRefusal(response, task);
        response.json({ task: taskView(task, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/tasks/:taskId',
      access: 'work-on-knowledge',
      summary: '一个任务；owners 为可以分派给的人',
      answer: taskDetailSchema,
      async handle({ request, response, who }) {
        const found = await tasks.look(who.account, String(request.params.taskId));
        if ('outcome' in found) return sendRefusal(response, found);
        const names = await namesOf(hotline);
        response.json({
          task: taskView(found.task, names),
          owners: found.owners.map(({ id, name, unitId }) => ({
            accountId: id,
            name,
            unitName: names.unit(unitId),
          })),
        });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/tasks/:taskId/owner',
      access: 'work-on-knowledge',
      summary: '分派任务',
      body: assignTaskBodySchema,
      answer: taskAnswerSchema,
      async handle({ request, response, body, who }) {
        const task = await tasks.assign(who.account, { ...body, taskId: String(request.params.taskId) });
        if ('outcome' in task) return sendRefusal(response, task);
        response.json({ task: taskView(task, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/tasks/:taskId/closing',
      access: 'work-on-knowledge',
      summary: '办结任务：报缺和纠错按原问题重新检索，仍答不出或仍答错的不能办结，只能写明理由不予采纳',
      body: closeTaskBodySchema,
      answer: taskAnswerSchema,
      async handle({ request, response, body, who }) {
        const task = await tasks.close(who.account, { ...body, taskId: String(request.params.taskId) });
        if ('outcome' in task) return sendRefusal(response, task);
        response.json({ task: taskView(task, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/adoptions',
      access: 'search-answers',
      summary: '检索到的一条答复被采用',
      body: adoptedBodySchema,
      answer: null,
      handle({ response, body, who }) {
        noteSearches.adopted(who.account, body);
        response.json({});
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/usage',
      access: 'work-on-knowledge',
      summary: '使用情况：零结果词、未采用、命中率、首位命中率、从未采用的条目',
      query: usageQuerySchema,
      answer: usageAnswerSchema,
      async handle({ response, query, who }) {
        const usage = await usageOf(store, who.account, query);
        if ('outcome' in usage) return sendRefusal(response, usage);
        const { withHits: _1, adopted: _2, adoptedFirst: _3, ...told } = usage;
        response.json(told);
      },
    }),
  ];
}
