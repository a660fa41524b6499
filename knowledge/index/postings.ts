/*
 * For each word, the clauses it stands in and what it is worth there. Typed arrays and no objects: a question walks
 * some ten thousand entries, and a garbage collector that had to look through a million small objects for it took both
 * cores of a small machine from the calls.
 */

export const FIELDS = ['title', 'heading', 'text'] as const;
export type ClauseField = (typeof FIELDS)[number];

/** The words of one clause, by field, repeated as often as they stand there. */
export type ClauseWords = Readonly<Record<ClauseField, readonly string[]>>;

/**
 * Set by trial on sixty questions as callers put them (test/knowledge/rank/questions.json): the clause that answers
 * was first for 40 of them, among the first three for 52, among the first ten for 58. With the usual settings (b 0.75,
 * k1 1.2) and a title that counts 1.5 it was 32, 52 and 55.
 *
 * A word in the title counts on top of the text, but the same for all clauses of a text: much of it, and the first
 * clauses of the right law stand before the right clause. Articles are long because the matter is, not because they
 * are padded, and a word repeated in a list of cases says little more than said once: both norms are weak.
 */
const FIELD_BOOST: Readonly<Record<ClauseField, number>> = { title: 0.6, heading: 0.6, text: 1 };
const LENGTH_NORM = 0.3;
const REPETITION_GAIN = 0.5;

export interface Postings {
  /** the word's number; null for one that no clause has */
  termOf(word: string): number | null;
  /** numbers of all words that begin so */
  termsFrom(prefix: string): number[];
  wordOf(term: number): string;
  /** where the entries of a term begin; those of the last end where `starts` ends */
  readonly starts: Uint32Array;
  /** by entry, ascending within a term: the clause */
  readonly clauseOf: Uint32Array;
  /** by entry: BM25 over the fields, each with its boost */
  readonly weightOf: Float32Array;
  /** by entry: in which fields, one bit each in the order of FIELDS */
  readonly fieldsOf: Uint8Array;
}

/** One word in one field of one clause, and how often; clause by clause, each number in a list of its own. */
class Occurrences {
  readonly terms: number[] = [];
  readonly clauses: number[] = [];
  readonly fields: number[] = [];
  readonly counts: number[] = [];
  readonly #numbers = new Map<string, number>();

  /** in the order in which they were first seen */
  words(): string[] {
    return [...this.#numbers.keys()];
  }

  add(clause: number, field: number, words: readonly string[]): void {
    const counts = new Map<number, number>();
    for (const word of words) {
      const term = this.#numberOf(word);
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    for (const [term, count] of counts) {
      this.terms.push(term);
      this.clauses.push(clause);
      this.fields.push(field);
      this.counts.push(count);
    }
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/** BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) for each field, summed up by clause. */
export function buildPostings(clauses: Iterable<ClauseWords>): Postings {
  const occurrences = new Occurrences();
  const lengths: number[][] = FIELDS.map(() => []);
  let clauseCount = 0;
  for (const words of clauses) {
    FIELDS.forEach((field, at) => {
      lengths[at]?.push(words[field].length);
      occurrences.add(clauseCount, at, words[field]);
    });
    clauseCount += 1;
  }
  const words = occurrences.words();
  return { ...lookUp(words), ...weighed(occurrences, words.length, lengths) };
}

function lookUp(words: readonly string[]): Pick<Postings, 'termOf' | 'termsFrom' | 'wordOf'> {
  const terms = new Map(words.map((word, term) => [word, term]));
  const sorted = [...words].sort();
  return {
    termOf: (word) => terms.get(word) ?? null,
    termsFrom(prefix) {
      const found: number[] = [];
      const first = firstFrom(0, sorted.length, (at) => (sorted[at] ?? '') < prefix);
      for (let at = first; sorted[at]?.startsWith(prefix); at += 1)
        found.push(terms.get(sorted[at] ?? '') ?? 0);
      return found;
    },
    wordOf: (term) => words[term] ?? '',
  };
}

type Entries = Pick<Postings, 'starts' | 'clauseOf' | 'weightOf' | 'fieldsOf'>;

function weighed(
  { terms, clauses, fields, counts }: Occurrences,
  termCount: number,
  lengths: readonly number[][],
): Entries {
  const clauseCount = lengths[0]?.length ?? 0;
  const average = lengths.map((each) => each.reduce((sum, length) => sum + length, 0) / clauseCount);
  const boosts = FIELDS.map((field) => FIELD_BOOST[field]);
  const entries = placesFor(terms, clauses, termCount);
  const { starts, clauseOf, weightOf, fieldsOf } = entries;
  const next = starts.slice();
  const standsIn = new Uint32Array(termCount);
  for (const term of terms) standsIn[term] = (standsIn[term] ?? 0) + 1;
  const rarities = Float64Array.from(standsIn, (count) => rarity(count, clauseCount));
  for (let at = 0; at < terms.length; at += 1) {
    const [term = 0, clause = 0, field = 0, count = 0] = [terms[at], clauses[at], fields[at], counts[at]];
    const long = 1 - LENGTH_NORM + LENGTH_NORM * ((lengths[field]?.[clause] ?? 0) / (average[field] ?? 1));
    const repeated = ((REPETITION_GAIN + 1) * count) / (REPETITION_GAIN * long + count);
    // The fields of a clause follow each other: the second one meets the entry that the first has made.
    let entry = (next[term] ?? 0) - 1;
    if (entry < (starts[term] ?? 0) || clauseOf[entry] !== clause) entry += 1;
    next[term] = entry + 1;
    clauseOf[entry] = clause;
    weightOf[entry] = (weightOf[entry] ?? 0) + (rarities[term] ?? 0) * repeated * (boosts[field] ?? 0);
    fieldsOf[entry] = (fieldsOf[entry] ?? 0) | (1 << field);
  }
  return entries;
}

/** Room for one entry for each clause of each term. */
function placesFor(terms: readonly number[], clauses: readonly number[], termCount: number): Entries {
  const starts = new Uint32Array(termCount + 1);
  const last = new Int32Array(termCount).fill(-1);
  terms.forEach((term, at) => {
    const clause = clauses[at] ?? 0;
    if (last[term] === clause) return;
    last[term] = clause;
    starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  });
  for (let term = 0; term < termCount; term += 1)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  const entries = starts[termCount] ?? 0;
  return {
    starts,
    clauseOf: new Uint32Array(entries),
    weightOf: new Float32Array(entries),
    fieldsOf: new Uint8Array(entries),
  };
}

/** A word of the title stands in all clauses of a text: counted by field, it is the less rare for it. */
function rarity(standsIn: number, clauses: number): number {
  return Math.log(1 + Math.abs((clauses - standsIn + 0.5) / (standsIn + 0.5)));
}

/** The first place of [from, to) that does not lie before what is looked for; `to` if all do. */
export function firstFrom(from: number, to: number, liesBefore: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (liesBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
