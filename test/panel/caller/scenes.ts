import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { inTalk } from '../hand-on/scenes.ts';
import { floor } from '../sample-floor.ts';
import { card, desk } from '../sample-people.ts';
import type { Scene } from '../scene.ts';
import { callerTag, openOrders, overseenTags, silentOrders } from './sample-caller.ts';

const talking = (now: number, change: Partial<CallCard>) =>
  desk(now, {
    state: 'TALKING',
    since: now - 72_000,
    orderSystem: '市工单系统',
    cards: [{ ...inTalk(now), ...change }],
  });
const tagged = (now: number) => [
  callerTag('听力不便', now),
  callerTag('长沙话', now, { by: '刘佳' }),
  callerTag('回访中', now, {
    reason: '约定周五上午回电，答复居住证补领进度',
    expiresAt: now + 4 * 86_400_000,
  }),
];

/** At 200 % the call is behind its tab. */
async function showCall(page: Parameters<NonNullable<Scene['hands']>>[0]): Promise<void> {
  const tab = page.locator('.part-tabs [role="tab"]').first();
  if (await tab.isVisible()) await tab.click();
}

const scene = (name: string, before: Scene['before'], hands?: Scene['hands']): Scene => ({
  name,
  login: '1203',
  ready: '.call-column',
  before,
  async hands(page, bridge) {
    await showCall(page);
    await hands?.(page, bridge);
  },
});

/** Who calls: tags, open orders, and what is not known of them. */
export const callerScenes: readonly Scene[] = [
  scene('caller-ringing-with-tags-and-orders', (bridge, now) => {
    bridge.desk = desk(now, {
      state: 'RINGING',
      since: now - 4_000,
      orderSystem: '市工单系统',
      cards: [card(now, { tags: tagged(now), orders: openOrders(now) })],
    });
  }),
  scene(
    'caller-order-unfolded-same-matter',
    (bridge, now) => {
      bridge.desk = {
        ...talking(now, { tags: tagged(now).slice(0, 1), orders: openOrders(now) }),
        sameMatterDays: 7,
      };
    },
    async (page) => {
      const question = page.locator('#record-question');
      if (await question.isVisible()) await question.fill('公积金能不能取出来付房租，租房两年了');
      await page.locator('.order summary').first().click();
      await page.locator('.order-details').first().waitFor();
    },
  ),
  scene(
    'caller-tags-chosen-from',
    (bridge, now) => {
      bridge.desk = talking(now, { tags: [callerTag('长沙话', now)], orders: { outcome: 'asking' } });
    },
    async (page) => {
      await page.keyboard.press('Alt+a');
      await page.locator('.tag-picks button:focus').waitFor();
    },
  ),
  scene(
    'caller-tag-with-consent',
    (bridge, now) => {
      bridge.refuse.set('set-caller-tag', {
        outcome: 'refused',
        code: 'no-consent',
        message: '“听力不便”是敏感个人信息，须来电人同意后才能保存。请先征得同意，再勾选“来电人已同意”。',
      });
      bridge.desk = talking(now, { orders: { outcome: 'orders', orders: [], more: false } });
    },
    async (page) => {
      for (const key of ['Alt+a', '1']) await page.keyboard.press(key);
      await page.locator('.tag-consent input:focus').waitFor();
      await page.keyboard.press('1');
      await page.locator('.tag-form [role="alert"]').waitFor();
    },
  ),
  scene('order-system-silent', (bridge, now) => {
    bridge.desk = talking(now, { tags: [callerTag('需慢速沟通', now)], orders: silentOrders });
  }),
  scene('caller-not-known', (bridge, now) => {
    bridge.desk = talking(now, {
      callerKnown: 'unreadable',
      callsThisWeek: 0,
      history: [],
      orders: silentOrders,
    });
  }),
  {
    name: 'floor-overseen-tags',
    login: 'lead',
    ready: '.seat',
    before(bridge, now) {
      bridge.floor = floor(now);
      bridge.overseenTags = overseenTags(now);
    },
    async hands(page) {
      await page.click('.overseen-open');
      await page.locator('.overseen-line button').nth(1).click();
      await page.locator('.reason-form textarea:focus').waitFor();
    },
  },
];
