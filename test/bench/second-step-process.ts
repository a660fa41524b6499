import { lessonOf } from '../../knowledge/evaluate/k-fold.ts';
import { type Question, readQuestions, readStatutes } from '../../knowledge/evaluate/statutes.ts';
import type { Library } from '../../knowledge/rerank/candidates.ts';
import { byWords, Reranker, train } from '../../knowledge/rerank/reranker.ts';
import { cpuMs } from './longest-turn.ts';
import { serve } from './processes.ts';
import type { SecondStepCalls } from './second-step-calls.ts';

/* Both steps of the search over a corpus of statutes. */

const depth = 100;
let library: Library | null = null;
let reranker: Reranker | null = null;
let rest: Question[] = [];

serve<SecondStepCalls>({
  async learn({ corpus, queries, lessons }) {
    library = await readStatutes(corpus);
    const questions = await readQuestions(queries);
    rest = questions.slice(lessons);
    const trees = train(library, questions.slice(0, lessons).map(lessonOf), () => {});
    // What is asked is known as well: a question bank of full size is looked through.
    reranker = new Reranker(library, questions.map(lessonOf), trees);
    return { documents: library.index.documents };
  },
  ask({ steps, questions }) {
    const [on, by] = [library, reranker];
    if (on === null || by === null) throw new Error('learn comes first');
    const find = (query: string) => (steps === 'words' ? byWords(on, query, depth) : by.rank(query, depth));
    const ms: number[] = [];
    const cpu: number[] = [];
    for (const { query } of rest.slice(0, questions)) {
      const [began, cpuBefore] = [performance.now(), cpuMs()];
      find(query);
      ms.push(performance.now() - began);
      cpu.push(cpuMs() - cpuBefore);
    }
    return { ms, cpu };
  },
});
