import { parentPort } from 'node:worker_threads';
import type { AnswerReply, AnswerRequest } from '../../../bridge/adapters/answers/answer-protocol.ts';

/** Knows no article, and ends when it is asked for anything else. */
const say = (reply: AnswerReply) => parentPort?.postMessage(reply);

parentPort?.on('message', ({ id, call }: AnswerRequest) => {
  if (call !== 'article') process.exit(1);
  say({ kind: 'answer', id, answer: null });
});
say({ kind: 'ready', built: { documents: 0, builtInMs: 0, wasKept: false } });
