import { hash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/** The hashes that tie a stream together. Everything here must stay as it is for ever: old chains are verified by it. */

/** What an entry's hash is taken over, besides the hash before it. */
export interface ChainedEntry {
  epoch: number;
  position: number;
  type: string;
  version: number;
  at: number;
  /** canonical JSON as stored */
  event: string;
  sealed: string | null;
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of entry, stream and previous hash. The text is put together here
 * instead of by `canonicalJson`: the keys are in order, event and sealed values are canonical already.
 */
export function entryHash(streamText: string, entry: ChainedEntry, previous: string): Buffer {
  const { epoch, position, type, version, at, event, sealed } = entry;
  return hash(
    'sha256',
    `{"at":${at},"epoch":${epoch},"event":${event},"position":${position},"prev":"${previous}","sealed":${sealed ?? 'null'},"stream":${streamText},"type":${canonicalJson(type)},"version":${version}}`,
    'buffer',
  );
}

export interface SegmentOpening {
  stream: string;
  month: string;
  firstPosition: number;
  /** hex; null for the first segment of a stream */
  previous: string | null;
  /** canonical JSON */
  checkpoint: string;
}

/** What the first entry of a segment is built on: it binds the last head of the segment before. */
export function openingHash({ stream, month, firstPosition, previous, checkpoint }: SegmentOpening): Buffer {
  return hash('sha256', canonicalJson({ checkpoint, firstPosition, month, previous, stream }), 'buffer');
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
