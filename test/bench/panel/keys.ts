import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { builtPanel } from '../../panel/built-panel.ts';
import { signInOnPage } from '../../real/sign-in-on-page.ts';
import { percentile } from '../percentile.ts';
import { Child } from '../processes.ts';
import { startFlags } from '../start-bridge-process.ts';
import type { Measured } from '../verdict.ts';
import type { PanelBridgeCalls } from './bridge-calls.ts';
import { openChromium, openEmptyPage } from './open-page.ts';
import { type Lap, panelPlaces, stopWatch } from './stop-watch.ts';

/** In pinyin, whole or by first letters, as they are typed while somebody talks. */
const questions = [
  'gongjijin',
  'gjj tiqu',
  'zufang',
  'juzhuzheng',
  'jzz',
  'xinfang',
  'shebao',
  'luohu',
  'gongkai',
  'shiye',
];
const times = 6;
const warmUp = 5;
/** ms from one key to the next: a fast typist, and each gap another one */
const gap = (n: number) => 70 + ((n * 37) % 70);
const questionWithin = 5_000;

/**
 * From the last key of a question until its answers are painted, typed with real key events into the demo's panel in the
 * midst of a call; beside an empty React page that asks an echo over its socket and paints one line.
 */
export async function panelKeys(): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const data = await mkdtemp(join(tmpdir(), 'yihaoda-bench-'));
  parts.defer(() => rm(data, { recursive: true, force: true }));
  const bridge = Child.start<PanelBridgeCalls>('panel/bridge-process.ts', startFlags);
  parts.defer(() => bridge.end());
  const { url, password } = await bridge.ask('begin', { data, panelFolder: await builtPanel() });
  const browser = await openChromium();
  parts.defer(() => browser.close());
  const { page } = browser;
  await page.addInitScript({ content: stopWatch(panelPlaces) });
  await takeCall(page, url, password);
  const empty = parts.use(await openEmptyPage());

  const ours: Lap[] = [];
  const floor: Lap[] = [];
  for (let n = 0; n < questions.length * times + warmUp; n += 1) {
    const text = questions[n % questions.length] ?? '';
    const lap = await askOn(page, '#answer-search', text, n);
    const floorLap = await askOn(empty.page, 'input', text, n);
    if (n < warmUp) continue;
    ours.push(lap);
    floor.push(floorLap);
  }
  const of = (laps: readonly Lap[], part: keyof Lap, p: number) =>
    percentile(
      laps.map((lap) => lap[part]),
      p,
    );
  const both = (part: keyof Lap) =>
    [0.5, 0.95]
      .map((p) => `${of(ours, part, p).toFixed(0)} beside ${of(floor, part, p).toFixed(0)}`)
      .join(', p95 ');
  const line = (part: string, p: number): Omit<Measured, 'target'> => ({
    name: `panel-keys-${part}`,
    ours: of(ours, 'ms', p),
    peer: of(floor, 'ms', p),
    peerName: 'empty React page, an echo',
    unit: 'ms',
  });
  return [
    { ...line('p50', 0.5), target: {} },
    {
      ...line('p95', 0.95),
      target: { oursAtMost: 80 },
      notes: [
        `${ours.length} questions of ${questions.length} kinds, from the last key; of it from the question’s leaving: p50 ${both('fromAskedMs')} ms`,
        `of it from the answer’s arrival in the page: p50 ${both('fromAnswerMs')} ms`,
        'against the demo’s bridge in a process of its own, in the midst of a call',
      ],
    },
  ];
}

/** Signs in, waits for the call floor to ring, and answers. */
async function takeCall(page: Page, url: string, password: string): Promise<void> {
  await signInOnPage(page, url, { login: 'operator', password });
  await page.locator('button[type="submit"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.call-head[data-phase="ringing"]').waitFor({ timeout: 60_000 });
  // Suggestions are there: so is the library.
  await page.locator('.hit').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('F2');
  await page.locator('.call-head[data-phase="talking"]').waitFor();
  await page.keyboard.press('Alt+1');
}

async function askOn(page: Page, field: string, text: string, n: number): Promise<Lap> {
  await page.locator(field).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.evaluate(`window.waitForAnswers(${JSON.stringify(text)})`);
  for (const [at, key] of [...text].entries()) {
    await pause(gap(n * 31 + at));
    await page.keyboard.press(key === ' ' ? 'Space' : key);
  }
  return page.evaluate<Lap>(`Promise.race([window.lap, new Promise((_, fail) => setTimeout(
    () => fail(new Error('no answers to “${text}” were painted within ${questionWithin} ms')), ${questionWithin}))])`);
}
