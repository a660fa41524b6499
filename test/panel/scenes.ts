import type { Page } from 'playwright-core';
import { handOnScenes } from './hand-on/scenes.ts';
import { manyHits, petitionHits, popHits, rentHits, repealedOnlyHits } from './sample-answers.ts';
import { floor } from './sample-floor.ts';
import { card, desk, operator, otherCard, signedOutDesk } from './sample-people.ts';
import type { StubBridge } from './stub-bridge.ts';

/** What a page looks like in one state of the work: the stub is brought there, then the hands do what they would. */
export interface Scene {
  name: string;
  login: string;
  /** what is there when the page has been drawn */
  ready: string;
  before(bridge: StubBridge, now: number): void;
  hands?(page: Page, bridge: StubBridge): Promise<void>;
}

const talking = (now: number) =>
  card(now, { phase: 'talking', answeredAt: now - 72_000, ringingAt: now - 76_000, arrivedAt: now - 90_000 });
const ended = (now: number) =>
  card(now, { phase: 'ended', answeredAt: now - 84_000, endedAt: now - 12_000, ringingAt: null });

function operatorScene(name: string, before: Scene['before'], hands?: Scene['hands']): Scene {
  return { name, login: '1203', ready: '.columns, .seat-form', before, ...(hands && { hands }) };
}

/** Types a question and waits for what comes of it. */
const type = async (page: Page, text: string) => {
  await page.fill('#answer-search', text);
  await page
    .locator('.hits-note', { hasText: '找到' })
    .or(page.locator('.nothing', { hasText: '没有找到' }))
    .waitFor();
};

const openFirst = async (page: Page, text: string) => {
  await type(page, text);
  await page.focus('#answer-search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.whole-text').waitFor();
};

const findRent = (bridge: StubBridge) => {
  bridge.search = () => ({ hits: rentHits, ready: true });
};

export const scenes: readonly Scene[] = [
  operatorScene('seat-form', (bridge, now) => {
    bridge.desk = signedOutDesk(now);
  }),
  operatorScene('ready', (bridge, now) => {
    bridge.desk = desk(now);
  }),
  operatorScene(
    'report-wrong-answer',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', cards: [talking(now)] });
      findRent(bridge);
    },
    async (page) => {
      await openFirst(page, '租房 提取');
      await page.keyboard.press('Alt+g');
      await page.locator('.report input:focus').waitFor();
    },
  ),
  operatorScene(
    'busy-state-menu',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'BREAK', reason: '用餐' });
    },
    async (page) => {
      await page.keyboard.press('Alt+s');
      await page.locator('.menu').waitFor();
    },
  ),
  operatorScene(
    'ringing',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'RINGING', since: now - 4_000, cards: [card(now)] });
    },
    async (page, bridge) => {
      bridge.tellAnswers('1700000000.12', 1, popHits);
      await page.locator('.hit').first().waitFor();
    },
  ),
  operatorScene('ringing-withheld', (bridge, now) => {
    const withheld = card(now, {
      number: null,
      numberMasked: false,
      place: null,
      callsThisWeek: 0,
      history: [],
    });
    const capabilities = { ...desk(now).capabilities, answer: true, hold: true };
    bridge.desk = desk(now, { state: 'RINGING', since: now - 4_000, cards: [withheld], capabilities });
  }),
  operatorScene(
    'talking-answers',
    (bridge, now) => {
      findRent(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await type(page, '公积金 提取 租房');
      await page.keyboard.press('ArrowDown');
    },
  ),
  operatorScene(
    'talking-clause-used',
    (bridge, now) => {
      findRent(bridge);
      const nextState = { state: 'BREAK' as const, reason: '用餐' };
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, nextState, cards: [talking(now)] });
    },
    async (page) => {
      await openFirst(page, '公积金 提取 租房');
      await page.keyboard.press('Alt+u');
    },
  ),
  operatorScene('held-transferred-reconciled', (bridge, now) => {
    const held = { ...talking(now), phase: 'held' as const, heldAt: now - 21_000 };
    const capabilities = { ...desk(now).capabilities, hold: true };
    const cards = [{ ...held, transferredFrom: '1005', reconciled: true }];
    bridge.desk = desk(now, { state: 'HOLD', since: now - 21_000, cards, capabilities });
  }),
  operatorScene(
    'wrap-up-prefilled',
    (bridge, now) => {
      findRent(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page, bridge) => {
      await openFirst(page, '公积金 提取 租房');
      await page.keyboard.press('Alt+u');
      const now = Date.now();
      bridge.tell({ state: 'ACW', since: now - 12_000, cards: [ended(now)] });
      await page.locator('[data-phase="ended"]').waitFor();
      await page.keyboard.press('Alt+r');
    },
  ),
  operatorScene(
    'wrap-up-missing',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'ACW', since: now - 12_000, cards: [ended(now)] });
    },
    async (page) => {
      await page.keyboard.press('Alt+r');
      await page.keyboard.type('问公积金能不能付房租');
      await page.keyboard.press('Alt+r');
      await page.keyboard.press('p');
      await page.keyboard.press('1');
      await page.keyboard.press('Control+Enter');
    },
  ),
  operatorScene(
    'wrap-up-second-ringing',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'ACW', since: now - 12_000, cards: [ended(now)] });
    },
    async (page, bridge) => {
      await page.keyboard.press('Alt+r');
      await page.keyboard.type('问公积金能不能付房租，单位不给');
      bridge.tellCard(otherCard(Date.now()));
      await page.locator('.beside-line').waitFor();
    },
  ),
  operatorScene('parked', (bridge, now) => {
    const parked = { ...ended(now), record: { recordNo: null, rev: 0, saved: null, parked: true } };
    const live = otherCard(now, { phase: 'talking', answeredAt: now - 31_000 });
    bridge.desk = desk(now, { state: 'TALKING', since: now - 31_000, cards: [parked, live] });
  }),
  operatorScene('answered-elsewhere', (bridge, now) => {
    bridge.desk = desk(now, {
      cards: [card(now, { phase: 'answered-elsewhere', answeredBy: '1003', record: null })],
    });
  }),
  operatorScene('missed', (bridge, now) => {
    bridge.desk = desk(now, { cards: [card(now, { phase: 'missed', record: null })] });
  }),
  operatorScene(
    'repealed-under-successor',
    (bridge, now) => {
      bridge.search = () => ({ hits: petitionHits, ready: true });
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    (page) => type(page, '信访 提出'),
  ),
  operatorScene(
    'repealed-only',
    (bridge, now) => {
      bridge.search = () => ({ hits: repealedOnlyHits, ready: true });
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    (page) => openFirst(page, '噪声'),
  ),
  operatorScene(
    'no-result',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    (page) => type(page, '飞碟 停放'),
  ),
  operatorScene(
    'thirty-answers-long-text',
    (bridge, now) => {
      bridge.search = () => ({ hits: manyHits, ready: true });
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await type(page, '营商环境');
      for (let n = 0; n < 7; n += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.whole-text').waitFor();
    },
  ),
  operatorScene(
    'bridge-lost',
    (bridge, now) => {
      findRent(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page, bridge) => {
      await type(page, '公积金');
      bridge.down = true;
      bridge.dropSockets();
      await page.locator('.band', { hasText: '断开 00:01' }).waitFor();
    },
  ),
  operatorScene('pbx-lost', (bridge, now) => {
    const zh =
      '与话务系统的连接已断开，正在自动重连。当前通话不受影响，登记内容已保存在本机；队列和座席状态停留在断开之前。';
    const link = { state: 'lost' as const, since: now - 12_000, zh };
    bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, link, cards: [talking(now)] });
  }),
  operatorScene('forced', (bridge, now) => {
    bridge.desk = desk(now, { forced: { by: '陈立', reason: '政策咨询排队超过 5 人', at: now - 30_000 } });
  }),
  operatorScene(
    'saving-failed',
    (bridge, now) => {
      bridge.refuse.set('save-record', {
        outcome: 'refused',
        code: 'not-saved',
        message: '保存失败，登记没有写入服务器',
      });
      bridge.desk = desk(now, { state: 'ACW', since: now - 12_000, cards: [ended(now)] });
    },
    async (page) => {
      await page.keyboard.press('Alt+r');
      await page.keyboard.type('问居住证到期怎么续');
      await page.keyboard.press('Alt+r');
      await page.keyboard.press('d');
      await page.keyboard.press('3');
      await page.keyboard.press('Control+Enter');
      await page.locator('.record-state', { hasText: '自动重试' }).waitFor();
    },
  ),
  operatorScene(
    'key-map',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await page.keyboard.press('Control+/');
      await page.locator('.key-map').waitFor();
    },
  ),
  ...handOnScenes,
  operatorScene('demo', (bridge, now) => {
    bridge.people.set('1203', { ...operator, demo: true, dataAsOf: '2025-04-19' });
    bridge.desk = desk(now);
  }),
  {
    name: 'floor',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
    },
  },
  {
    name: 'floor-formula',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
    },
    async hands(page) {
      await page.hover('.figure:nth-child(4) button');
    },
  },
  {
    name: 'floor-figure-calls',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
    },
    async hands(page) {
      await page.click('.figure:nth-child(4) button');
      await page.waitForSelector('.trace-calls');
    },
  },
  {
    name: 'floor-call-events',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
    },
    async hands(page) {
      await page.click('.figure:nth-child(4) button');
      await page.click('.trace-calls tbody tr:nth-child(2) button');
      await page.waitForSelector('.events');
      await page.click('.events details summary');
    },
  },
  {
    name: 'floor-seat-force',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
    },
    async hands(page) {
      await page.click('.seat-count:nth-child(7)');
      await page.click('.seat >> nth=2');
    },
  },
  {
    name: 'no-page',
    login: 'clerk',
    ready: '.whole',
    before() {},
  },
];
