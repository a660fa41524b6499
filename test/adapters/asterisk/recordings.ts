import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AmiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import type { AmiNoise } from '../../../bridge/adapters/asterisk/ami-noise.ts';
import { type ReplayEnd, replayMessages } from '../../../bridge/adapters/asterisk/replay-connection.ts';

export const recordingsFolder = join(import.meta.dirname, '../../recordings');

/** What a guard is given that hands on everything. */
export const nothingDropped: AmiNoise = { events: new Set(), headers: new Set() };

/** Every recording of a real Asterisk, as a path below test/recordings. */
export const recordings: readonly string[] = ['', 'more'].flatMap((folder) =>
  readdirSync(join(recordingsFolder, folder))
    .filter((file) => /\.ami(\.gz)?$/.test(file))
    .map((file) => join(folder, file)),
);

/** The bytes that an AMI client received. */
export function recording(file: string): Buffer {
  const bytes = readFileSync(join(recordingsFolder, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** The bytes in chunks whose sizes are taken in turn. */
export async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export async function replayed(
  bytes: Buffer,
  sizes: readonly number[] = [64 * 1024],
): Promise<{ messages: AmiMessage[]; end: ReplayEnd }> {
  const messages: AmiMessage[] = [];
  const end = await replayMessages(cut(bytes, sizes), (message) => messages.push(message));
  return { messages, end };
}

/** A message as the exchange writes it. */
export function amiText(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}
