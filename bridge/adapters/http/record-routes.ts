import type { Hotline } from '../../application/hotline.ts';
import { ownRecordsAnswerSchema, recordRevisionsAnswerSchema } from '../../protocol/records.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** 今日已登记. What it tells is the person's own, with the number masked: the call is over. */
export function recordRoutes({ ownRecords, site }: Hotline): Route[] {
  const queueNames = new Map(site.queues.map(({ queue, name }) => [queue, name]));
  return [
    guardedRoute({
      method: 'get',
      path: '/api/records/today',
      access: 'own-records',
      summary: '本人今日已登记，最近的在前；号码已遮盖',
      answer: ownRecordsAnswerSchema,
      async handle({ response, who }) {
        const found = await ownRecords.today(who.account);
        if ('outcome' in found) return sendRefusal(response, found);
        const records = found.records.map((record) => ({
          recordNo: record.recordNo,
          interactionId: record.interactionId,
          rev: record.rev,
          savedAt: record.savedAt,
          answeredAt: record.answeredAt,
          endedAt: record.endedAt,
          numberMasked: record.numberMasked,
          queueName: record.queue === null ? null : (queueNames.get(record.queue) ?? record.queue),
          content: record.content,
        }));
        response.json({ records });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/records/:recordNo/revisions',
      access: 'own-records',
      summary: '本人一条登记的全部版本：谁、何时、为何、改了什么',
      answer: recordRevisionsAnswerSchema,
      async handle({ request, response, who }) {
        const found = await ownRecords.revisions(who.account, String(request.params.recordNo));
        if ('outcome' in found) return sendRefusal(response, found);
        const revisions = found.revisions.map(({ rev, by, savedAt, reason, content }) => ({
          rev,
          by,
          savedAt,
          reason,
          content,
        }));
        response.json({ revisions });
      },
    }),
  ];
}
