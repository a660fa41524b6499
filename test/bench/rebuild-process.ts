import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WorkerAnswerIndex } from '../../bridge/adapters/answers/answer-index.ts';
import { systemTimer } from '../../bridge/adapters/asterisk/system-timer.ts';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import type { SqliteStore } from '../../bridge/adapters/sqlite/store.ts';
import { FeedAnswers } from '../../bridge/application/knowledge/feed-answers.ts';
import type { Log } from '../../bridge/application/ports.ts';
import { deliver, publishAll } from '../adapters/sqlite/knowledge/deliveries.ts';
import { hotlineQuestions } from '../knowledge/rank/hotline-questions.ts';
import { inventedEntries } from './invented-entries.ts';
import { LongestTurn } from './longest-turn.ts';
import { serve } from './processes.ts';
import type { RebuildCalls, Watched } from './rebuild-calls.ts';
import { type WatchMessage, watch } from './watched-worker.ts';

/* Store, feed and answers as the bridge puts them together, with somebody who asks. */

const log: Log = { info() {}, warn: console.error, error: console.error };
const day = '2026-11-30';

interface Answering {
  index: WorkerAnswerIndex;
  feed: FeedAnswers;
  readySeconds: number;
  wasKept: boolean;
}

let store: SqliteStore | null = null;
let answering: Answering | null = null;
let folder = '';
const main = new LongestTurn();
const thread = new BroadcastChannel(watch);

serve<RebuildCalls>({
  async begin({ data }) {
    folder = data;
    store = await openStore({ data, bridgeId: 'main' });
    answering = await start(store);
    const { readySeconds, wasKept } = answering;
    return { readySeconds, wasKept };
  },
  async deliver({ batchId, entries }) {
    await deliver(opened(store).knowledge, batchId, inventedEntries(batchId, entries));
    return null;
  },
  watch: ({ perSecond, seconds, publish }) => watched(perSecond, seconds, publish),
  async feed({ lastEntry }) {
    const before = opened(answering);
    before.feed.stop();
    await before.index.close();
    main.read();
    const began = performance.now();
    answering = await start(opened(store));
    await until(() => has(lastEntry));
    const fedSeconds = (performance.now() - began) / 1000;
    return { readySeconds: answering.readySeconds, fedSeconds, mainMs: main.read(), mb: mb() };
  },
  memory: () => ({ mb: mb() }),
});

async function start(on: SqliteStore): Promise<Answering> {
  const began = performance.now();
  const built = Promise.withResolvers<boolean>();
  const index = new WorkerAnswerIndex({
    keptFolder: join(folder, 'answers-cache'),
    worker: new URL('./watched-worker.ts', import.meta.url),
    built: ({ wasKept }) => built.resolve(wasKept),
    fault: (message) => console.error(message),
  });
  const feed = new FeedAnswers({ store: on.knowledge, index, timer: systemTimer, log });
  await index.ready;
  const readySeconds = (performance.now() - began) / 1000;
  feed.start();
  return { index, feed, readySeconds, wasKept: await built.promise };
}

async function watched(perSecond: number, seconds: number, publish: string | null): Promise<Watched> {
  const { knowledge } = opened(store);
  const { index } = opened(answering);
  await longestStep();
  main.read();
  const began = performance.now();
  const work = publish === null ? pause(seconds * 1000) : published(publish);
  let working = true;
  const ended = work.finally(() => {
    working = false;
  });
  const ms: number[] = [];
  const asked: Promise<void>[] = [];
  for (let at = 0; working; at += 1) {
    const { question } = hotlineQuestions[at % hotlineQuestions.length] ?? { question: '' };
    const since = performance.now();
    const query = { text: question, regionCode: '430100', date: day, serviceFunction: null, limit: 10 };
    asked.push(
      index.search(query).then(() => {
        ms.push(performance.now() - since);
      }),
    );
    await pause(1000 / perSecond);
  }
  await ended;
  await Promise.all(asked);
  const mainMs = main.read();
  const { ms: stepMs, merges } = await longestStep();
  return { ms, seconds: (performance.now() - began) / 1000, mainMs, stepMs, merges };

  async function published(batchId: string): Promise<void> {
    await publishAll(knowledge, batchId);
    const { entries } = await knowledge.list({ unitIds: null, kind: 'article' }, day, {
      offset: 0,
      limit: 1e6,
    });
    const ids = entries.map(({ entryId }) => entryId).filter((id) => id.startsWith(`K-${batchId}`));
    await until(() => has(ids.sort().at(-1) ?? ''));
  }
}

async function has(entryId: string): Promise<boolean> {
  return (await opened(answering).index.article(entryId, day)) !== null;
}

function longestStep(): Promise<Extract<WatchMessage, { kind: 'longest' }>> {
  return new Promise((resolve) => {
    thread.onmessage = ({ data }: { data: WatchMessage }) => {
      if (data.kind === 'longest') resolve(data);
    };
    thread.postMessage({ kind: 'read' } satisfies WatchMessage);
  });
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await pause(50);
}

function mb(): number {
  return process.memoryUsage().rss / 1e6;
}

function opened<T>(part: T | null): T {
  if (part === null) throw new Error('begin comes first');
  return part;
}
