import lunr from 'lunr';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import type { SoughtTerm } from '../../../knowledge/index/segmented-index.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';

export interface OracleHit {
  /** P001#32: the text and the position of the clause in it */
  ref: string;
  score: number;
  /** term → fields, sorted */
  matched: Map<string, string[]>;
}

/** The same words with the same weights in an index that others wrote: slow, large, and known to be right. */
export function buildOracle(
  articles: readonly PolicyArticle[],
): (terms: readonly SoughtTerm[]) => OracleHit[] {
  const builder = new lunr.Builder();
  builder.ref('ref');
  builder.field('title', { boost: 0.6 });
  builder.field('heading', { boost: 0.6 });
  builder.field('text');
  builder.b(0.3);
  builder.k1(0.5);
  // lunr's own tokeniser cuts at spaces, its pipeline stems English; a plain string serves as its Token.
  builder.tokenizer = wordsOf as unknown as typeof lunr.tokenizer;
  builder.pipeline.reset();
  builder.searchPipeline.reset();
  for (const { id, title, clauses } of articles) {
    clauses.forEach(({ heading, text }, at) => {
      builder.add({ ref: `${id}#${at}`, title, heading: heading.join(' '), text });
    });
  }
  const index = builder.build();
  return (terms) =>
    index
      .query((query) => {
        for (const { term, boost } of terms) query.term(term, { boost, usePipeline: false });
      })
      .map(({ ref, score, matchData }) => ({ ref, score, matched: fieldsByTerm(matchData) }));
}

function wordsOf(text: unknown): string[] {
  return typeof text === 'string' ? tokenise(text).map(({ term }) => term) : [];
}

function fieldsByTerm(matchData: lunr.MatchData): Map<string, string[]> {
  // lunr's types call it `object`; it is term → field → positions.
  const metadata = matchData.metadata as Record<string, Record<string, unknown>>;
  return new Map(Object.entries(metadata).map(([term, fields]) => [term, Object.keys(fields).sort()]));
}
