import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './percentile.ts';
import { Child } from './processes.ts';
import type { RebuildCalls, Watched } from './rebuild-calls.ts';
import { startFlags } from './start-bridge-process.ts';
import type { Measured } from './verdict.ts';

/** Between two rounds nothing is published: what others take of the machine meanwhile is taken of both. */
const rounds = 10;
const entries = 200;
/** What 2,000 seats that look something up at every other call ask, about. */
const perSecond = 20;
const idleSeconds = 6;

/**
 * Questions while a thousand entries are published, beside the same questions when nothing is; and how long the thread
 * that answers, and the one that serves calls, are kept busy at a time by taking them in.
 */
export async function rebuild(): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'yihaoda-rebuild-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const child = Child.start<RebuildCalls>('rebuild-process.ts', startFlags);
  parts.defer(() => child.end());
  await child.ask('begin', { data: join(folder, 'data') });
  const batches = Array.from({ length: rounds }, (_, round) => `b${round}`);
  for (const batchId of ['warm-up', ...batches]) await child.ask('deliver', { batchId, entries });
  // Not measured: code that never ran before.
  await child.ask('watch', { perSecond, seconds: 5, publish: null });
  await child.ask('watch', { perSecond, seconds: 0, publish: 'warm-up' });
  const idle: Watched[] = [];
  const busy: Watched[] = [];
  for (const publish of batches) {
    idle.push(await child.ask('watch', { perSecond, seconds: idleSeconds, publish: null }));
    busy.push(await child.ask('watch', { perSecond, seconds: 0, publish }));
  }
  const [still, asked] = [idle, busy].map((all) => all.flatMap(({ ms }) => ms)) as [number[], number[]];
  const most = (all: readonly Watched[], of: (one: Watched) => number) => Math.max(...all.map(of));
  const sum = (all: readonly Watched[], of: (one: Watched) => number) =>
    all.reduce((before, one) => before + of(one), 0);
  // A merge goes on after what was published is answered from.
  const all = [...idle, ...busy];
  return [
    {
      name: 'search-rebuild',
      ours: percentile(asked, 0.99),
      peer: percentile(still, 0.99),
      peerName: 'the same questions while nothing is published',
      unit: 'ms',
      target: { ratioAtMost: 2 },
      notes: [
        `p99 of ${asked.length} and ${still.length} questions, ${perSecond} a second; the median ${percentile(asked, 0.5).toFixed(1)} beside ${percentile(still, 0.5).toFixed(1)} ms`,
        `${rounds * entries} entries reviewed, published and taken in within ${sum(busy, ({ seconds }) => seconds).toFixed(1)} s, ${sum(all, ({ merges }) => merges)} merges`,
      ],
    },
    {
      name: 'search-rebuild-swap',
      ours: most(all, ({ stepMs }) => stepMs),
      peer: percentile(still, 0.5),
      peerName: 'the median of questions while nothing is published',
      unit: 'ms',
      target: { oursAtMost: 10 },
      notes: ['the longest step of taking entries in, on the thread that answers; processor time'],
    },
    {
      name: 'search-rebuild-main',
      ours: most(busy, ({ mainMs }) => mainMs),
      peer: most(idle, ({ mainMs }) => mainMs),
      peerName: 'the same thread while nothing is published',
      unit: 'ms',
      target: { oursAtMost: 10 },
      notes: ['the longest turn of the thread that serves calls; processor time'],
    },
  ];
}
