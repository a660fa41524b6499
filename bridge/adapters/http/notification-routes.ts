import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Hotline } from '../../application/hotline.ts';
import { refused } from '../../application/result.ts';
import { outboxAnswerSchema, outboxQuerySchema } from '../../protocol/notifications.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, openRoute, type Route } from './route.ts';

/** A receipt is a line of JSON. */
const mostBytes = 4096;

const forged = refused('bad-signature', '签名、时间或随机数不对，回执没有采用。');
const unknown = refused('no-message', '没有这条短信，或其状态已是最终。');

/** 发件箱 and the gateway's receipts. */
export function notificationRoutes({ sendNotice, accounts }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/notifications',
      access: 'signed-in',
      summary: '发件箱：座席看自己发的短信，班长和主管看本单位及下级的；号码已遮盖，新的在前',
      query: outboxQuerySchema,
      answer: outboxAnswerSchema,
      async handle({ response, query, who }) {
        const listed = await sendNotice.list(who.account, query);
        if ('outcome' in listed) return sendRefusal(response, listed);
        const names = new Map((await accounts.list()).map(({ id, name }) => [id, name]));
        response.json({
          demo: sendNotice.sms.demo,
          total: listed.total,
          messages: listed.notifications.map((one) => ({
            messageId: one.messageId,
            title: one.title,
            to: one.numberMasked,
            state: one.state,
            words: one.words,
            at: one.createdAt,
            text: one.text,
            by: names.get(one.accountId) ?? '',
            attempts: one.attempts,
            changedAt: one.changedAt,
          })),
        });
      },
    }),
    openRoute({
      method: 'post',
      path: '/api/notifications/receipts',
      summary: '短信网关的送达回执：按 docs/sms-gateway.md 签名，不需登录',
      body: null,
      answer: z.object({}),
      signed: true,
      async handle({ request, response }) {
        const body = await textOf(request);
        if (body === null) return sendRefusal(response, refused('too-large', '回执过长，没有采用。'));
        const header = (name: string) => String(request.headers[`x-yihaoda-${name}`] ?? '');
        const taken = await sendNotice.receipt({
          timestamp: header('timestamp'),
          nonce: header('nonce'),
          signature: header('signature'),
          body,
        });
        if (taken === 'forged') return sendRefusal(response, forged);
        if (taken === 'unknown') return sendRefusal(response, unknown);
        response.json({});
      },
    }),
  ];
}

/** The characters that were signed; null where there are too many. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
