import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AnswerPack } from '../../../knowledge/content/answer-pack.ts';
import type { Hotline } from '../../application/hotline.ts';
import { type PackAnswer, packAnswerSchema } from '../../protocol/pack.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

const zip = promisify<string, Buffer>(gzip);

interface Written {
  etag: string;
  body: string;
  zipped: Buffer;
}

/** 知识包. Two thousand seats ask for one pack: it is written and packed once, and sent only to who has another. */
export function packRoute({ offerPack }: Hotline): Route {
  let last: Promise<Written> | null = null;
  let of: AnswerPack | null = null;
  const write = async (pack: AnswerPack): Promise<Written> => {
    const { warnAfterDays, basis } = offerPack.rules;
    const body = JSON.stringify({ pack, warnAfterDays, basis } satisfies PackAnswer);
    return { body, etag: `"${hash('sha256', body, 'hex').slice(0, 32)}"`, zipped: await zip(body) };
  };
  return guardedRoute({
    method: 'get',
    path: '/api/answers/pack',
    access: 'search-answers',
    summary: '知识包：最常用的答复，供断网时在本机检索；ETag 为版本，未变时答 304，尚未备好时答 204',
    answer: packAnswerSchema,
    async handle({ request, response, who }) {
      const found = await offerPack.pack(who.account);
      // Not yet is no fault: every page that is opened after a start asks, and a browser reports each refusal.
      if (found === null) return void response.status(204).end();
      if ('outcome' in found) return sendRefusal(response, found);
      if (last === null || of !== found.pack) {
        of = found.pack;
        last = write(found.pack);
      }
      const { etag, body, zipped } = await last;
      response.setHeader('etag', etag).setHeader('cache-control', 'private, no-cache');
      response.vary('accept-encoding');
      if (request.headers['if-none-match'] === etag) {
        response.status(304).end();
        return;
      }
      response.setHeader('content-type', 'application/json; charset=utf-8');
      if (request.acceptsEncodings('gzip') === false) response.end(body);
      else response.setHeader('content-encoding', 'gzip').end(zipped);
    },
  });
}
