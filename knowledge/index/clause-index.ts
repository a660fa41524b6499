import type { PolicyArticle } from '../article.ts';
import { tokenise } from '../text/tokenise.ts';
import {
  buildPostings,
  type ClauseField,
  type ClauseWords,
  FIELDS,
  firstFrom,
  type Postings,
} from './postings.ts';

/** The clauses of all texts, by their words. It knows no date, no region and no reader: that is rank's work. */
export interface ClauseIndex {
  readonly documents: number;
  /** all clauses with any of the words, as they are printed; whoever shows them puts the best first */
  find(terms: readonly WeightedTerm[]): FoundClause[];
}

export interface WeightedTerm {
  /** with * at its end: whatever begins so */
  term: string;
  boost: number;
}

interface IndexedClause {
  articleId: string;
  articleRev: number;
  /** position in the article's clauses */
  clause: number;
  clauseNo: string;
}

export interface FoundClause {
  at: IndexedClause;
  score: number;
  /** terms that matched, and in which fields; of thousands found only those shown are asked */
  matched(): ReadonlyMap<string, readonly ClauseField[]>;
}

/** 7,213 clauses of 125 texts: about 1 s on one core, so never on the thread that serves calls. */
export function buildClauseIndex(articles: readonly PolicyArticle[]): ClauseIndex {
  const clauses = articles.flatMap(indexed);
  const postings = buildPostings(wordsOfAll(articles));
  // Of one question at a time, and cleared after it.
  const scores = new Float64Array(clauses.length);
  const isFound = new Uint8Array(clauses.length);

  return {
    documents: clauses.length,
    find(terms) {
      const sought = soughtIn(postings, terms);
      for (const [term, boost] of sought) addUp(postings, term, boost, scores, isFound);
      const length = Math.hypot(...sought.values());
      const found: FoundClause[] = [];
      for (let at = isFound.indexOf(1); at >= 0; at = isFound.indexOf(1, at + 1)) {
        const clause = clauses[at];
        if (clause !== undefined)
          found.push(new Found(clause, (scores[at] ?? 0) / length, at, sought, postings));
      }
      scores.fill(0);
      isFound.fill(0);
      return found;
    },
  };
}

class Found implements FoundClause {
  readonly at: IndexedClause;
  readonly score: number;
  readonly #clause: number;
  readonly #sought: ReadonlyMap<number, number>;
  readonly #postings: Postings;

  constructor(
    at: IndexedClause,
    score: number,
    clause: number,
    sought: ReadonlyMap<number, number>,
    postings: Postings,
  ) {
    this.at = at;
    this.score = score;
    this.#clause = clause;
    this.#sought = sought;
    this.#postings = postings;
  }

  matched(): Map<string, ClauseField[]> {
    const matched = new Map<string, ClauseField[]>();
    for (const term of this.#sought.keys()) {
      const fields = fieldsWith(this.#postings, term, this.#clause);
      if (fields !== 0)
        matched.set(
          this.#postings.wordOf(term),
          FIELDS.filter((_, at) => (fields & (1 << at)) !== 0),
        );
    }
    return matched;
  }
}

function indexed({ id, rev, clauses }: PolicyArticle): IndexedClause[] {
  return clauses.map(({ no }, clause) => ({ articleId: id, articleRev: rev, clause, clauseNo: no }));
}

/** The title of a text is the same for all its clauses, and so mostly is the heading. */
function* wordsOfAll(articles: readonly PolicyArticle[]): Iterable<ClauseWords> {
  for (const { title, clauses } of articles) {
    const titleWords = wordsOf(title);
    let heading = '';
    let headingWords: string[] = [];
    for (const clause of clauses) {
      const written = clause.heading.join(' ');
      if (written !== heading) headingWords = wordsOf(written);
      heading = written;
      yield { title: titleWords, heading: headingWords, text: wordsOf(clause.text) };
    }
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}

/** The numbers of the terms that are there, each with what it counts. */
function soughtIn(postings: Postings, terms: readonly WeightedTerm[]): Map<number, number> {
  const sought = new Map<number, number>();
  for (const { term, boost } of terms) {
    for (const found of numbersOf(postings, term)) sought.set(found, (sought.get(found) ?? 0) + boost);
  }
  return sought;
}

function numbersOf(postings: Postings, term: string): number[] {
  if (term.endsWith('*')) return postings.termsFrom(term.slice(0, -1));
  const number = postings.termOf(term);
  return number === null ? [] : [number];
}

function addUp(
  { starts, clauseOf, weightOf }: Postings,
  term: number,
  boost: number,
  scores: Float64Array,
  isFound: Uint8Array,
): void {
  const end = starts[term + 1] ?? 0;
  for (let entry = starts[term] ?? 0; entry < end; entry += 1) {
    const clause = clauseOf[entry] ?? 0;
    scores[clause] = (scores[clause] ?? 0) + boost * (weightOf[entry] ?? 0);
    isFound[clause] = 1;
  }
}

/** Bits in the order of FIELDS; 0: the term is not in the clause. */
function fieldsWith({ starts, clauseOf, fieldsOf }: Postings, term: number, clause: number): number {
  const end = starts[term + 1] ?? 0;
  const entry = firstFrom(starts[term] ?? 0, end, (at) => (clauseOf[at] ?? 0) < clause);
  return entry < end && clauseOf[entry] === clause ? (fieldsOf[entry] ?? 0) : 0;
}
