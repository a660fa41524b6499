import { DatabaseSync } from 'node:sqlite';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { SegmentedIndex } from '../../knowledge/index/segmented-index.ts';
import type { Engine } from './search-calls.ts';
import type { CutDocument } from './search-corpus.ts';

/** The ids of the best for the words, from an index that holds the documents. */
export type Find = (words: readonly string[], limit: number) => string[];

export interface Built {
  find: Find;
  /** bytes that V8 does not know of */
  native(): number;
}

export const weighing = { boosts: [1], lengthNorm: 0.75, saturation: 1.2 };

/** Each takes the same words and weighs them by BM25; none cuts or changes them. */
export const engines: Readonly<
  Record<Exclude<Engine, 'ours'>, (documents: readonly CutDocument[]) => Built>
> = {
  lunr: inLunr,
  minisearch: inMiniSearch,
  fts5: inFts5,
};

export function ours(documents: readonly CutDocument[]): SegmentedIndex {
  const index = new SegmentedIndex(weighing);
  index.put(documents.map(({ id, words }) => ({ id, fields: [words] })));
  return index;
}

export function findIn(index: SegmentedIndex): Find {
  return (words, limit) => {
    const sought = [...countsOf(words)].map(([term, boost]) => ({ term, boost }));
    return index.find(sought, { limit }).map(({ id }) => id);
  };
}

function inLunr(documents: readonly CutDocument[]): Built {
  const builder = new lunr.Builder();
  builder.ref('id');
  builder.field('words');
  // A plain string serves as lunr's Token.
  builder.tokenizer = ((words: string) => words.split(' ')) as unknown as typeof lunr.tokenizer;
  builder.pipeline.reset();
  builder.searchPipeline.reset();
  for (const { id, words } of documents) builder.add({ id, words: words.join(' ') });
  const index = builder.build();
  const find: Find = (words, limit) =>
    index
      .query((query) => {
        for (const [term, boost] of countsOf(words)) query.term(term, { boost, usePipeline: false });
      })
      .slice(0, limit)
      .map(({ ref }) => ref);
  return { find, native: () => 0 };
}

function inMiniSearch(documents: readonly CutDocument[]): Built {
  const index = new MiniSearch({
    fields: ['words'],
    tokenize: (words) => words.split(' '),
    processTerm: (word) => word,
  });
  for (const { id, words } of documents) index.add({ id, words: words.join(' ') });
  const find: Find = (words, limit) =>
    index
      .search(words.join(' '))
      .slice(0, limit)
      .map(({ id }) => String(id));
  return { find, native: () => 0 };
}

function inFts5(documents: readonly CutDocument[]): Built {
  const database = new DatabaseSync(':memory:');
  database.exec('create virtual table document using fts5(id unindexed, words, tokenize = unicode61)');
  database.exec('begin');
  const insert = database.prepare('insert into document values (?, ?)');
  for (const { id, words } of documents) insert.run(id, words.join(' '));
  database.exec('commit');
  const select = database.prepare('select id from document where document match ? order by rank limit ?');
  const find: Find = (words, limit) => {
    const match = [...countsOf(words).keys()].map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
    return match === '' ? [] : select.all(match, limit).map(({ id }) => String(id));
  };
  const pragma = (name: string) => Number(database.prepare(`pragma ${name}`).get()?.[name]);
  return { find, native: () => pragma('page_count') * pragma('page_size') };
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
