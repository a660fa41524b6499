import { z } from 'zod';
import type { Hotline } from '../../application/hotline.ts';
import type { Importers } from '../../application/knowledge/importers.ts';
import { refused } from '../../application/result.ts';
import { chinaDay, isDay } from '../../domain/figures/period.ts';
import {
  callEventsAnswerSchema,
  callsAnswerSchema,
  figuresAnswerSchema,
  regionsAnswerSchema,
  signInAnswerSchema,
  signInBodySchema,
} from '../../protocol/rest.ts';
import { answerRoutes } from './answer-routes.ts';
import { callRoutes } from './call-routes.ts';
import { callerTagRoutes } from './caller-tag-routes.ts';
import { disclosureRoutes } from './disclosure-routes.ts';
import { embeddingRoutes } from './embedding-routes.ts';
import { knowledgeRoutes } from './knowledge/knowledge-routes.ts';
import { notificationRoutes } from './notification-routes.ts';
import { ownDayRoutes } from './own-day-routes.ts';
import { packRoute } from './pack-route.ts';
import { recordRoutes } from './record-routes.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, openRoute, type Route } from './route.ts';
import { endedCookie, sessionCookie, tokensOf } from './session-cookie.ts';
import { originOf, type TrustedProxies } from './visitor.ts';

const healthSchema = z.object({ status: z.literal('ok'), link: z.string(), answers: z.boolean() });

export interface RoutesNeeds {
  hotline: Hotline;
  basePath: string;
  proxies: TrustedProxies;
  /** some system may show the panel in a frame */
  embeddable: boolean;
  /** sockets of a session that was closed here end at once */
  sessionClosed(tokenHash: string): void;
  importers: Importers;
}

const badDay = refused('bad-day', '日期应为 YYYY-MM-DD 或 today。');

/** Every route that tells or changes anything, each with who may use it: deny by default. */
export function apiRoutes({
  hotline,
  basePath,
  proxies,
  embeddable,
  sessionClosed,
  importers,
}: RoutesNeeds): Route[] {
  const me = (account: Parameters<typeof hotline.describeAccount.describe>[0]) => ({
    me: hotline.describeAccount.describe(account),
  });
  const dayOf = (text: unknown) => {
    if (text === 'today') return chinaDay(hotline.timer.now());
    return typeof text === 'string' && isDay(text) ? text : null;
  };
  return [
    openRoute({
      method: 'post',
      path: '/api/session',
      summary: '登录：成功后以 Cookie 保持',
      body: signInBodySchema,
      answer: signInAnswerSchema,
      async handle({ request, response, body }) {
        const answer = await hotline.signInAccount.signIn(body.login, body.password);
        if (answer.outcome === 'refused') {
          sendRefusal(response, answer);
          return;
        }
        const { secure } = originOf(request, proxies);
        const { expiresAt } = answer.session;
        const embedded = embeddable && body.embedded === true;
        const cookie = sessionCookie(answer.token, { path: basePath, secure, embedded, expiresAt });
        response.append('set-cookie', cookie);
        response.json(me(answer.account));
      },
    }),
    guardedRoute({
      method: 'delete',
      path: '/api/session',
      access: 'signed-in',
      summary: '退出登录',
      answer: null,
      async handle({ request, response, who }) {
        // A browser may send the cookie of another session beside it: that one stays.
        for (const token of tokensOf(request)) {
          const found = await hotline.signInAccount.accountOf(token, false);
          if (found?.session.tokenHash === who.session.tokenHash) await hotline.signInAccount.signOut(token);
        }
        sessionClosed(who.session.tokenHash);
        const { secure } = originOf(request, proxies);
        // Where the page stood is not known here: of the two, the browser drops the one it has.
        for (const embedded of embeddable && secure ? [false, true] : [false])
          response.append('set-cookie', endedCookie({ path: basePath, secure, embedded }));
        response.json({});
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/me',
      access: 'signed-in',
      summary: '当前登录人及其权限',
      answer: signInAnswerSchema,
      handle({ response, who }) {
        response.json(me(who.account));
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/regions',
      access: 'signed-in',
      summary: '本市各地区及名称，供选择',
      answer: regionsAnswerSchema,
      handle({ response }) {
        response.json({ regions: hotline.regions });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/figures/:day',
      access: 'watch-floor',
      summary: '一日的指标，附公式、分子分母和排除口径；day 为 today 或 YYYY-MM-DD',
      answer: figuresAnswerSchema,
      async handle({ request, response, who }) {
        const day = dayOf(request.params.day);
        if (day === null) {
          sendRefusal(response, badDay);
          return;
        }
        const figures = await hotline.traceFigures.figuresOf(who.account, day);
        if ('outcome' in figures) sendRefusal(response, figures);
        else response.json({ day, figures });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/figures/:day/:id/calls',
      access: 'trace-figures',
      summary: '一项指标背后的通话，号码已遮盖；after 为已取的条数',
      answer: callsAnswerSchema,
      async handle({ request, response, who }) {
        const day = dayOf(request.params.day);
        const after = Number(request.query.after ?? 0);
        if (day === null || !Number.isSafeInteger(after) || after < 0) {
          sendRefusal(response, badDay);
          return;
        }
        const id = String(request.params.id);
        const calls = await hotline.traceFigures.callsBehind(who.account, id, day, after);
        if ('outcome' in calls) sendRefusal(response, calls);
        else response.json(calls);
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/calls/:callKey/events',
      access: 'trace-figures',
      summary: '一个通话的全部事件，个人信息已遮盖；callKey 中的 / 写作 %2F',
      answer: callEventsAnswerSchema,
      async handle({ request, response, who }) {
        const callKey = String(request.params.callKey);
        const events = await hotline.traceFigures.eventsOf(who.account, callKey);
        if ('outcome' in events) sendRefusal(response, events);
        else response.json({ callKey, events });
      },
    }),
    ...callRoutes(hotline),
    ...callerTagRoutes(hotline),
    ...ownDayRoutes(hotline),
    packRoute(hotline),
    ...answerRoutes(hotline),
    ...disclosureRoutes(hotline),
    // Before what reads one record by its number: today is none.
    ...recordRoutes(hotline),
    ...embeddingRoutes(hotline),
    ...knowledgeRoutes(hotline, importers),
    ...notificationRoutes(hotline),
    openRoute({
      method: 'get',
      path: '/healthz',
      summary: '存活检查；link 为与话务系统的连接状态',
      body: null,
      answer: healthSchema,
      handle({ response }) {
        response.json({
          status: 'ok',
          link: hotline.floor.link.state,
          answers: hotline.answerQuestion.ready,
        });
      },
    }),
  ];
}
