import type { Page } from 'playwright-core';
import { unsettledWords } from '../../bridge/application/unsettled-words.ts';
import type { DeskView } from '../../bridge/protocol/desk.ts';
import { callerScenes } from './caller/scenes.ts';
import { embeddingScenes } from './embedding/scenes.ts';
import { handOnScenes } from './hand-on/scenes.ts';
import {
  itemHits,
  manyHits,
  petitionHits,
  popHits,
  rentHits,
  rentItem,
  rentLevels,
  repealedOnlyHits,
} from './sample-answers.ts';
import { floor, helpRows } from './sample-floor.ts';
import { newsOfToday } from './sample-news.ts';
import { card, desk, operator, otherCard, sentNotice, signedOutDesk } from './sample-people.ts';
import type { Scene } from './scene.ts';
import { offlineScenes } from './scenes-offline.ts';
import type { StubBridge } from './stub-bridge.ts';

const talking = (now: number) =>
  card(now, { phase: 'talking', answeredAt: now - 72_000, ringingAt: now - 76_000, arrivedAt: now - 90_000 });
const ended = (now: number) =>
  card(now, { phase: 'ended', answeredAt: now - 84_000, endedAt: now - 12_000, ringingAt: null });

/** So long after the hang-up, of a wrap-up of 60 s that was extended so often. */
function inWrapUp(now: number, after: number, extended: number): Partial<DeskView> {
  const since = now - after;
  const until = since + 60_000 * (1 + extended);
  const wrapUp = { since, until, extended, extensions: 2, extensionSeconds: 60 };
  return { state: 'ACW', since, overFrom: until, wrapUp, cards: [{ ...ended(now), endedAt: since }] };
}

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

const smsSample =
  '【长沙12345】【演示事项】租房提取住房公积金，一次性告知：\n1.受理条件：房租超出家庭工资收入的规定比例的\n2.申请材料：1. 提取证明\n依据：《租房提取住房公积金》，现行有效，数据截至2025-04-19。以受理单位办理时的规定为准。';

const findItem = (bridge: StubBridge) => {
  bridge.search = () => ({ hits: itemHits, ready: true });
};

const openItem = async (page: Page) => {
  await openFirst(page, '租房提取公积金');
  await page.locator('.notice').waitFor();
};

/** A caller asks for a file; nobody has searched for it yet. */
const disclosing = (bridge: StubBridge, now: number) => {
  bridge.people.set('1203', { ...operator, dataAsOf: '2025-04-19' });
  bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
};

const searchInVain = async (page: Page) => {
  await page.keyboard.press('Alt+3');
  for (const [at, text] of ['危房改造补助资金分配方案', '农村危房改造 补助名单'].entries()) {
    await page.fill('#answer-search', text);
    await page.locator('.proof li').nth(at).waitFor();
  }
  await page.keyboard.press('Alt+n');
  await page.locator('.proof .tag', { hasText: '未找到' }).nth(1).waitFor();
};

const chooseOrgan = async (page: Page) => {
  await searchInVain(page);
  await page.locator('#organ-search:focus').waitFor();
  await page.keyboard.type('住房');
  await page.locator('.organ [role="option"]', { hasText: '芙蓉区' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.deadline-day').first().waitFor();
  await page.locator('.guide-facts').waitFor();
};

export const scenes: readonly Scene[] = [
  operatorScene('seat-form', (bridge, now) => {
    bridge.desk = signedOutDesk(now);
  }),
  operatorScene('ready', (bridge, now) => {
    bridge.desk = desk(now);
  }),
  operatorScene(
    'levels-compared',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', cards: [talking(now)] });
      findItem(bridge);
      bridge.comparison = rentLevels;
    },
    async (page) => {
      await page.fill('#answer-search', '租房 提取');
      await page.locator('.levels-note').waitFor();
      await page.keyboard.press('Alt+v');
      await page.locator('.precedence li').waitFor();
    },
  ),
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
    'state-checked',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', cards: [talking(now)] });
    },
    async (page) => {
      await page.keyboard.press('Alt+s');
      await page.locator('.menu').waitFor();
      await page.keyboard.press('0');
      await page.locator('.band', { hasText: '一致' }).waitFor();
      await page.keyboard.press('Alt+s');
      await page.locator('.menu').waitFor();
    },
  ),
  operatorScene('state-contested', (bridge, now) => {
    bridge.desk = desk(now, {
      state: 'ACW',
      cards: [ended(now)],
      unsettled: unsettledWords({ kind: 'contested' }),
    });
  }),
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
  operatorScene(
    'notice-half-told',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await openItem(page);
      for (let n = 0; n < 3; n += 1) await page.keyboard.press('Space');
      await page.locator('.notice-count', { hasText: '已告知 3 / 6' }).waitFor();
    },
  ),
  operatorScene(
    'notice-all-told',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await openItem(page);
      for (let n = 0; n < 6; n += 1) await page.keyboard.press('Space');
      await page.locator('.notice-count', { hasText: '已全部告知' }).waitFor();
    },
  ),
  operatorScene(
    'notice-none-and-saved-incomplete',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page, bridge) => {
      await openItem(page);
      await page.keyboard.press('Space');
      await page.locator('.record-untold').waitFor({ state: 'attached' });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.notice-none').waitFor();
      bridge.tell({ state: 'ACW', since: Date.now(), cards: [ended(Date.now())] });
      await page.locator('[data-phase="ended"]').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('.record-untold[data-asked]').waitFor({ state: 'attached' });
    },
  ),
  operatorScene(
    'sms-preview',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await openItem(page);
      await page.keyboard.press('Space');
      await page.keyboard.press('Alt+m');
      await page.locator('.notice-main:focus').waitFor();
    },
  ),
  operatorScene(
    'sms-sent-and-failed',
    (bridge, now) => {
      findItem(bridge);
      const { title } = rentItem;
      const sent = [
        sentNotice(title, now - 61_000, { state: 'delivered', messageId: 'm-1' }),
        sentNotice(title, now - 30_000, { state: 'failed', words: '连接不上短信网关；已多次重试' }),
        sentNotice(title, now - 9_000, { state: 'queued', words: '短信网关超时没有应答', messageId: 'm-3' }),
      ];
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [{ ...talking(now), sent }] });
    },
    openItem,
  ),
  operatorScene(
    'sms-refused',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
      const message = '0731****32 不是手机号码，收不到短信。请口头告知或打印。';
      bridge.refuse.set('preview-notice', { outcome: 'refused', code: 'no-mobile', message });
    },
    async (page) => {
      await openItem(page);
      await page.keyboard.press('Alt+m');
      await page.locator('.notice-form .tone-bad').waitFor();
    },
  ),
  operatorScene(
    'print-view',
    (bridge, now) => {
      findItem(bridge);
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await openItem(page);
      await page.keyboard.press('Alt+i');
      await page.locator('.notice-main:focus').waitFor();
    },
  ),
  {
    name: 'outbox-of-the-demo',
    login: 'lead',
    ready: '.floor-page, .outbox, main',
    before(bridge, now) {
      bridge.demo = true;
      const more = { text: smsSample, by: '周敏', attempts: 1, changedAt: now };
      bridge.sent = [
        { ...sentNotice(rentItem.title, now - 60_000, { messageId: 'm-1' }), ...more },
        { ...sentNotice(rentItem.title, now - 90_000, { messageId: 'm-2', state: 'delivered' }), ...more },
        {
          ...sentNotice(rentItem.title, now - 3_600_000, {
            messageId: 'm-3',
            state: 'failed',
            words: '停机',
          }),
          ...more,
          attempts: 4,
        },
      ];
    },
    async hands(page) {
      await page.evaluate("location.hash = '#outbox'");
      await page.locator('.outbox-message').nth(2).waitFor();
    },
  },
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
  operatorScene('break-over-limit', (bridge, now) => {
    bridge.desk = desk(now, {
      state: 'BREAK',
      reason: '用餐',
      since: now - 49 * 60_000,
      overFrom: now - 4 * 60_000 - 12_000,
      colour: 'amber',
    });
  }),
  operatorScene(
    'break-within-limit-menu',
    (bridge, now) => {
      const since = now - 3 * 60_000;
      const over = since + 45 * 60_000;
      bridge.desk = desk(now, { state: 'BREAK', reason: '培训', since, overFrom: over, colour: 'violet' });
    },
    async (page) => {
      await page.keyboard.press('Alt+s');
      await page.locator('.menu').waitFor();
    },
  ),
  operatorScene('wrap-up-counting', (bridge, now) => {
    bridge.desk = desk(now, inWrapUp(now, 22_000, 0));
  }),
  operatorScene('wrap-up-over', (bridge, now) => {
    bridge.desk = desk(now, inWrapUp(now, 132_000, 0));
  }),
  operatorScene(
    'wrap-up-extended',
    (bridge, now) => {
      bridge.desk = desk(now, inWrapUp(now, 48_000, 1));
    },
    async (page) => {
      await page.keyboard.press('Alt+e');
      // At 200 % the record is behind its tab.
      await page.locator('.wrap-up', { hasText: '已延 2/2 次' }).waitFor({ state: 'attached' });
    },
  ),
  operatorScene(
    'notification-ask',
    (bridge, now) => {
      bridge.desk = desk(now);
    },
    (page) => page.locator('.ask-consent').waitFor(),
  ),
  operatorScene(
    'own-day',
    (bridge, now) => {
      bridge.desk = desk(now);
    },
    async (page) => {
      await page.click('.who-button');
      await page.locator('.own-figure', { hasText: '满意率' }).click();
    },
  ),
  operatorScene(
    'briefing',
    (bridge, now) => {
      bridge.desk = desk(now, { cards: [talking(now)], state: 'TALKING' });
      bridge.briefing = newsOfToday;
    },
    async (page) => {
      await page.keyboard.press('Alt+z');
      await page.locator('.briefing-line').first().waitFor();
    },
  ),
  operatorScene(
    'call-packed',
    (bridge, now) => {
      bridge.desk = desk(now, inWrapUp(now, 22_000, 0));
    },
    async (page) => {
      // At 200 % the call's foot is behind its tab.
      const tab = page.locator('.part-tabs [role="tab"]').first();
      if (await tab.isVisible()) await tab.click();
      await page.click('.pack-call button');
      await page.locator('.pack-call', { hasText: '已存到浏览器的下载文件夹' }).waitFor();
    },
  ),
  operatorScene(
    'help-asking',
    (bridge, now) => {
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page) => {
      await page.keyboard.press('Alt+h');
      await page.locator('.help-reason:focus').waitFor();
    },
  ),
  operatorScene('help-asked', (bridge, now) => {
    const help = {
      id: 'h',
      reason: '对方情绪激动',
      words: '',
      askedAt: now - 12_000,
      answers: [],
      done: null,
    };
    bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, help, cards: [talking(now)] });
  }),
  operatorScene('help-answered', (bridge, now) => {
    const answers = [{ by: '李某', words: '马上到', at: now - 4_000 }];
    const help = { id: 'h', reason: '其他', words: '要求见领导', askedAt: now - 41_000, answers, done: null };
    bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, help, cards: [talking(now)] });
  }),
  operatorScene('disclosure-empty', disclosing, async (page) => {
    await page.keyboard.press('Alt+3');
    await page.locator('.organ [role="option"]').first().waitFor();
  }),
  operatorScene('disclosure-proof', disclosing, async (page) => {
    await searchInVain(page);
  }),
  operatorScene('disclosure-organ', disclosing, chooseOrgan),
  operatorScene('disclosure-slip', disclosing, async (page) => {
    await chooseOrgan(page);
    await page.keyboard.press('Alt+l');
    await page.locator('.slip-preview .slip').waitFor();
  }),
  operatorScene(
    'duty-guard',
    (bridge, now) => {
      disclosing(bridge, now);
      findRent(bridge);
    },
    async (page) => {
      await page.fill('#answer-search', '你们给我开个租房证明');
      await page.locator('.duty').waitFor();
      await page.locator('.hit').first().waitFor();
      await page.keyboard.press('Alt+b');
      // At 200 % the record is behind its tab.
      if (!(await page.locator('#record-outcomeNote').isVisible())) return;
      await page.fill('#record-outcomeNote', '已告知保证三天办好');
      await page.locator('.promise-hint').waitFor();
    },
  ),
  ...handOnScenes,
  ...embeddingScenes,
  ...offlineScenes,
  ...callerScenes,
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
    name: 'floor-help-requests',
    login: 'lead',
    ready: '.help-request',
    before(bridge, now) {
      bridge.floor = { ...floor(now), help: helpRows(now) };
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
