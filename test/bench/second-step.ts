import { delimiter } from 'node:path';
import { percentile } from './percentile.ts';
import { Child } from './processes.ts';
import type { SecondStepCalls } from './second-step-calls.ts';
import type { Measured } from './verdict.ts';

const lessons = 40;
const questions = 800;
const { YIHAODA_CORPUS: corpus, YIHAODA_QUERIES: queries } = process.env;

/** All of the search, words and what earlier answers teach, on as many articles as all national law has. */
export async function secondStep(): Promise<Measured[]> {
  if (corpus === undefined || queries === undefined) {
    console.error(
      'search-second-step is left out: it needs a corpus of statutes and questions with their answers.\n  YIHAODA_CORPUS=corpus.jsonl.gz YIHAODA_QUERIES=questions.jsonl.gz npm run -s bench -- search-second-step',
    );
    return [];
  }
  await using parts = new AsyncDisposableStack();
  const child = Child.start<SecondStepCalls>('second-step-process.ts', ['--max-old-space-size=4000']);
  parts.defer(() => child.end());
  const { documents } = await child.ask('learn', {
    corpus: corpus.split(delimiter)[0] ?? corpus,
    queries,
    lessons,
  });
  // The first questions find code that is not compiled yet.
  await child.ask('ask', { steps: 'both', questions: 100 });
  const words = await child.ask('ask', { steps: 'words', questions });
  const both = await child.ask('ask', { steps: 'both', questions });
  return [
    {
      name: 'search-second-step',
      ours: percentile(both.ms, 0.99),
      peer: percentile(words.ms, 0.99),
      peerName: 'its first step alone, by words',
      unit: 'ms',
      target: { oursAtMost: 25 },
      notes: [
        `p99 of ${both.ms.length} questions on ${documents} documents; the median ${percentile(both.ms, 0.5).toFixed(1)} ms`,
        `in processor time p99 ${percentile(both.cpu, 0.99).toFixed(1)}, median ${percentile(both.cpu, 0.5).toFixed(1)} ms; the first step p99 ${percentile(words.cpu, 0.99).toFixed(1)} ms`,
      ],
    },
  ];
}
