import type { Request } from 'express';
import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';

/** The bytes of a request as they come, and no more of them than may come. */
export async function* fileBody(
  request: Request,
  mostBytes: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  const refuse = () =>
    new DeliveryRefused(
      'too-large',
      { in: name, row: null, column: null },
      `文件超过 ${Math.floor(mostBytes / 1_048_576)} MB，未导入任何内容。请分成几个文件。`,
    );
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw refuse();
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw refuse();
    yield chunk;
  }
}
