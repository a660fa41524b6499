import type { ReadSource, Source, SourceStep } from '../../../bridge/application/knowledge/sources/source.ts';
import { DeliveryRefused } from '../../../knowledge/content/delivery.ts';
import type { PullEnd } from '../../../knowledge/content/pull.ts';

export const website: Source = {
  sourceId: 'cs-gov',
  name: '长沙市政府门户网站',
  kind: 'website',
  system: 'website',
  addresses: ['https://www.changsha.example/zcwj/'],
  regionCode: '430100',
  unitId: 'cs',
  schedule: { kind: 'every', hours: 24 },
  retries: { times: 2, firstAfterMs: 600_000 },
  mostGoneShare: 0.5,
};

/** One run as a reader tells it: steps one after the other, then the end; a step may be a wait or an error. */
export interface ScriptedRun {
  steps?: (Partial<SourceStep> | Promise<unknown> | Error)[];
  end?: Partial<PullEnd>;
}

/** A reader whose next runs a test writes down; what it was asked is noted. */
export class ScriptedReader {
  readonly tasks: Parameters<ReadSource>[0][] = [];
  /** by source, the next first; a source without any finds nothing new */
  readonly runs = new Map<string, ScriptedRun[]>();

  next(sourceId: string, ...runs: ScriptedRun[]): void {
    this.runs.set(sourceId, [...(this.runs.get(sourceId) ?? []), ...runs]);
  }

  readonly read: ReadSource = (task, signal) => this.#read(task, signal);

  async *#read(task: Parameters<ReadSource>[0], signal: AbortSignal): ReturnType<ReadSource> {
    this.tasks.push(task);
    const { steps = [], end = {} } = this.runs.get(task.source.sourceId)?.shift() ?? {};
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () =>
        reject(new DeliveryRefused('PULL_STOPPED', { in: '', row: null, column: null }, '读取中止。')),
      );
    });
    aborted.catch(() => {});
    let asked = 0;
    for (const step of steps) {
      if (step instanceof Error) throw step;
      if (step instanceof Promise) {
        await Promise.race([step, aborted]);
        continue;
      }
      asked += 1;
      yield { delivered: [], gone: [], files: [], seen: [], asked, unchanged: 0, left: 0, ...step };
    }
    const { run } = task.memory;
    return { run: run + 1, readBy: 'scripted', complete: true, known: 0, left: 0, trouble: null, ...end };
  }
}
