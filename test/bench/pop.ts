import { setTimeout as pause } from 'node:timers/promises';
import { eventsPerCall } from './call-bytes.ts';
import type { LoadShape } from './call-plan.ts';
import { Hall, until } from './hall.ts';
import type { PagesCalls } from './pages-calls.ts';
import { percentile } from './percentile.ts';
import { PopSide } from './pop-side.ts';
import { Child } from './processes.ts';
import type { RelayCalls } from './relay-calls.ts';
import type { Measured } from './verdict.ts';

const operators = 190;

interface PopBench {
  name: string;
  eventsPerSecond: number;
  /** a seat's next call comes after the record of the last one was saved: 190 seats, at most 67 calls a second */
  callMicros: number;
  saveAfterMs: number;
  sliceSeconds: number;
  slices: number;
  /** so few events that bridge and relay don't disturb each other: both at once, so that more pops are seen */
  together: boolean;
}

const busy: PopBench = {
  name: 'pop-2000',
  eventsPerSecond: 2000,
  callMicros: 1_800_000,
  saveAfterMs: 300,
  sliceSeconds: 12,
  slices: 3,
  together: false,
};

const calm: PopBench = {
  name: 'pop-20',
  eventsPerSecond: 20,
  callMicros: 7_000_000,
  saveAfterMs: 500,
  sliceSeconds: 90,
  slices: 1,
  together: true,
};

/** Not measured: the first calls of a process meet code that never ran before. */
const warmUpSeconds = 6;

export const pop20 = () => measurePops(calm);
export const pop2000 = () => measurePops(busy);

/**
 * From the bytes of AgentCalled leaving the exchange to the frame with the ringing card at the one page concerned,
 * with 200 pages open and 20 searches a second; beside a process that only carries the bytes to the same page.
 */
async function measurePops(bench: PopBench): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const { saveAfterMs, callMicros, eventsPerSecond, together } = bench;
  const hall = await Hall.open({ seats: 200, operators, floors: 10, answers: 'worker', saveAfterMs });
  parts.defer(() => hall.close());
  const relay = Child.start<RelayCalls>('relay-process.ts');
  parts.defer(() => relay.end());
  const relayPages = Child.start<PagesCalls>('pages-process.ts');
  parts.defer(() => relayPages.end());
  const { url } = await relay.ask('begin', { port: hall.plainPort });
  const people = [...hall.people];
  const saveAfterOffer = callMicros / 1000 + saveAfterMs;
  await relayPages.ask('open', { url, people, pops: 'offer', saveAfterMs: saveAfterOffer });
  await until(async () => (await hall.facts()).answersReady, 'the library of answers is read', 60_000);

  const shape: LoadShape = { seats: hall.site.seats.slice(0, operators), eventsPerSecond, callMicros };
  const ours = new PopSide('bridge', hall.exchange, 'ami', hall.pages);
  const peer = new PopSide('relay', hall.exchange, 'plain', relayPages);
  for (const side of [ours, peer]) {
    await side.slice({ ...shape, eventsPerSecond: 2000, callMicros: busy.callMicros }, warmUpSeconds);
    side.forget();
  }
  for (let slice = 0; slice < bench.slices; slice += 1) {
    const ofOurs = ours.slice(shape, bench.sliceSeconds);
    if (!together) await ofOurs;
    // Half the time between two calls apart: an event of one side does not meet the same event of the other.
    else await pause((500 * eventsPerCall) / eventsPerSecond);
    await Promise.all([ofOurs, peer.slice(shape, bench.sliceSeconds)]);
  }

  const line = (part: string, p: number): Omit<Measured, 'target'> => ({
    name: `${bench.name}-${part}`,
    ours: percentile(ours.latencies, p),
    peer: percentile(peer.latencies, p),
    peerName: 'bare relay of the same bytes to the same page',
    unit: 'ms',
  });
  return [
    { ...line('p50', 0.5), target: {} },
    {
      ...line('p99', 0.99),
      target: { ratioAtMost: 3, oursAtMost: 20 },
      notes: [ours.words(), peer.words()],
    },
  ];
}
