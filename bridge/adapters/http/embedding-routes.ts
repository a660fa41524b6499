import type { Hotline } from '../../application/hotline.ts';
import { embeddingAnswerSchema, ownRecordAnswerSchema } from '../../protocol/embedding.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** What the panel needs to stand in another system's page, and to open what that page points to. */
export function embeddingRoutes({ embedding, ownRecord, regions }: Hotline): Route[] {
  return [
    guardedRoute({
      method: 'get',
      path: '/api/embedding',
      access: 'take-calls',
      summary: '可以嵌入面板的系统，以及各自可知、可求',
      answer: embeddingAnswerSchema,
      handle({ response }) {
        response.json({
          embedders: embedding.embedders.map(({ origin, name, events, fullNumber, dial }) => ({
            origin,
            name,
            events,
            fullNumber: fullNumber !== null,
            dialPrefixes: dial?.prefixes ?? [],
          })),
        });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/records/:recordNo',
      access: 'own-records',
      summary: '本人的一条登记，按编号；不含号码',
      answer: ownRecordAnswerSchema,
      async handle({ request, response, who }) {
        const found = await ownRecord.read(who.account, String(request.params.recordNo));
        if ('outcome' in found) return sendRefusal(response, found);
        const { recordNo, rev, savedAt, content } = found;
        const region = regions.find(({ regionCode }) => regionCode === content.regionCode);
        response.json({ recordNo, rev, savedAt, content, regionName: region?.name ?? content.regionCode });
      },
    }),
  ];
}
