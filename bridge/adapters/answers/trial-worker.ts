import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Answers } from '../../../knowledge/answers.ts';
import type { TrialSide } from '../../../knowledge/content/trial.ts';
import { tryQuestion } from '../../../knowledge/evaluate/try-questions.ts';
import { type Learned, readLearned } from '../../../knowledge/import/learned-file.ts';
import { loadLibrary, TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';
import type { TrialSetting } from '../../application/ports.ts';
import { withWeights } from './city-weights.ts';
import type { TrialReply, TrialRequest, TrialWorkerSettings } from './trial-protocol.ts';

/** The thread of one trial: the library and the published entries once more, asked in one setting and then in another. */
const port = parentPort;
if (port === null) throw new Error('trial-worker.ts runs as a worker thread only');

// Nobody waits for it: calls, records and their answers come first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { textsFolder, weights } = workerData as TrialWorkerSettings;
const say = (reply: TrialReply) => port.postMessage(reply);

try {
  // The thread of the answers tells of weights that cannot be used.
  const library = withWeights(loadLibrary(textsFolder ?? TEXTS_FOLDER), weights, () => {});
  const answers = new Answers(library);
  port.on('message', (request: TrialRequest) => {
    try {
      heard(answers, library, request);
    } catch (error) {
      say({ kind: 'failed', message: wordsOf(error) });
    }
  });
  say({ kind: 'next' });
} catch (error) {
  say({ kind: 'failed', message: wordsOf(error) });
}

/** @param inForce what the answers have learned when nothing is put in its place */
function heard(answers: Answers, inForce: Learned, request: TrialRequest): void {
  switch (request.kind) {
    case 'entries':
      answers.update({ put: request.put, remove: [] });
      say({ kind: 'next' });
      return;
    case 'run': {
      const { questions, today, before, after } = request;
      let done = 0;
      const side = ({ synonyms, weights: tried }: TrialSetting): TrialSide[] => {
        answers.putSynonyms(synonyms);
        answers.putLearned(tried === null ? inForce : readLearned(tried, 'weights on trial'));
        return questions.map((question) => {
          const found = tryQuestion(answers, question, today);
          done += 1;
          // Each question is asked twice: half of the way is behind it when all were asked once.
          if (done % 20 === 0) say({ kind: 'progress', done: Math.floor(done / 2) });
          return found;
        });
      };
      const [was, is] = [side(before), side(after)];
      const nothing: TrialSide = { first: [], place: null };
      const tried = questions.map(({ questionId, question, expected }, at) => ({
        questionId,
        question,
        expected,
        before: was[at] ?? nothing,
        after: is[at] ?? nothing,
      }));
      say({ kind: 'tried', tried });
      return;
    }
    default:
      request satisfies never;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
