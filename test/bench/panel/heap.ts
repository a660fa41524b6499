import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { Command } from '../../../bridge/protocol/commands.ts';
import { popHits, rentHits } from '../../panel/sample-answers.ts';
import type { StubBridge } from '../../panel/stub-bridge.ts';
import type { Measured } from '../verdict.ts';
import { numberOf, ringingCard } from './calls.ts';
import { type BenchedPage, openEmptyPage, openPanel } from './open-page.ts';
import { operatorScript } from './operator-script.ts';

/** A shift has two hundred. */
const shift = 200;
const calls = 2_000;
/** After it the calls that were reached are what is told, and too few. */
const withinMs = 900_000;
const restMs = 300;

interface Held {
  /** MB in use after the garbage was collected */
  heap: number;
  nodes: number;
  listeners: number;
}

/**
 * What the page holds after ten shifts beside what it held after the first: calls that are rung, answered, searched for,
 * used, hung up and saved. Beside an empty React page with as many changes of its state.
 */
export async function panelHeap(): Promise<Measured[]> {
  await using panel = await openPanel();
  const { page, bridge, cdp } = panel;
  bridge.search = () => ({ hits: rentHits, ready: true });
  // A bell that swings is drawn sixty times a second, and changes nothing here.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Nobody looks: a sixteenth of the dots are drawn.
  const { width, height } = page.viewportSize() ?? { width: 1366, height: 640 };
  const few = { width, height, deviceScaleFactor: 0.25, mobile: false };
  await cdp.send('Emulation.setDeviceMetricsOverride', few);
  await page.evaluate(operatorScript);
  bridge.obeyed = (command) => goOn(bridge, command);
  const began = performance.now();
  const shifts: Held[] = [];
  let n = 0;
  while (n < calls && performance.now() - began < withinMs) {
    const card = ringingCard(n, Date.now());
    bridge.tellCard(card, { state: 'RINGING', since: Date.now() });
    bridge.tellAnswers(card.callId, 1, popHits);
    await page.evaluate(`window.takeCall(${JSON.stringify(numberOf(n))})`);
    n += 1;
    if (n % shift === 0) shifts.push(await heldBy(cdp));
  }
  const seconds = (performance.now() - began) / 1000;
  const last = await heldBy(cdp);
  const [first] = shifts;
  if (first === undefined) throw new Error(`only ${n} calls in ${seconds.toFixed(0)} s`);
  const floor = await emptyPage(n, bridge.told / n);
  const line = (part: keyof Held, name: string): Omit<Measured, 'target'> => ({
    name,
    ours: last[part] / first[part],
    peer: floor.last[part] / floor.first[part],
    peerName: 'empty React page, as many changes',
    unit: '×',
  });
  const words = ({ heap, nodes, listeners }: Held) =>
    `${heap.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`;
  return [
    {
      ...line('heap', 'panel-heap'),
      target: { oursAtMost: 1.15 },
      notes: [
        `after ${shift} calls: ${words(first)}; after ${n}: ${words(last)}`,
        `MB after each ${shift}: ${shifts.map(({ heap }) => heap.toFixed(2)).join(' ')}`,
        `the empty page after as many frames: ${words(floor.first)}; at the end: ${words(floor.last)}`,
        'the bridge is a stub here, and the keys are events that a script in the page makes',
      ],
    },
    {
      name: 'panel-heap-calls',
      ours: n,
      peer: calls,
      peerName: 'ten shifts',
      unit: 'calls',
      target: { ratioAtLeast: 1 },
      notes: [`in ${seconds.toFixed(0)} s`],
    },
    { ...line('nodes', 'panel-heap-nodes'), target: { oursAtMost: 1 } },
    { ...line('listeners', 'panel-heap-listen'), target: { oursAtMost: 1 } },
  ];
}

/** What the exchange does on a command. */
function goOn(bridge: StubBridge, command: Command): void {
  const [card] = bridge.desk.cards;
  if (card === undefined) return;
  const now = Date.now();
  if (command.type === 'answer')
    bridge.tellCard({ ...card, phase: 'talking', answeredAt: now }, { state: 'TALKING', since: now });
  if (command.type === 'hang-up')
    bridge.tellCard({ ...card, phase: 'ended', endedAt: now }, { state: 'ACW', since: now });
}

/** As many calls, with as many frames for each as the panel was told. */
async function emptyPage(calls: number, framesPerCall: number): Promise<{ first: Held; last: Held }> {
  await using empty: BenchedPage = await openEmptyPage();
  const { bridge, page, cdp } = empty;
  const shifts: Held[] = [];
  for (let n = 0; n < calls; n += 1) {
    const card = ringingCard(n, Date.now());
    for (let at = 1; at < framesPerCall; at += 1) bridge.tellCard({ ...card, offer: at });
    bridge.tell({ cards: [] });
    if ((n + 1) % 100 === 0) await page.evaluate('new Promise((drawn) => requestAnimationFrame(drawn))');
    if (n + 1 === shift || n + 1 === calls) shifts.push(await heldBy(cdp));
  }
  const [first, last] = shifts;
  if (first === undefined || last === undefined) throw new Error('the empty page was not measured');
  return { first, last };
}

async function heldBy(cdp: CDPSession): Promise<Held> {
  await cdp.send('Performance.enable');
  // What waits for its picture, or a timer for its moment, is no leak.
  await pause(restMs);
  // Twice: what the first round only lets go of, the second one takes away.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { heap: usedSize / 1e6, nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}
