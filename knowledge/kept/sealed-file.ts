import { crc32 } from 'node:zlib';
import type { Files } from '../index/files.ts';

/*
 * JSON under a checksum, in one file that is replaced in one step: what is read is what was written last, whole, or
 * nothing. A file that somebody else made up is not what this guards against: who can write into the folder can write
 * into the database beside it.
 */

/** null where there is none, or where it is torn, damaged or of another fingerprint */
export async function readSealed(files: Files, name: string, fingerprint: string): Promise<unknown> {
  const bytes = await files.read(name);
  if (bytes === null) return null;
  const end = bytes.indexOf(lineEnd);
  // A copy: shared memory cannot be decoded.
  const head = new TextDecoder().decode(bytes.slice(0, Math.max(0, end)));
  const body = bytes.subarray(end + 1);
  if (head !== headOf(fingerprint, body)) return null;
  return JSON.parse(new TextDecoder().decode(new Uint8Array(body)));
}

export function seal(fingerprint: string, value: unknown): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return Buffer.concat([new TextEncoder().encode(`${headOf(fingerprint, body)}\n`), body]);
}

/** Resolves when it would outlast a loss of power; where it rejects, what was there before still is. */
export async function writeSealed(files: Files, name: string, sealed: Uint8Array): Promise<void> {
  await files.write(`${name}.new`, sealed);
  await files.rename(`${name}.new`, name);
  await files.syncFolder();
}

const lineEnd = 0x0a;

function headOf(fingerprint: string, body: Uint8Array): string {
  return `yihaoda kept work 1 ${fingerprint} ${body.length} ${crc32(body)}`;
}
