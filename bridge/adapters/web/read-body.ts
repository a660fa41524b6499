import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { failed, refused, WebError } from './web-error.ts';

/**
 * The whole body, inflated. Counted while it comes, before and after inflating: neither an endless page nor one that
 * grows a thousandfold is held longer than `most` bytes.
 * @throws WebError WEB_TOO_LARGE, WEB_ENCODING, WEB_BROKEN
 */
export async function readBody(response: IncomingMessage, most: number): Promise<Uint8Array> {
  const told = Number(response.headers['content-length'] ?? '0');
  if (told > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of counted(source, most)) chunks.push(chunk);
  };
  const count = (source: AsyncIterable<Buffer>) => counted(source, most);
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  try {
    switch (encoding) {
      case 'identity':
        await pipeline(response, collect);
        break;
      case 'gzip':
      case 'x-gzip':
        await pipeline(response, count, createGunzip(), collect);
        break;
      case 'br':
        await pipeline(response, count, createBrotliDecompress(), collect);
        break;
      default:
        throw refused('WEB_ENCODING', `网站用了未请求的压缩方式（${encoding.slice(0, 40)}），未读取。`);
    }
  } catch (error) {
    if (error instanceof WebError) throw error;
    const message = error instanceof Error ? error.message : '';
    throw failed('WEB_BROKEN', `网页没有传完或已损坏（${message}）。将稍后再试。`);
  }
  return Buffer.concat(chunks);
}

async function* counted(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(most);
    yield chunk;
  }
}

function tooLarge(most: number): WebError {
  return refused(
    'WEB_TOO_LARGE',
    `网页大于 ${Math.round(most / 1024)} KB，未读取。确为正常网页的，请在配置中放宽大小。`,
  );
}
