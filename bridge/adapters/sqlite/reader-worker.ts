import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderSettings } from './protocol.ts';
import { serveReader } from './reading/serve-reader.ts';

/** A thread that only reads: questions of a year's length wait here, and nothing else waits with them. */
if (parentPort !== null) serveReader(parentPort, workerData as ReaderSettings);
