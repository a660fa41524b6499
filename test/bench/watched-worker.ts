import { workerData } from 'node:worker_threads';
import { Answers } from '../../knowledge/answers.ts';
import { SegmentedIndex } from '../../knowledge/index/segmented-index.ts';
import { cpuMs } from './longest-turn.ts';

/* The thread of the answers, with somebody who looks at how long taking something in keeps it from a question. */

export const watch = 'yihaoda-bench-answers';
export type WatchMessage = { kind: 'read' } | { kind: 'longest'; ms: number; merges: number };

let longest = 0;
let merges = 0;

if (workerData !== null) {
  watchSteps();
  const channel = new BroadcastChannel(watch);
  channel.onmessage = ({ data }: { data: WatchMessage }) => {
    if (data.kind !== 'read') return;
    channel.postMessage({ kind: 'longest', ms: longest, merges } satisfies WatchMessage);
    longest = 0;
    merges = 0;
  };
  await import('../../bridge/adapters/answers/answer-worker.ts');
}

/** All that is done of an update on this thread, each step in processor time. */
function watchSteps(): void {
  const { changesIn, uncut, take, hearWords } = Answers.prototype;
  Answers.prototype.changesIn = function (update) {
    return timed(() => changesIn.call(this, update));
  };
  Answers.prototype.uncut = function (changes) {
    return timed(() => uncut.call(this, changes));
  };
  Answers.prototype.take = function (changes, cut) {
    timed(() => take.call(this, changes, cut));
  };
  Answers.prototype.hearWords = function* () {
    const steps = hearWords.call(this)[Symbol.iterator]();
    while (timed(() => steps.next()).done !== true) yield;
  };
  const { mergeBy } = SegmentedIndex.prototype;
  SegmentedIndex.prototype.mergeBy = async function (merger, part) {
    let since = cpuMs();
    const watched: typeof merger = {
      async merge(live, fields) {
        const merging = merger.merge(live, fields);
        note(cpuMs() - since);
        const merged = await merging;
        since = cpuMs();
        return merged;
      },
    };
    await mergeBy.call(this, watched, part);
    note(cpuMs() - since);
    merges += 1;
  };
}

function timed<T>(step: () => T): T {
  const since = cpuMs();
  const done = step();
  note(cpuMs() - since);
  return done;
}

function note(ms: number): void {
  longest = Math.max(longest, ms);
}
