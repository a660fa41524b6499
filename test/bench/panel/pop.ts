import { setTimeout as pause } from 'node:timers/promises';
import type { DeskView } from '../../../bridge/protocol/desk.ts';
import { popHits } from '../../panel/sample-answers.ts';
import { percentile } from '../percentile.ts';
import type { Measured } from '../verdict.ts';
import { numberOf, readyDesk, ringingCard } from './calls.ts';
import { type BenchedPage, openEmptyPage, openPanel } from './open-page.ts';
import type { Lap } from './stop-watch.ts';

const pops = 70;
/** Not measured: the first ones meet code that never ran before. */
const warmUp = 6;
const behind = 200;
/** Until what came behind is worked off, and until the page is as before. */
const settleMs = 250;

/**
 * From the frame with the ringing card being handed to the page until the caller is painted, with 200 frames behind it
 * that have come already: the ranked answers, and the desk as its lines go up and down. Both pages get the same frames, by
 * turns.
 */
export async function panelPop(): Promise<Measured[]> {
  await using panel = await openPanel();
  await using empty = await openEmptyPage();
  const ours: number[] = [];
  const floor: number[] = [];
  for (let n = 0; n < pops + warmUp; n += 1) {
    const ms = await popOn(panel, n);
    const floorMs = await popOn(empty, n);
    if (n < warmUp) continue;
    ours.push(ms);
    floor.push(floorMs);
  }
  const line = (part: string, p: number): Omit<Measured, 'target'> => ({
    name: `panel-pop-${part}`,
    ours: percentile(ours, p),
    peer: percentile(floor, p),
    peerName: 'empty React page, the same frames',
    unit: 'ms',
  });
  return [
    { ...line('p50', 0.5), target: {} },
    {
      ...line('p95', 0.95),
      target: { oursAtMost: 50 },
      notes: [
        `${ours.length} pops, ${behind} frames behind each; longest ${Math.max(...ours).toFixed(0)} beside ${Math.max(...floor).toFixed(0)} ms`,
        'the bridge is a stub here: it speaks the protocol, and sends the frames of a burst in one go',
      ],
    },
  ];
}

async function popOn({ page, bridge }: BenchedPage, n: number): Promise<number> {
  await page.evaluate(`window.waitForPop(${JSON.stringify(numberOf(n))})`);
  const now = Date.now();
  const rings: DeskView = { ...readyDesk(now), cards: [ringingCard(n, now)], state: 'RINGING', since: now };
  const [card] = rings.cards;
  bridge.tellAtOnce([
    { type: 'desk', desk: rings },
    { type: 'pop-answers', answers: { callId: card?.callId ?? '', offer: 1, hits: popHits } },
    ...Array.from({ length: behind - 1 }, (_, at) => ({
      type: 'desk' as const,
      desk: withWaiting(rings, at),
    })),
  ]);
  const { ms } = await page.evaluate<Lap>('window.lap');
  await pause(settleMs);
  bridge.tell({ ...readyDesk(Date.now()), cards: [] });
  await pause(settleMs);
  return ms;
}

/** One caller more or less in the lines: what a desk is told of all day. */
function withWaiting(desk: DeskView, n: number): DeskView {
  const queues = desk.queues.map((queue, at) =>
    at === n % desk.queues.length ? { ...queue, waiting: (queue.waiting + n) % 17 } : queue,
  );
  return { ...desk, queues };
}
