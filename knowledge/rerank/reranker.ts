import type { SoughtTerm } from '../index/segmented-index.ts';
import { searchWords } from '../text/search-words.ts';
import { tokenise } from '../text/tokenise.ts';
import { type Candidates, candidatesFor, Experience, featureNames, type Library } from './candidates.ts';
import { Forest } from './forest.ts';
import type { AnsweredQuestion } from './question-bank.ts';
import { trainTrees } from './train-trees.ts';
import type { Tree } from './trees.ts';

/** A question and the ids of the documents that answer it. */
export interface Lesson {
  question: string;
  answers: readonly string[];
}

/** Set by trial, k-fold, on the questions of STARD that may be learned from. */
const training = {
  trees: 350,
  leaves: 8,
  leastInLeaf: 100,
  rate: 0.05,
  ridge: 1,
  questionShare: 0.7,
  featureShare: 0.6,
};
/**
 * The lessons are cut in so many parts, and what is learned of a question's candidates comes from the other parts: a
 * question that votes for its own answer teaches only to copy it.
 */
const parts = 10;

/** The second step: what words found, and what answered questions alike, in the order that earlier answers teach. */
export class Reranker {
  readonly #library: Library;
  readonly #experience: Experience;
  readonly #forest: Forest;

  constructor(library: Library, lessons: readonly Lesson[], trees: readonly Tree[]) {
    this.#library = library;
    this.#experience = new Experience(lessons.map(answered), library);
    this.#forest = new Forest(trees);
  }

  /** Ids of documents, the best first. */
  rank(question: string, limit: number): string[] {
    const { ids, values } = candidatesOf(this.#library, this.#experience, question);
    const scores = this.#forest.scores(values, featureNames.length);
    return ids
      .map((id, at) => ({ id, score: scores[at] ?? 0 }))
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id }) => id);
  }
}

/** The first step alone: by words. */
export function byWords({ index }: Library, question: string, limit: number): string[] {
  return index.find(termsOf(question), { limit }).map(({ id }) => id);
}

/** Trees that put answers first; some minutes for a thousand lessons, on one core. */
export function train(
  library: Library,
  lessons: readonly Lesson[],
  progress: (words: string) => void,
): Tree[] {
  const width = featureNames.length;
  const values: Float64Array[] = [];
  const answers: number[] = [];
  const starts = [0];
  for (let part = 0; part < parts; part += 1) {
    progress(`特征 ${part + 1}/${parts} · features`);
    const others = lessons.filter((_, at) => at % parts !== part).map(answered);
    const experience = new Experience(others, library);
    for (const { question, answers: right } of lessons.filter((_, at) => at % parts === part)) {
      const found = candidatesOf(library, experience, question);
      values.push(found.values);
      for (const id of found.ids) answers.push(right.includes(id) ? 1 : 0);
      starts.push(answers.length);
    }
  }
  const all = new Float64Array(answers.length * width);
  let at = 0;
  for (const each of values) {
    all.set(each, at);
    at += each.length;
  }
  progress(`训练 ${training.trees} 棵树 · training`);
  const judged = { values: all, width, answers: Uint8Array.from(answers), starts: Uint32Array.from(starts) };
  return trainTrees(judged, training);
}

function candidatesOf(library: Library, experience: Experience, question: string): Candidates {
  return candidatesFor(library, experience, wordsOf(question), termsOf(question));
}

function answered({ question, answers }: Lesson): AnsweredQuestion {
  return { words: wordsOf(question), answers };
}

/** Questions are told apart by their words alone: all of them share their characters. */
function wordsOf(question: string): string[] {
  return tokenise(question).map(({ term }) => term);
}

/** What is said twice counts twice. */
function termsOf(question: string): SoughtTerm[] {
  const counts = new Map<string, number>();
  for (const word of searchWords(question)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([term, boost]) => ({ term, boost }));
}
