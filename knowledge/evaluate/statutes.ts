import { z } from 'zod';
import { SegmentedIndex } from '../index/segmented-index.ts';
import type { DocumentFacts, Library } from '../rerank/candidates.ts';
import { searchWords } from '../text/search-words.ts';
import { readLines } from './read-lines.ts';

/** An article of law as a corpus of statutes has it. */
const statuteSchema = z.object({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  law: z.string().min(1),
  art: z.string(),
  /** chapter and section, from the outside in */
  head: z.array(z.string()),
  text: z.string(),
  /** 法律, 行政法规 … */
  cat: z.string(),
});

/** A layperson's question; `gold` are the ids of the articles that answer it. */
const questionSchema = z.object({
  qid: z.union([z.string().min(1), z.int()]),
  query: z.string(),
  gold: z.array(z.union([z.string().min(1), z.int()]).transform(String)).default([]),
});
export type Question = z.infer<typeof questionSchema>;

/**
 * All words of an article are weighed as one text, which does better than a field for each part: NDCG@10 .368 instead of
 * .361. Those of title and headings are there once more, worth nothing, to tell where a word stands.
 */
const weighing = { boosts: [0, 1], lengthNorm: 0.75, saturation: 1.2 };

/** Reads a corpus and indexes it; of the parts of a law the file's order is theirs. */
export async function readStatutes(file: string): Promise<Library> {
  const facts = new Map<string, DocumentFacts>();
  const parts = new Map<string, string[]>();
  const categories = new Map<string, number>();
  const documents: { id: string; fields: string[][] }[] = [];
  for await (const { id, law, head, text, cat } of readLines(file, statuteSchema)) {
    const own = parts.get(law) ?? [];
    if (!categories.has(cat)) categories.set(cat, categories.size);
    facts.set(id, {
      text: law,
      place: own.length,
      category: categories.get(cat) ?? 0,
      length: text.length,
    });
    own.push(id);
    parts.set(law, own);
    const titles = searchWords(`${law} ${head.join(' ')}`);
    documents.push({ id, fields: [titles, [...titles, ...searchWords(text)]] });
  }
  const index = new SegmentedIndex(weighing);
  index.put(documents);
  return { index, facts, parts };
}

export async function readQuestions(file: string): Promise<Question[]> {
  const questions: Question[] = [];
  for await (const question of readLines(file, questionSchema)) questions.push(question);
  return questions;
}
