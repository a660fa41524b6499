import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { searchWords } from '../../knowledge/text/search-words.ts';
import { realLibrary } from '../knowledge/library.ts';

export interface CutDocument {
  id: string;
  words: string[];
}

const { YIHAODA_CORPUS: corpus, YIHAODA_QUERIES: queriesFile } = process.env;
/** One after the other, as in PATH. */
const corpusFiles = corpus?.split(delimiter) ?? null;

/** What the corpus is, for who reads the table. */
export const corpusWords =
  corpusFiles === null
    ? 'made-up articles: sentences of the library’s clauses, put together by a fixed seed (YIHAODA_CORPUS names another corpus)'
    : 'the corpus that YIHAODA_CORPUS names';

/** @param most so many documents at most */
export function readCorpus(most: number): CutDocument[] {
  if (corpusFiles === null) return madeUp(most);
  return corpusFiles
    .flatMap(linesOf)
    .slice(0, most)
    .map(({ id, law, head, text }) => ({
      id: String(id),
      words: [...searchWords(`${law} ${(head as string[]).join(' ')}`), ...searchWords(String(text))],
    }));
}

export function readQuestions(): string[] {
  if (queriesFile !== undefined) return linesOf(queriesFile).map(({ query }) => String(query));
  return sentences()
    .filter((each) => each.length > 12)
    .filter((_, at) => at % 17 === 0)
    .map((each) => each.slice(0, 30));
}

function madeUp(documents: number): CutDocument[] {
  const parts = sentences();
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return parts[Math.floor((state / 2 ** 32) * parts.length)] ?? '';
  };
  return Array.from({ length: documents }, (_, at) => ({
    id: `m${at}`,
    words: searchWords(`${next()}。${next()}。${next()}`),
  }));
}

function sentences(): string[] {
  const { articles } = realLibrary();
  return articles
    .flatMap(({ clauses }) => clauses.flatMap(({ text }) => text.split(/[。；\n]/)))
    .filter(Boolean);
}

function linesOf(file: string): Record<string, unknown>[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}
