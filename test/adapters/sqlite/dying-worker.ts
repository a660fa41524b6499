import { parentPort, threadId } from 'node:worker_threads';
import { toWire, ValueRefused } from '../../../bridge/adapters/sqlite/errors.ts';
import type { Reply } from '../../../bridge/adapters/sqlite/protocol.ts';

/**
 * A worker for tests: it repeats what it is asked, tells who it is, refuses what it is told to refuse, and dies when
 * asked to.
 */

const say = (reply: Reply) => parentPort?.postMessage(reply);

function answer({ id, argument }: { id: number; argument: unknown }): void {
  if (argument === 'die') process.exit(3);
  if (argument === 'throw') throw new Error('out of memory');
  if (argument === 'silence') return;
  if (argument === 'who') say({ kind: 'answer', id, answer: threadId });
  else if (argument === 'refuse') {
    const words = { zh: '不行。', en: 'No.' };
    say({ kind: 'error', id, error: toWire(new ValueRefused('test.refused', words, words)) });
  } else {
    say({ kind: 'answer', id, answer: argument });
  }
}
parentPort?.on('message', (requests: { id: number; argument: unknown }[]) => {
  for (const request of requests) answer(request);
});
say({ kind: 'ready' });
