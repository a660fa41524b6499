import { Worker } from 'node:worker_threads';
import type { TriedQuestion } from '../../../knowledge/content/trial.ts';
import type { AnsweringEntry, Trial, TrialRunner } from '../../application/ports.ts';
import type { CityWeights } from './city-weights.ts';
import type { TrialReply, TrialRequest, TrialWorkerSettings } from './trial-protocol.ts';

export interface TrialRunnerOptions {
  /** where the texts lie; the library that comes with the product by default */
  textsFolder?: string;
  /** the city's own, as the answers have them; the built-in ones without it */
  weights?: CityWeights | null;
  /** a base of hundreds of thousands of entries, and five hundred questions asked twice */
  timeoutMs?: number;
  /** the thread's heap; as much as that of the answers */
  memoryMb?: number;
  /** another thread than our own, for tests of what happens when it ends */
  worker?: URL;
}

const WORKER = new URL('./trial-worker.ts', import.meta.url);

/** Each trial on a thread of its own, which ends with it: an index beside the one that answers, for some seconds. */
export class WorkerTrialRunner implements TrialRunner {
  readonly #options: TrialRunnerOptions;
  readonly #threads = new Set<Worker>();

  constructor(options: TrialRunnerOptions = {}) {
    this.#options = options;
  }

  async run({ entries, progress, ...asked }: Trial): Promise<TriedQuestion[]> {
    const { textsFolder = null, weights = null, memoryMb = 256 } = this.#options;
    const { timeoutMs = 600_000, worker = WORKER } = this.#options;
    const workerData: TrialWorkerSettings = { textsFolder, weights };
    const thread = new Worker(worker, { workerData, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    this.#threads.add(thread);
    try {
      return await tried(thread, entries, { kind: 'run', ...asked }, progress, timeoutMs);
    } finally {
      this.#threads.delete(thread);
      await thread.terminate();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }
}

function tried(
  thread: Worker,
  entries: AsyncIterable<AnsweringEntry[]>,
  run: TrialRequest,
  progress: (done: number) => void,
  timeoutMs: number,
): Promise<TriedQuestion[]> {
  const { promise, resolve, reject } = Promise.withResolvers<TriedQuestion[]>();
  const timer = setTimeout(() => reject(new Error(`no end after ${timeoutMs} ms`)), timeoutMs);
  const slices = entries[Symbol.asyncIterator]();
  const next = async () => {
    const slice = await slices.next();
    thread.postMessage(slice.done === true ? run : { kind: 'entries', put: slice.value });
  };
  thread.on('message', (reply: TrialReply) => {
    switch (reply.kind) {
      case 'next':
        next().catch(reject);
        return;
      case 'progress':
        progress(reply.done);
        return;
      case 'tried':
        resolve(reply.tried);
        return;
      case 'failed':
        reject(new Error(reply.message));
        return;
      default:
        reply satisfies never;
    }
  });
  thread.on('error', reject);
  thread.on('exit', (code) => reject(new Error(`the thread of the trial ended with ${code}`)));
  return promise.finally(() => clearTimeout(timer));
}
