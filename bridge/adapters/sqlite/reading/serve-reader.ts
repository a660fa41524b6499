import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { databaseFile, openForReading } from '../database.ts';
import { toWire } from '../errors.ts';
import type { ReaderCalls, ReaderSettings, Reply, Request } from '../protocol.ts';
import { readerHandlers } from './handlers.ts';
import { openReading, type Reading } from './reading.ts';

/** Answers questions on the port, as long as the port is there. A folder that cannot be opened is told there as well. */
export function serveReader(port: MessagePort, settings: ReaderSettings): void {
  const say = (reply: Reply) => port.postMessage(reply);
  try {
    const database = openForReading(join(settings.data, databaseFile));
    port.once('close', () => database.close());
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
    port.on('message', (requests: Request<ReaderCalls>[]) => {
      for (const request of requests) answer(request);
    });
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'refused', error: toWire(error) });
    port.close();
  }
}
