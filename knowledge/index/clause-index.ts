import type { Clause, PolicyArticle } from '../article.ts';
import { tokenise } from '../text/tokenise.ts';
import type { Asked } from './asked.ts';
import type { LiveSegment } from './live-segment.ts';
import { buildSegment, type IndexedDocument, type Segment } from './segment.ts';
import { type Merger, SegmentedIndex, type SoughtTerm } from './segmented-index.ts';

export const FIELDS = ['title', 'heading', 'text'] as const;
export type ClauseField = (typeof FIELDS)[number];

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

/**
 * The clauses of all texts, by their words. It knows no date, no region and no reader: that is rank's work. 7,213 clauses
 * of 125 texts take about a second on one core, so never on the thread that serves calls.
 */
export class ClauseIndex {
  readonly #clauses = new Map<string, IndexedClause>();
  /** by article, how many clauses it has here */
  readonly #counts = new Map<string, number>();
  readonly #index: SegmentedIndex;

  /** @param segments of just these articles, where they were built before */
  constructor(articles: readonly PolicyArticle[], segments?: readonly LiveSegment[]) {
    const weighing = {
      boosts: FIELDS.map((field) => FIELD_BOOST[field]),
      lengthNorm: LENGTH_NORM,
      saturation: REPETITION_GAIN,
    };
    this.#index = new SegmentedIndex(weighing, segments);
    if (segments === undefined) this.put(articles);
    else this.#know(articles);
  }

  get documents(): number {
    return this.#index.documents;
  }

  get segments(): readonly LiveSegment[] {
    return this.#index.segments;
  }

  get isCrowded(): boolean {
    return this.#index.isCrowded;
  }

  merge(): void {
    this.#index.merge('crowding');
  }

  mergeBy(merger: Merger): Promise<void> {
    return this.#index.mergeBy(merger, 'crowding');
  }

  /**
   * Takes articles in, each in place of the version that is here.
   *
   * @param segment of their clauses, where it was built elsewhere; then nothing is merged here either
   */
  put(articles: readonly PolicyArticle[], segment?: Segment): void {
    // A version with fewer clauses would leave the last ones of the old one behind.
    this.remove(articles.map(({ id }) => id));
    this.#know(articles);
    if (segment === undefined) this.#index.put([...documentsOf(articles)]);
    else this.#index.add(segment);
  }

  remove(articleIds: readonly string[]): void {
    const gone = articleIds.flatMap((articleId) =>
      Array.from({ length: this.#counts.get(articleId) ?? 0 }, (_, clause) => idOf(articleId, clause)),
    );
    for (const id of gone) this.#clauses.delete(id);
    for (const articleId of articleIds) this.#counts.delete(articleId);
    this.#index.remove(gone);
  }

  /** that a word stands in any clause */
  stands(word: string): boolean {
    return this.#index.ask([{ term: word, boost: 1 }]).terms.length > 0;
  }

  #know(articles: readonly PolicyArticle[]): void {
    for (const article of articles) {
      this.#counts.set(article.id, article.clauses.length);
      for (const [id, clause] of indexed(article)) this.#clauses.set(id, clause);
    }
  }

  /** all clauses with any of the words, the best first */
  find(terms: readonly SoughtTerm[]): FoundClause[] {
    const asked = this.#index.ask(terms);
    return asked.find({ limit: this.#index.documents }).flatMap(({ id, score }) => {
      const at = this.#clauses.get(id);
      return at === undefined ? [] : [{ at, score, matched: () => matchedIn(asked, id) }];
    });
  }
}

/** What is looked at of an article to find its clauses by their words. */
export type SegmentedText = Pick<PolicyArticle, 'id' | 'title'> & {
  clauses: readonly Pick<Clause, 'heading' | 'text'>[];
};

/** What costs time of taking articles in, for `put`. */
export function segmentOf(articles: readonly SegmentedText[]): Segment {
  return buildSegment(documentsOf(articles), FIELDS.length);
}

function matchedIn(asked: Asked, id: string): Map<string, ClauseField[]> {
  const matched = new Map<string, ClauseField[]>();
  asked.standingIn(id).forEach((fields, at) => {
    const word = asked.terms[at]?.word;
    if (fields === 0 || word === undefined) return;
    matched.set(
      word,
      FIELDS.filter((_, field) => (fields & (1 << field)) !== 0),
    );
  });
  return matched;
}

function indexed({ id, rev, clauses }: PolicyArticle): [id: string, clause: IndexedClause][] {
  return clauses.map(({ no }, clause) => [
    idOf(id, clause),
    { articleId: id, articleRev: rev, clause, clauseNo: no },
  ]);
}

function idOf(articleId: string, clause: number): string {
  return `${articleId}#${clause}`;
}

/** The title of a text is the same for all its clauses, and so mostly is the heading. */
function* documentsOf(articles: readonly SegmentedText[]): Iterable<IndexedDocument> {
  for (const { id, title, clauses } of articles) {
    const titleWords = wordsOf(title);
    let heading = '';
    let headingWords: string[] = [];
    for (const [at, clause] of clauses.entries()) {
      const written = clause.heading.join(' ');
      if (written !== heading) headingWords = wordsOf(written);
      heading = written;
      yield { id: idOf(id, at), fields: [titleWords, headingWords, wordsOf(clause.text)] };
    }
  }
}

function wordsOf(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}
