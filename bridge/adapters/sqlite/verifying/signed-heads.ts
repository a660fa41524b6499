import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hex } from '../journal/chain.ts';
import { type SignedHead, signedBy } from '../keys/head-key.ts';
import type { JournalStreamRow, Tables } from '../schema.ts';
import type { Problems } from './problem.ts';

/** Heads in the data whose signature is the key's own, by position; a false one is a problem. */
export async function signedHeads(
  db: Kysely<Tables>,
  stream: JournalStreamRow,
  publicKey: KeyObject,
  problems: Problems,
): Promise<SignedHead[]> {
  const rows = await db
    .selectFrom('journal_head')
    .selectAll()
    .where('stream_id', '=', stream.id)
    // A bridge that runs beside may have signed newer ones.
    .where((e) =>
      e.or([
        e('position', '<=', stream.head),
        e('position', '>', e.selectFrom('journal_stream').select('head').where('id', '=', stream.id)),
      ]),
    )
    .orderBy('position')
    .execute();
  return rows.flatMap((row) => {
    const { month, epoch, position, algorithm, signature } = row;
    const head: SignedHead = {
      stream: stream.name,
      month,
      epoch,
      position,
      hash: hex(row.hash),
      signedAt: row.signed_at,
      algorithm,
      keyId: row.key_id,
      signature,
    };
    if (signedBy(publicKey, head)) return [head];
    problems.add('chain.signature', stream.name, position, {
      zh: `位置 ${position} 的末端签名无效。`,
      en: `The signature of the head at ${position} is not valid.`,
    });
    return [];
  });
}
