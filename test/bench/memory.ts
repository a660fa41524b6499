import type { BridgeFacts } from './bridge-calls.ts';
import { eventsPerCall } from './call-bytes.ts';
import { callsFor, type LoadShape } from './call-plan.ts';
import { Hall, until } from './hall.ts';
import { paceThrough } from './load-through.ts';
import { makeSite } from './site.ts';
import { startBridgeProcess } from './start-bridge-process.ts';
import type { Measured } from './verdict.ts';

const seats = 2000;
const events = 1_000_000;
/** Hundreds of calls a second: more than any hotline has, and no more than are worked off as they come. */
const eventsPerSecond = 10_000;
const rounds = 8;
const mostMb = 300;
/** A stop for breath in the garbage collector is no growth. */
const flatRatio = 1.15;

/**
 * What the process holds after a million events and 33,000 finished calls on 2,000 seats, with 200 pages open; the
 * search's thread, whose library does not grow with calls, is measured apart.
 */
export async function memory(): Promise<Measured[]> {
  const fresh = await freshBridge('none');
  const withSearch = await freshBridge('worker');
  await using parts = new AsyncDisposableStack();
  const hall = await Hall.open({ seats, operators: 190, floors: 10, answers: 'none', saveAfterMs: 50 });
  parts.defer(() => hall.close());
  const shape: LoadShape = { seats: hall.site.seats, eventsPerSecond, callMicros: 2_400_000 };
  const opened = await hall.facts();
  const marks: BridgeFacts[] = [];
  const calls = callsFor(events / rounds);
  for (let round = 0; round < rounds; round += 1) {
    await paceThrough(hall, shape, round * calls, calls);
    marks.push(await hall.facts());
  }
  const seen = await hall.pages.ask('seen', null);
  const [quarter, half, end] = [1, 3, 7].map((mark) => marks[mark]?.rss ?? Number.NaN);
  const mb = (value = Number.NaN) => value.toFixed(0);
  return [
    {
      name: 'memory',
      ours: end ?? Number.NaN,
      peer: fresh,
      peerName: 'the same bridge before its first event, no page open',
      unit: 'MB',
      target: { oursAtMost: mostMb },
      notes: [
        `${rounds * calls * eventsPerCall} events, ${rounds * calls} finished calls; with 200 pages before the first event ${mb(opened.rss)} MB`,
        `heap in use ${mb(marks.at(-1)?.heapUsed)} MB, ${seen.saved} records saved, ${seen.refused} refused`,
      ],
    },
    {
      name: 'memory-flat',
      ours: end ?? Number.NaN,
      peer: half ?? Number.NaN,
      peerName: 'itself after half of the events',
      unit: 'MB',
      target: { ratioAtMost: flatRatio },
      notes: [`after 25 %: ${mb(quarter)}, 50 %: ${mb(half)}, 100 %: ${mb(end)} MB`],
    },
    {
      name: 'memory-search',
      ours: withSearch,
      peer: fresh,
      peerName: 'the same bridge without the search’s thread',
      unit: 'MB',
      target: {},
    },
  ];
}

/** MB of a bridge that has only just started. */
async function freshBridge(answers: 'worker' | 'none'): Promise<number> {
  await using parts = new AsyncDisposableStack();
  const site = await makeSite(seats, 1);
  parts.defer(() => site.remove());
  const bridge = startBridgeProcess();
  parts.defer(() => bridge.end());
  const { config, folder, env } = site;
  await bridge.ask('begin', { config, panelFolder: folder, env, answers });
  await until(async () => (await bridge.ask('facts', null)).answersReady, 'the library is read', 90_000);
  return (await bridge.ask('facts', null)).rss;
}
