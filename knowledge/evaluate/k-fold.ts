import { createHash } from 'node:crypto';
import type { Library } from '../rerank/candidates.ts';
import { byWords, type Lesson, Reranker, train } from '../rerank/reranker.ts';
import { type Figures, figuresOf } from './measure.ts';
import type { Question } from './statutes.ts';

export interface FoldFigures {
  words: Figures;
  reranked: Figures;
}

const depth = 100;

/**
 * Each question is answered by what was learned from the others alone: the questions are cut in `folds` parts, and for
 * each part everything that is learned (trees, earlier questions, how often a law answered) comes from the other parts.
 * Who is in which part follows from a hash of the question's id, so it is the same at every run and on every machine.
 *
 * Leaving out single questions instead would not do: what is counted over all others tells the label of the one that
 * was left out.
 */
export function kFold(
  library: Library,
  questions: readonly Question[],
  folds: number,
  progress: (words: string) => void,
): FoldFigures | null {
  const inOrder = questions
    .filter(({ gold }) => gold.length > 0)
    .toSorted((one, other) => (hashOf(one) < hashOf(other) ? -1 : 1));
  const lists: { words: string[]; reranked: string[]; answers: ReadonlySet<string> }[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const told = (words: string) => progress(`第 ${fold + 1}/${folds} 折 · fold：${words}`);
    const lessons = inOrder.filter((_, at) => at % folds !== fold).map(lessonOf);
    const reranker = new Reranker(library, lessons, train(library, lessons, told));
    for (const { query, gold } of inOrder.filter((_, at) => at % folds === fold))
      lists.push({
        words: byWords(library, query, depth),
        reranked: reranker.rank(query, depth),
        answers: new Set(gold),
      });
  }
  const words = figuresOf(lists.map(({ words: ids, answers }) => ({ ids, answers })));
  const reranked = figuresOf(lists.map(({ reranked: ids, answers }) => ({ ids, answers })));
  return words === null || reranked === null ? null : { words, reranked };
}

export function lessonOf({ query, gold }: Question): Lesson {
  return { question: query, answers: gold };
}

function hashOf({ qid }: Question): string {
  return createHash('sha256').update(String(qid)).digest('hex');
}
