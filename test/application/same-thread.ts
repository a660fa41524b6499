import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { writerProgram } from '../../bridge/adapters/sqlite/open-store.ts';
import type { ReaderSettings, WriterSettings } from '../../bridge/adapters/sqlite/protocol.ts';
import { serveReader } from '../../bridge/adapters/sqlite/reading/serve-reader.ts';
import type { StartThread } from '../../bridge/adapters/sqlite/worker-link.ts';
import { serveWriter } from '../../bridge/adapters/sqlite/writing/serve-writer.ts';

/**
 * The store's own programs on the thread of the test: the same messages and the same SQLite, without the half second of a
 * processor that two threads take for their start. Threads are tested with the store itself and with whole bridges.
 */
export const onSameThread: StartThread = (program, settings) => {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const told = new EventEmitter();
  const gone = new Promise<void>((resolve) => ours.once('close', resolve));
  void gone.then(() => told.emit('exit', 0));
  ours.on('message', (reply) => told.emit('message', reply));
  if (program === writerProgram) void serveWriter(theirs, settings as WriterSettings);
  else serveReader(theirs, settings as ReaderSettings);
  return {
    postMessage: (message) => ours.postMessage(message),
    on: (event: string, heard: (...told: never[]) => void) => told.on(event, heard as () => void),
    terminate() {
      ours.close();
      return gone;
    },
  };
};
