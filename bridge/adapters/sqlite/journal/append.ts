import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { canonicalJson } from '../canonical-json.ts';
import { chinaMonth } from '../china-time.ts';
import { type KeyRing, keyOfMonth } from '../keys/key-ring.ts';
import type { References } from '../personal/reference.ts';
import { depersonalise, type IsPersonal, sealAll } from '../personal/seal.ts';
import type { JournalStreamRow, Tables } from '../schema.ts';
import { entrySql, valueSql } from './append-sql.ts';
import { entryHash, hex, openingHash } from './chain.ts';
import { type Claim, refuseFalseClaim } from './claim.ts';

export interface Appending {
  type: string;
  version: number;
  /** receipt at the bridge, ms */
  at: number;
  event: unknown;
}

export interface Appended {
  epoch: number;
  /** of the last entry */
  position: number;
}

/** References known to be sealed in the month; more are looked up again in the database. */
const keptKnown = 20_000;

/**
 * Appends to chains, always inside a transaction of its caller. It keeps no head in memory: each call reads the
 * stream's row, so that a roll-back, or a second process, can never leave it with a false one.
 */
export class ChainWriter {
  readonly #db: Kysely<Tables>;
  readonly #keys: KeyRing;
  readonly #references: References;
  readonly #isPersonal: IsPersonal;
  readonly #insertEntry: StatementSync;
  readonly #insertValue: StatementSync;
  /** month → references whose ciphertext is in the journal */
  readonly #known = new Map<string, Set<string>>();
  /** months whose key is noted in the data */
  readonly #noted = new Set<string>();

  constructor(
    database: DatabaseSync,
    db: Kysely<Tables>,
    keys: KeyRing,
    references: References,
    isPersonal: IsPersonal,
  ) {
    this.#db = db;
    this.#keys = keys;
    this.#references = references;
    this.#isPersonal = isPersonal;
    // Prepared once, past Kysely: it would compile the same statement for every event.
    this.#insertEntry = database.prepare(entrySql(db));
    this.#insertValue = database.prepare(valueSql(db));
  }

  /** To be called after any roll-back: what was noted as known may not be there. */
  forgetKnown(): void {
    this.#known.clear();
    this.#noted.clear();
  }

  /** Opens an epoch: every older writer of the stream is fenced off from here on. */
  async open(name: string, at: number): Promise<Appended> {
    const stream = await this.#find(name);
    // Seconds, so that an epoch lost with a restored backup is never opened a second time.
    const epoch = Math.max((stream?.epoch ?? 0) + 1, Math.floor(at / 1000));
    const head = stream?.head ?? 0;
    const id = stream?.id ?? (await this.#add(name, epoch));
    await this.#db.updateTable('journal_stream').set({ epoch }).where('id', '=', id).execute();
    await this.#db
      .insertInto('journal_epoch')
      .values({ stream_id: id, epoch, opened_at: at, first_position: head + 1 })
      .execute();
    return { epoch, position: head };
  }

  /** Without a claim the store itself writes: a stream of its own, in the epoch it has. */
  async append(name: string, entries: readonly Appending[], claim?: Claim): Promise<Appended> {
    const found = await this.#find(name);
    if (claim) refuseFalseClaim(name, found, claim);
    const first = entries[0];
    const stream = found ?? (await this.#begin(name, first?.at ?? 0));
    const streamText = canonicalJson(name);
    let { head, month } = stream;
    let headHash = stream.head_hash;
    let built = headHash ? hex(headHash) : '';
    for (const entry of entries) {
      const due = chinaMonth(entry.at);
      // Months only go forward: an event that was late over midnight belongs to the segment that is open.
      if (month === null || due > month) {
        built = hex(await this.#openSegment(stream, due, month, head, headHash, entry.at));
        month = due;
      }
      head += 1;
      const { text, values } = depersonalise(entry.event, this.#isPersonal, this.#references);
      const sealed = values.size > 0 ? await this.#seal(values, month, stream.id, head) : null;
      const { type, version, at } = entry;
      const hash = entryHash(
        streamText,
        { epoch: stream.epoch, position: head, type, version, at, event: text, sealed },
        built,
      );
      this.#insertEntry.run(stream.id, head, stream.epoch, type, version, at, text, sealed, hash);
      headHash = hash;
      built = hash.toString('hex');
    }
    await this.#db
      .updateTable('journal_stream')
      .set({ head, head_hash: headHash, month })
      .where('id', '=', stream.id)
      .execute();
    return { epoch: stream.epoch, position: head };
  }

  /** The ciphertexts of the values that this month has not mentioned before, as the entry holds them. */
  async #seal(
    values: ReadonlyMap<string, string>,
    month: string,
    streamId: number,
    position: number,
  ): Promise<string | null> {
    const known = this.#knownIn(month);
    const fresh: [string, string][] = [];
    for (const value of values) {
      const ref = value[0];
      if (known.has(ref)) continue;
      if (this.#insertValue.run(month, ref, streamId, position).changes === 1) fresh.push(value);
      known.add(ref);
    }
    if (fresh.length === 0) return null;
    const key = this.#noted.has(month)
      ? this.#keys.months.findOrMake(month)
      : await keyOfMonth(this.#db, this.#keys.months, month);
    this.#noted.add(month);
    return key && sealAll(key, fresh);
  }

  #knownIn(month: string): Set<string> {
    const known = this.#known.get(month);
    if (known && known.size < keptKnown) return known;
    const fresh = new Set<string>();
    if (this.#known.size >= 3) this.#known.clear();
    this.#known.set(month, fresh);
    return fresh;
  }

  async #openSegment(
    stream: JournalStreamRow,
    month: string,
    before: string | null,
    head: number,
    headHash: Uint8Array | null,
    at: number,
  ): Promise<Buffer> {
    const checkpoint = canonicalJson({ before, entries: head, epoch: stream.epoch });
    const opening = openingHash({
      stream: stream.name,
      month,
      firstPosition: head + 1,
      previous: headHash && hex(headHash),
      checkpoint,
    });
    await this.#db
      .insertInto('journal_segment')
      .values({
        stream_id: stream.id,
        month,
        first_position: head + 1,
        opened_at: at,
        previous_hash: headHash,
        checkpoint,
        opening_hash: opening,
      })
      .execute();
    return opening;
  }

  async #begin(name: string, at: number): Promise<JournalStreamRow> {
    await this.open(name, at);
    const stream = await this.#find(name);
    if (!stream) throw new Error(`stream ${name} did not come to be`);
    return stream;
  }

  async #add(name: string, epoch: number): Promise<number> {
    const added = await this.#db
      .insertInto('journal_stream')
      .values({ name, epoch, head: 0, head_hash: null, month: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    return added.id;
  }

  #find(name: string): Promise<JournalStreamRow | undefined> {
    return this.#db.selectFrom('journal_stream').selectAll().where('name', '=', name).executeTakeFirst();
  }
}
