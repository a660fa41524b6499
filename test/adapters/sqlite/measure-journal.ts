import { statSync } from 'node:fs';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import { legAppeared, Site, saveOf } from './builders.ts';

/**
 * What the journal costs and carries on this machine:
 *
 *     node test/adapters/sqlite/measure-journal.ts [EVENTS]
 *
 * Events are like those of calls: fifty to a call, three legs, a number and a name in one of seven.
 */
const count = Number(process.argv[2] ?? 200_000);

const types = [
  'leg-appeared',
  'leg-changed',
  'queue-joined',
  'leg-joined',
  'leg-parted',
  'leg-ended',
] as const;

function event(i: number) {
  const callStart = i - (i % 50);
  const call = `1795492800.${callStart}`;
  const leg = `1795492800.${callStart + (i % 3)}`;
  const channel = `PJSIP/trunk-${(callStart + (i % 3)).toString(16).padStart(8, '0')}`;
  const type = types[i % types.length] ?? 'leg-changed';
  const appeared = legAppeared(`138${String(callStart % 1e8).padStart(8, '0')}`, {
    name: '张三',
    leg,
    call,
    channel,
  });
  if (type === 'leg-appeared') return { ...appeared, receivedAt: Date.now() };
  const { v, at, clock, certainty, dialled } = appeared;
  return {
    v,
    type,
    at,
    clock,
    receivedAt: Date.now(),
    certainty,
    leg,
    call,
    channel,
    dialled,
    state: 'up',
    queue: 'policy',
  };
}

function cpu(since?: NodeJS.CpuUsage): number {
  const { user, system } = since ? process.threadCpuUsage(since) : process.threadCpuUsage();
  return user + system;
}

/** Of all threads: on a machine that others use as well, it says more than the time that passed. */
function allCpu(since: NodeJS.CpuUsage, events: number): string {
  const { user, system } = process.cpuUsage(since);
  return `${((user + system) / events).toFixed(1)} µs cpu of all threads an event`;
}

async function write(store: SqliteStore, events: readonly { type: string }[]): Promise<void> {
  const writer = await store.journal.open('pbx/load');
  const started = performance.now();
  const before = process.cpuUsage();
  let most = 0;
  for (const [i, each] of events.entries()) {
    writer.append(each.type, each);
    if (i % 500 !== 499) continue;
    most = Math.max(most, writer.pending);
    // Back-pressure as a reader of files would heed it.
    while (writer.pending > 20_000) await pause(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.flush();
  const seconds = (performance.now() - started) / 1000;
  say(
    'written to disk',
    `${Math.round(events.length / seconds)} events/s, at most ${most} pending, ${allCpu(before, events.length)}`,
  );
}

/** Twenty thousand a second in steps of 10 ms, less the same loop without the journal. */
async function mainThread(store: SqliteStore, events: readonly { type: string }[]): Promise<void> {
  const writer = await store.journal.open('pbx/paced');
  const paced = async (append: (each: { type: string }) => void) => {
    const before = process.threadCpuUsage();
    for (let i = 0; i < 20_000; i += 200) {
      for (const each of events.slice(i, i + 200)) append(each);
      await pause(10);
    }
    return cpu(before);
  };
  let sum = 0;
  const without = await paced((each) => {
    sum += each.type.length;
  });
  const costs: number[] = [];
  for (let round = 0; round < 3; round += 1)
    costs.push(((await paced((each) => writer.append(each.type, each))) - without) / 20_000);
  await writer.flush();
  say(
    'main thread',
    `${costs.map((cost) => cost.toFixed(2)).join(', ')} µs an event (${sum > 0 ? 'cpu' : ''})`,
  );
}

async function readBack(store: SqliteStore): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const before = process.threadCpuUsage();
    const all = process.cpuUsage();
    let read = 0;
    for (let after = 0; ; ) {
      const entries = await store.journal.read('pbx/load', after, 10_000);
      read += entries.length;
      const last = entries.at(-1);
      if (!last) break;
      after = last.position;
    }
    const rate = Math.round(read / ((performance.now() - started) / 1000));
    say(
      'read back',
      `${rate} events/s, ${(cpu(before) / read).toFixed(2)} µs cpu of the main thread, ${allCpu(all, read)}`,
    );
  }
}

async function saves(store: SqliteStore): Promise<void> {
  const latencies: number[] = [];
  const started = performance.now();
  for (let i = 0; i < 500; i += 1) {
    const from = performance.now();
    await store.records.save(saveOf(`one-${i}`));
    latencies.push(performance.now() - from);
  }
  const rate = 500 / ((performance.now() - started) / 1000);
  latencies.sort((a, b) => a - b);
  const at = (part: number) => (latencies[Math.floor(latencies.length * part)] ?? 0).toFixed(1);
  say('saves, one after the other', `${rate.toFixed(0)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  const together = performance.now();
  await Promise.all(Array.from({ length: 2000 }, (_, i) => store.records.save(saveOf(`many-${i}`))));
  say('saves, 2,000 together', `${(2000 / ((performance.now() - together) / 1000)).toFixed(0)}/s`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function say(what: string, figure: string): void {
  console.log(`${what.padEnd(28)} ${figure}`);
}

const site = new Site();
const store = await site.open({ readers: 2, clock: { now: () => Date.now() } });
const events = Array.from({ length: count }, (_, i) => event(i));
await write(store, events);
say(
  'memory',
  `${Math.round(process.memoryUsage().rss / 1e6)} MB resident, ${count} events of the test in it`,
);
await mainThread(store, events);
await readBack(store);
await saves(store);
await store.close();
say('size', `${Math.round(statSync(site.file).size / (count + 60_000))} bytes an event`);
const started = performance.now();
const report = await site.verify();
const entries = report.streams.reduce((sum, stream) => sum + stream.entries, 0);
say(
  'verified',
  `${Math.round(entries / ((performance.now() - started) / 1000))} entries/s, ${report.problemCount} problems`,
);
site.remove();
