import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JournalSegmentRow, JournalStreamRow, Tables } from '../schema.ts';
import type { Problems } from './problem.ts';
import { signedHeads } from './signed-heads.ts';
import { Walk } from './walk.ts';

export interface StreamReport {
  stream: string;
  entries: number;
  segments: number;
  epochs: number;
  /** position and hash of the last entry, hex */
  head: number;
  headHash: string;
  /** the newest position that a valid signature in the data vouches for */
  signedThrough: number;
}

/** Entries read at a time: the walk needs no more memory however long the chain is, and holds up no writer. */
const chunk = 2000;

/**
 * Walks one chain from its first entry to the head it had when the walk began: hashes, positions, epochs, openings
 * of segments, signed heads in the data, heads in the anchor.
 */
export async function verifyStream(
  db: Kysely<Tables>,
  stream: JournalStreamRow,
  anchored: ReadonlyMap<number, string>,
  publicKey: KeyObject,
  problems: Problems,
): Promise<StreamReport> {
  const walk = new Walk(stream, problems, anchored);
  walk.segments = await segmentsOf(db, stream);
  walk.epochs = await epochsOf(db, stream);
  const signed = await signedHeads(db, stream, publicKey, problems);
  walk.signed = new Map(signed.map(({ position, hash }) => [position, hash]));
  walk.signedThrough = signed.at(-1)?.position ?? 0;
  for (let after = 0; after < stream.head; after = walk.position) {
    const rows = await db
      .selectFrom('journal_entry')
      .select(['position', 'epoch', 'type', 'version', 'at', 'event', 'sealed', 'hash'])
      .where('stream_id', '=', stream.id)
      .where('position', '>', after)
      .where('position', '<=', stream.head)
      .orderBy('position')
      .limit(chunk)
      .execute();
    for (const row of rows) walk.step(row);
    if (rows.length === 0) break;
  }
  walk.end();
  return {
    stream: stream.name,
    entries: walk.entries,
    segments: walk.segments.length,
    epochs: walk.epochs.size,
    head: walk.position,
    headHash: walk.hash,
    signedThrough: walk.signedThrough,
  };
}

function segmentsOf(db: Kysely<Tables>, stream: JournalStreamRow): Promise<JournalSegmentRow[]> {
  return db
    .selectFrom('journal_segment')
    .selectAll()
    .where('stream_id', '=', stream.id)
    .where('first_position', '<=', stream.head)
    .orderBy('first_position')
    .execute();
}

async function epochsOf(db: Kysely<Tables>, stream: JournalStreamRow): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('journal_epoch')
    .select(['epoch', 'first_position'])
    .where('stream_id', '=', stream.id)
    .execute();
  return new Map(rows.map((row) => [row.epoch, row.first_position]));
}
