import type { Kysely } from 'kysely';
import { openValue } from '../keys/algorithms.ts';
import type { MonthKeys } from '../keys/month-keys.ts';
import { forgottenJson } from '../personal/reference.ts';
import type { Tables } from '../schema.ts';

/** Opened values to keep: a call's numbers stand in dozens of its events. */
const keptValues = 200_000;

/** SQLite takes 32,766 parameters in a statement; far fewer are enough. */
const mostAtOnce = 500;

/** The values behind references, as JSON text; a forgotten one stands for itself. */
export class PersonalValues {
  readonly #db: Kysely<Tables>;
  readonly #keys: MonthKeys;
  readonly #months = new Map<string, Map<string, string>>();
  #generation = 0;
  #kept = 0;

  constructor(db: Kysely<Tables>, keys: MonthKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  /** To be called before each question: drops what was opened with a destroyed key, and what has grown too large. */
  refresh(): void {
    this.#keys.refresh();
    if (this.#keys.generation === this.#generation && this.#kept <= keptValues) return;
    this.#generation = this.#keys.generation;
    this.#months.clear();
    this.#kept = 0;
  }

  /** Values of a month that are known by now. */
  ofMonth(month: string): Map<string, string> {
    const known = this.#months.get(month) ?? new Map<string, string>();
    this.#months.set(month, known);
    return known;
  }

  /** A single ciphertext; null where its month was forgotten. */
  opened(month: string, ciphertext: string): string | null {
    const key = this.#keys.find(month);
    return key === null ? null : openValue(key, ciphertext);
  }

  /** Opens the ciphertexts that stand in an entry or a row. */
  learn(month: string, sealed: string): void {
    const key = this.#keys.find(month);
    if (!key) return;
    const known = this.ofMonth(month);
    for (const [ref, ciphertext] of Object.entries(JSON.parse(sealed) as Record<string, string>)) {
      if (known.has(ref)) continue;
      known.set(ref, openValue(key, ciphertext));
      this.#kept += 1;
    }
  }

  /** Fetches the values that were first mentioned before what is being read. */
  async fetch(month: string, refs: readonly string[]): Promise<void> {
    const known = this.ofMonth(month);
    const missing = refs.filter((ref) => !known.has(ref));
    for (let i = 0; i < missing.length; i += mostAtOnce) {
      const some = missing.slice(i, i + mostAtOnce);
      const rows = await this.#db
        .selectFrom('personal_value as v')
        .innerJoin('journal_entry as e', (join) =>
          join.onRef('e.stream_id', '=', 'v.stream_id').onRef('e.position', '=', 'v.position'),
        )
        .select('e.sealed')
        .distinct()
        .where('v.month', '=', month)
        .where('v.ref', 'in', some)
        .execute();
      for (const { sealed } of rows) if (sealed !== null) this.learn(month, sealed);
    }
    for (const ref of missing) if (!known.has(ref)) known.set(ref, forgottenJson(ref));
  }
}
