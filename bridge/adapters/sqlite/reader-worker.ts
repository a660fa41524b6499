import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { databaseFile, openForReading } from './database.ts';
import { toWire } from './errors.ts';
import type { ReaderCalls, ReaderSettings, Reply, Request } from './protocol.ts';
import { readerHandlers } from './reading/handlers.ts';
import { openReading, type Reading } from './reading/reading.ts';

/** A thread that only reads: questions of a year's length wait here, and nothing else waits with them. */

const settings = workerData as ReaderSettings;

function say(reply: Reply): void {
  parentPort?.postMessage(reply);
}

try {
  const database = openForReading(join(settings.data, databaseFile));
  const reading = openReading(database, settings.monthKeys);

  // One after the other: the values a question has opened must not be dropped by another in between.
  let last: Promise<void> = Promise.resolve();
  const answer = ({ id, call, argument }: Request<ReaderCalls>) => {
    const handler = readerHandlers[call] as (reading: Reading, argument: unknown) => Promise<unknown>;
    last = last
      .then(() => {
        reading.values.refresh();
        return handler(reading, argument);
      })
      .then(
        (answer) => say({ kind: 'answer', id, answer }),
        (error: unknown) => say({ kind: 'error', id, error: toWire(error) }),
      );
  };
  parentPort?.on('message', (requests: Request<ReaderCalls>[]) => {
    for (const request of requests) answer(request);
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'refused', error: toWire(error) });
  parentPort?.close();
}
