import { parentPort, workerData } from 'node:worker_threads';
import { copyDatabase } from './backup.ts';
import { toWire, type WireError } from './errors.ts';

/** Copies the database once, away from the threads that answer people. */

const { data, toFile } = workerData as { data: string; toFile: string };

let outcome: WireError | null = null;
try {
  copyDatabase(data, toFile);
} catch (error) {
  outcome = toWire(error);
}
parentPort?.postMessage(outcome);
