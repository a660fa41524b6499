import { Worker } from 'node:worker_threads';
import { DeliveryRefused } from '../../knowledge/content/delivery.ts';
import type { PullEnd } from '../../knowledge/content/pull.ts';
import { readTokenOf } from '../../telephony-config/secrets.ts';
import type { FetcherOptions } from '../adapters/web/web-fetcher.ts';
import type { ReadSource, SourceTask } from '../application/knowledge/sources/source.ts';
import type { SourceReply, SourceSetting, SourceWork } from './source-setting.ts';
import type { PlannedSource } from './sources-plan.ts';

/** One page of 5 MB, its tree, and what is remembered of some ten thousand pages. */
const heapMb = 512;
const worker = new URL('./source-worker.ts', import.meta.url);

/** Reads each source on a thread of its own that ends with its run. */
export function sourceReader(
  planned: readonly PlannedSource[],
  fetcher: FetcherOptions,
  env: NodeJS.ProcessEnv,
): ReadSource {
  const bySource = new Map(planned.map((one) => [one.source.sourceId, one]));
  return async function* read(task, signal) {
    const one = bySource.get(task.source.sourceId);
    if (one === undefined) throw new Error(`no source ${task.source.sourceId} is configured`);
    return yield* onThread(await settingOf(one, env), fetcher, task, signal);
  };
}

async function settingOf({ how, source }: PlannedSource, env: NodeJS.ProcessEnv): Promise<SourceSetting> {
  if (how.kind === 'website') return how;
  try {
    return { kind: 'enterprise', platform: how.platform, token: await readTokenOf(how, env) };
  } catch (error) {
    // As when the platform does not answer: told with the run, and tried again when it is mended.
    const words = error instanceof Error ? error.message : String(error);
    throw new DeliveryRefused('TOKEN', { in: source.name, row: null, column: null }, words);
  }
}

async function* onThread(
  setting: SourceSetting,
  fetcher: FetcherOptions,
  { source, memory, whole, today }: SourceTask,
  signal: AbortSignal,
): ReturnType<ReadSource> {
  const stopped = new DeliveryRefused(
    'PULL_STOPPED',
    { in: source.name, row: null, column: null },
    '话务桥停止，读取中止。',
  );
  if (signal.aborted) throw stopped;
  const work: SourceWork = { setting, fetcher, memory, whole, today };
  const thread = new Worker(worker, {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  try {
    for (;;) {
      const reply = await ask(thread, signal, stopped);
      if (reply.kind === 'end') return reply.end satisfies PullEnd;
      yield reply.step;
    }
  } finally {
    await thread.terminate();
  }
}

function ask(thread: Worker, signal: AbortSignal, stopped: Error): Promise<SourceReply> {
  return new Promise((resolve, reject) => {
    const heard = (reply: SourceReply) => {
      end();
      resolve(reply);
    };
    const failed = (error: unknown) => {
      end();
      reject(error);
    };
    const ended = (code: number) => failed(new Error(`the thread that reads a source ended with ${code}`));
    const aborted = () => failed(stopped);
    const end = () => {
      thread.off('message', heard).off('error', failed).off('exit', ended);
      signal.removeEventListener('abort', aborted);
    };
    thread.on('message', heard).on('error', failed).on('exit', ended);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
    else thread.postMessage('next');
  });
}
