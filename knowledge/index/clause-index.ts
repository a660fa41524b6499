import lunr from 'lunr';
import type { PolicyArticle } from '../article.ts';
import { tokenise } from '../text/tokenise.ts';

/** The clauses of all texts, by their words. It knows no date, no region and no reader: that is rank's work. */
export interface ClauseIndex {
  readonly documents: number;
  find(terms: readonly WeightedTerm[]): FoundClause[];
}

export interface WeightedTerm {
  term: string;
  boost: number;
}

interface FoundClause {
  articleId: string;
  articleRev: number;
  /** position in the article's clauses */
  clause: number;
  clauseNo: string;
  score: number;
  /** terms that matched, and in which fields; of thousands found only those shown are asked */
  matched(): ReadonlyMap<string, readonly ClauseField[]>;
}

const FIELDS = ['title', 'heading', 'text'] as const;
export type ClauseField = (typeof FIELDS)[number];

/**
 * Set by trial on sixty questions as callers put them (test/knowledge/rank/questions.json): the clause that answers
 * was first for 40 of them, among the first three for 52, among the first ten for 58. With lunr's defaults (b 0.75,
 * k1 1.2) and a title that counts 1.5 it was 32, 52 and 55.
 *
 * A word in the title counts on top of the text, but the same for all clauses of a text: much of it, and the first
 * clauses of the right law stand before the right clause. Articles are long because the matter is, not because they
 * are padded, and a word repeated in a list of cases says little more than said once: both norms are weak.
 */
const FIELD_BOOST: Readonly<Record<ClauseField, number>> = { title: 0.6, heading: 0.6, text: 1 };
const LENGTH_NORM = 0.3;
const REPETITION_GAIN = 0.5;

/** 7,213 clauses of 125 texts: about 2 s on one core, so never on the thread that serves calls. */
export function buildClauseIndex(articles: readonly PolicyArticle[]): ClauseIndex {
  const clauses = new Map<string, Omit<FoundClause, 'score' | 'matched'>>();
  const builder = new lunr.Builder();
  builder.ref('ref');
  for (const field of FIELDS) builder.field(field, { boost: FIELD_BOOST[field] });
  builder.b(LENGTH_NORM);
  builder.k1(REPETITION_GAIN);
  // lunr's own tokeniser cuts at spaces, its pipeline stems English. Ours gives finished words; plain strings do
  // where lunr expects its Token, whose toString would otherwise be called some three million times.
  builder.tokenizer = wordsOf as unknown as typeof lunr.tokenizer;
  builder.pipeline.reset();
  builder.searchPipeline.reset();
  for (const article of articles) {
    article.clauses.forEach(({ no, heading, text }, position) => {
      const ref = `${article.id}#${position}`;
      clauses.set(ref, {
        articleId: article.id,
        articleRev: article.rev,
        clause: position,
        clauseNo: no,
      });
      builder.add({ ref, title: article.title, heading: heading.join(' '), text });
    });
  }
  shareEmptyMetadata(builder.invertedIndex as InvertedIndex);
  const index = builder.build();

  return {
    documents: clauses.size,
    find: (terms) => {
      if (terms.length === 0) return [];
      const results = index.query((query) => {
        for (const { term, boost } of terms) query.term(term, { boost, usePipeline: false });
      });
      return results.flatMap(({ ref, score, matchData }) => {
        const clause = clauses.get(ref);
        return clause === undefined ? [] : [{ ...clause, score, matched: () => fieldsByTerm(matchData) }];
      });
    },
  };
}

/** term → field → document → metadata of the match (none is kept here) */
type InvertedIndex = Record<string, Record<string, Record<string, object>>>;

/**
 * lunr makes an empty object for each match of word and clause, a million in all. One for all of them leaves 168 MB of
 * 296, and as much less for each garbage collection to look through (p99 of a question 27 ms instead of 80).
 */
function shareEmptyMetadata(index: InvertedIndex): void {
  const nothing = Object.freeze(Object.create(null) as object);
  for (const posting of Object.values(index)) {
    for (const field of FIELDS) {
      const documents = posting[field];
      for (const document in documents) documents[document] = nothing;
    }
  }
}

function wordsOf(text: unknown): string[] {
  return typeof text === 'string' ? tokenise(text).map(({ term }) => term) : [];
}

function fieldsByTerm(matchData: lunr.MatchData): Map<string, ClauseField[]> {
  // lunr's types call it `object`; it is term → field → positions.
  const metadata = matchData.metadata as Record<string, Record<string, unknown>>;
  return new Map(
    Object.entries(metadata).map(([term, fields]) => [term, FIELDS.filter((field) => field in fields)]),
  );
}
