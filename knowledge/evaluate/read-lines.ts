import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

const gzipMagic = [0x1f, 0x8b];
/** No line of a corpus is longer; a file without line ends must not fill the memory. */
const longestLine = 1024 * 1024;

/** A line that is not what it should be, by file and number. */
export class LineError extends Error {
  override readonly name = 'LineError';

  constructor(file: string, line: number, zh: string, en: string) {
    super(`${file}:${line} ${zh}\n${file}:${line} ${en}`);
  }
}

/**
 * The lines of a JSON Lines file, gzipped or not, each checked.
 *
 * @throws LineError for the first line that is wrong
 */
export async function* readLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  const raw = createReadStream(file);
  const text = (await isGzipped(file)) ? raw.pipe(createGunzip()) : raw;
  // An error of the file is not handed on by pipe.
  raw.on('error', (error) => text.destroy(error));
  let number = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    if (line.length > longestLine) throw new LineError(file, number, '一行过长', 'the line is too long');
    const parsed = schema.safeParse(parse(file, number, line));
    if (!parsed.success) {
      const words = z.prettifyError(parsed.error);
      throw new LineError(file, number, `内容不合要求：${words}`, `is not what it should be: ${words}`);
    }
    yield parsed.data;
  }
}

function parse(file: string, number: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new LineError(file, number, '不是 JSON', 'is no JSON');
  }
}

async function isGzipped(file: string): Promise<boolean> {
  await using handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return gzipMagic.every((byte, at) => buffer[at] === byte);
}
