import { parentPort, workerData } from 'node:worker_threads';
import type { WriterSettings } from './protocol.ts';
import { serveWriter } from './writing/serve-writer.ts';

/** The only thread of the bridge that writes: SQL, sealing, hashing and signing all happen here. */
if (parentPort !== null) await serveWriter(parentPort, workerData as WriterSettings);
