import { callerTag, openOrders } from '../caller/sample-caller.ts';
import { capable, inTalk } from '../hand-on/scenes.ts';
import { itemHits, popHits, rentHits } from '../sample-answers.ts';
import { packIsHere, samplePack } from '../sample-pack.ts';
import { card, desk } from '../sample-people.ts';
import type { Scene } from '../scene.ts';
import { lose } from '../scenes-offline.ts';

const scene = (name: string, before: Scene['before'], hands?: Scene['hands']): Scene => ({
  name: `frame-${name}`,
  login: '1203',
  ready: '.columns',
  before,
  ...(hands && { hands }),
});

/** The states of a call as an order system shows them: in a frame of 420 px beside its own form. */
export const frameScenes: readonly Scene[] = [
  scene('waiting', (bridge, now) => {
    bridge.desk = desk(now);
  }),
  scene(
    'ringing',
    (bridge, now) => {
      bridge.desk = desk(now, {
        state: 'RINGING',
        since: now - 4_000,
        capabilities: capable(now),
        cards: [card(now, { tags: [callerTag('听力不便', now)], orders: openOrders(now) })],
      });
    },
    async (page, bridge) => {
      bridge.tellAnswers('1700000000.12', 1, popHits);
      await page.locator('.hit').first().waitFor();
    },
  ),
  scene(
    'ringing-who-calls',
    (bridge, now) => {
      bridge.desk = desk(now, {
        state: 'RINGING',
        since: now - 4_000,
        orderSystem: '市工单系统',
        cards: [card(now, { tags: [callerTag('听力不便', now)], orders: openOrders(now) })],
      });
    },
    (page) => page.getByRole('tab', { name: '来电' }).press('Enter'),
  ),
  scene(
    'talking-with-answers',
    (bridge, now) => {
      bridge.search = () => ({ hits: rentHits, ready: true });
      bridge.desk = desk(now, {
        state: 'TALKING',
        since: now - 72_000,
        cards: [inTalk(now)],
        capabilities: capable(now),
      });
    },
    async (page) => {
      await page.fill('#answer-search', '公积金 提取 租房');
      await page.locator('.hits-note', { hasText: '找到' }).waitFor();
    },
  ),
  scene(
    'talking-item-open',
    (bridge, now) => {
      bridge.search = () => ({ hits: itemHits, ready: true });
      bridge.desk = desk(now, {
        state: 'TALKING',
        since: now - 72_000,
        cards: [inTalk(now)],
        capabilities: capable(now),
      });
    },
    async (page) => {
      await page.fill('#answer-search', '租房提取公积金');
      await page.locator('.hits-note', { hasText: '找到' }).waitFor();
      await page.focus('#answer-search');
      for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
      await page.locator('.notice').waitFor();
      await page.keyboard.press('Space');
    },
  ),
  scene(
    'handing-on',
    (bridge, now) => {
      bridge.desk = desk(now, {
        state: 'TALKING',
        since: now - 72_000,
        cards: [inTalk(now)],
        capabilities: capable(now),
      });
    },
    async (page) => {
      await page.keyboard.press('F7');
      await page.locator('.hand-on-row').first().waitFor();
    },
  ),
  scene(
    'wrap-up',
    (bridge, now) => {
      bridge.search = () => ({ hits: rentHits, ready: true });
      bridge.desk = desk(now, {
        state: 'ACW',
        since: now - 12_000,
        cards: [
          card(now, {
            phase: 'ended',
            answeredAt: now - 84_000,
            endedAt: now - 12_000,
            ringingAt: null,
          }),
        ],
      });
    },
    async (page) => {
      await page.fill('#answer-search', '公积金 提取 租房');
      await page.locator('.hits-note', { hasText: '找到' }).waitFor();
      await page.focus('#answer-search');
      for (const key of ['ArrowDown', 'Alt+u', 'Alt+r']) await page.keyboard.press(key);
      await page.locator('#record-outcomeCode:focus').waitFor();
    },
  ),
  scene(
    'offline',
    (bridge, now) => {
      bridge.pack = samplePack();
      bridge.desk = desk(now, {
        state: 'TALKING',
        since: now - 72_000,
        cards: [inTalk(now)],
        capabilities: capable(now),
      });
    },
    async (page, bridge) => {
      await packIsHere(page);
      await lose(page, bridge);
      await page.fill('#answer-search', '公积金能取出来付房租吗');
      await page.locator('.offline-note', { hasText: '找到' }).waitFor();
    },
  ),
];
