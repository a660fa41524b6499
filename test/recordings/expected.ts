import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The exact outcome of every recording, one object a line, as `yihaoda replay --json` prints it. Written once by
 * write-expected.ts and then read against the tables and the raw events, line by line; the busy floors (gzip) by the
 * plain readers of conformance.test.ts and queue-log.test.ts.
 */
export const expectedFolder = join(import.meta.dirname, 'expected');

export type Reading = 'calls' | 'seats';

export function expectedFile(name: string, reading: Reading): string {
  const plain = name
    .split('+')
    .map((part) => basename(part))
    .join('+');
  const file = `${plain}${reading === 'seats' ? '.seats' : ''}.jsonl`;
  return join(expectedFolder, name.includes('busy') ? `${file}.gz` : file);
}

export function asLines(objects: readonly unknown[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

/** null: nothing was written of it yet */
export function expectedLines(name: string, reading: Reading): string | null {
  const file = expectedFile(name, reading);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
