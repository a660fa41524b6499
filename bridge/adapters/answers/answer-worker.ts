import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Answers } from '../../../knowledge/answers.ts';
import { loadLibrary } from '../../../knowledge/import/load-library.ts';
import type { AnswerReply, AnswerRequest, AnswerWorkerSettings } from './answer-protocol.ts';

/** The thread of the answers: reads the library, builds the index, then answers one question after the other. */
const port = parentPort;
if (port === null) throw new Error('answer-worker.ts runs as a worker thread only');

// A ringing call must not wait for a processor that looks for an answer. Linux lowers this thread alone; elsewhere it
// would be the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { textsFolder } = workerData as AnswerWorkerSettings;
const say = (reply: AnswerReply) => port.postMessage(reply);

try {
  const start = performance.now();
  const answers = new Answers(textsFolder === null ? loadLibrary() : loadLibrary(textsFolder));
  warmUp(answers);
  port.on('message', (request: AnswerRequest) => {
    // A backlog of questions that nobody waits for any more would make the next ones late too.
    if (Date.now() > request.deadline) return;
    try {
      say({ kind: 'answer', id: request.id, answer: answer(answers, request) });
    } catch (error) {
      say({ kind: 'error', id: request.id, message: wordsOf(error) });
    }
  });
  say({ kind: 'ready', documents: answers.documents, builtInMs: Math.round(performance.now() - start) });
} catch (error) {
  say({ kind: 'refused', message: wordsOf(error) });
}

/**
 * The first questions run code that is not compiled yet and meet the garbage of the build: up to 230 ms were seen,
 * which no caller should wait for.
 */
function warmUp(answers: Answers): void {
  const asked = { regionCode: '000000', date: '2026-01-01', serviceFunction: null, limit: 10 };
  for (let turn = 0; turn < 10; turn += 1) {
    for (const text of ['申请人应当提交的材料', '信息公开申请多久答复']) answers.search({ ...asked, text });
    answers.suggest({ ...asked, queue: '', earlier: [] });
  }
}

function answer(answers: Answers, request: AnswerRequest) {
  switch (request.call) {
    case 'search':
      return answers.search(request.argument);
    case 'suggest':
      return answers.suggest(request.argument);
    case 'article':
      return answers.article(request.argument.articleId, request.argument.date);
    case 'compare':
      return answers.compare(request.argument);
    case 'explain':
      return answers.explain(request.argument.query, request.argument.about);
    case 'putSynonyms':
      answers.putSynonyms(request.argument.own);
      return null;
    case 'update':
      answers.update(request.argument);
      return null;
    default:
      return request satisfies never;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
