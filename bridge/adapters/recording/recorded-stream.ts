import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const chunkSize = 64 * 1024;

/**
 * The bytes of recorded files one after the other, as if one connection had brought them; gzip is told by its first
 * bytes, not by the name. `-` is standard input.
 */
export async function* recordedBytes(...files: readonly string[]): AsyncGenerator<Buffer, void, undefined> {
  for (const file of files) {
    const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkSize });
    yield* unzipped(source);
  }
}

async function* unzipped(source: NodeJS.ReadableStream): AsyncGenerator<Buffer, void, undefined> {
  const chunks = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, asBuffer(next.value)]);
  }
  const all = resumed(start, chunks);
  const zipped = start[0] === 0x1f && start[1] === 0x8b;
  yield* zipped ? gunzipped(all) : all;
}

async function* resumed(
  start: Buffer,
  rest: AsyncIterator<string | Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  if (start.length > 0) yield start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield asBuffer(next.value);
}

/** An error of the file or of the compression is thrown where the bytes are read. */
async function* gunzipped(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip({ chunkSize });
  pipeline(bytes, gunzip, () => {});
  for await (const chunk of gunzip) yield asBuffer(chunk);
}

function asBuffer(chunk: string | Buffer): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
}
