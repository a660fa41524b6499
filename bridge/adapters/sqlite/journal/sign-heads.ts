import type { Kysely } from 'kysely';
import type { HeadKey, SignedHead } from '../keys/head-key.ts';
import type { Tables } from '../schema.ts';
import { hex } from './chain.ts';

/** How often heads go to the second place. Between two of them the signatures in the data stand alone. */
export interface AnchorPace {
  everyMs: number;
  everyEntries: number;
}

/** Signs the heads that have moved, and tells which of them are due for the anchor. */
export class HeadSigner {
  readonly #db: Kysely<Tables>;
  readonly #key: HeadKey;
  readonly #pace: AnchorPace;
  readonly #anchored = new Map<string, { position: number; at: number }>();

  constructor(db: Kysely<Tables>, key: HeadKey, pace: AnchorPace) {
    this.#db = db;
    this.#key = key;
    this.#pace = pace;
  }

  /** Inside a transaction of the caller. What it returns is true once that is committed. */
  async sign(now: number, anchorAll: boolean): Promise<SignedHead[]> {
    const due: SignedHead[] = [];
    for (const moved of await this.#moved()) {
      const { stream_id, signedPosition, hash, ...head } = moved;
      const signed = this.#key.sign({ ...head, hash: hex(hash), signedAt: now });
      if (signedPosition < head.position) await this.#keep(stream_id, hash, signed);
      if (anchorAll || this.#isDue(signed, now)) due.push(signed);
    }
    return due;
  }

  /** To be called when the anchor lines were handed on. */
  noteAnchored(heads: readonly SignedHead[]): void {
    for (const { stream, position, signedAt } of heads)
      this.#anchored.set(stream, { position, at: signedAt });
  }

  #isDue({ stream, position }: SignedHead, now: number): boolean {
    const last = this.#anchored.get(stream) ?? { position: 0, at: 0 };
    return position - last.position >= this.#pace.everyEntries || now - last.at >= this.#pace.everyMs;
  }

  /** Streams whose head is not signed yet, or signed but not anchored. */
  async #moved() {
    const rows = await this.#db
      .selectFrom('journal_stream as s')
      .leftJoin('journal_head as h', (join) =>
        join.onRef('h.stream_id', '=', 's.id').onRef('h.month', '=', 's.month'),
      )
      .select(['s.id', 's.name', 's.epoch', 's.head', 's.head_hash', 's.month', 'h.position as signed'])
      .where('s.head', '>', 0)
      .execute();
    return rows.flatMap(({ id, name, epoch, head, head_hash, month, signed }) => {
      if (month === null || head_hash === null) return [];
      const signedPosition = signed ?? 0;
      if (signedPosition === head && this.#anchored.get(name)?.position === head) return [];
      return [{ stream_id: id, signedPosition, hash: head_hash, stream: name, month, epoch, position: head }];
    });
  }

  async #keep(streamId: number, hash: Uint8Array, head: SignedHead): Promise<void> {
    const { month, epoch, position, signedAt, algorithm, keyId, signature } = head;
    const values = { epoch, position, hash, signed_at: signedAt, algorithm, key_id: keyId, signature };
    await this.#db
      .insertInto('journal_head')
      .values({ stream_id: streamId, month, ...values })
      .onConflict((c) => c.columns(['stream_id', 'month']).doUpdateSet(values))
      .execute();
  }
}
