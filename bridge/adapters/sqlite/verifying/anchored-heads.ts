import type { KeyObject } from 'node:crypto';
import { readAnchor } from '../journal/anchor.ts';
import { signedBy } from '../keys/head-key.ts';
import type { Problems } from './problem.ts';

/** What an anchor file says must be true of the chains. */
export interface AnchoredHeads {
  /** stream → position → hash, hex */
  heads: Map<string, Map<number, string>>;
  lines: number;
  /** lines that a power cut left half */
  unreadable: number;
  /** restorations told in it, ms */
  restoredAt: number[];
}

/**
 * Reads an anchor. Heads that a restoration gave up are no longer asked for; it is told in the anchor itself, signed,
 * and the report repeats it.
 */
export async function readAnchoredHeads(
  file: string,
  publicKey: KeyObject,
  problems: Problems,
): Promise<AnchoredHeads> {
  const heads = new Map<string, Map<number, string>>();
  const restoredAt: number[] = [];
  let lines = 0;
  let unreadable = 0;
  for await (const line of readAnchor(file)) {
    lines += 1;
    if (typeof line === 'string') {
      // No problem of the chain: who could spoil a line could as well have taken it out.
      unreadable += 1;
    } else if (!signedBy(publicKey, line)) {
      problems.add('anchor.line', '', null, {
        zh: `锚文件第 ${lines} 行的签名不符。`,
        en: `The signature of line ${lines} of the anchor is not this key's.`,
      });
    } else if ('restored' in line) {
      restoredAt.push(line.at);
      giveUp(heads, new Map(line.restored.map(({ stream, position }) => [stream, position])));
    } else {
      const ofStream = heads.get(line.stream) ?? new Map<number, string>();
      const before = ofStream.get(line.position);
      if (before !== undefined && before !== line.hash)
        problems.add('anchor.contradiction', line.stream, line.position, {
          zh: `锚文件对流 ${line.stream} 位置 ${line.position} 记有两个不同的哈希：日志曾被重写。`,
          en: `The anchor has two different hashes for ${line.stream} at ${line.position}: the journal was rewritten.`,
        });
      ofStream.set(line.position, before ?? line.hash);
      heads.set(line.stream, ofStream);
    }
  }
  return { heads, lines, unreadable, restoredAt };
}

function giveUp(heads: Map<string, Map<number, string>>, kept: ReadonlyMap<string, number>): void {
  for (const [stream, ofStream] of heads) {
    const last = kept.get(stream) ?? 0;
    for (const position of ofStream.keys()) if (position > last) ofStream.delete(position);
  }
}
