import type { CallCard, DeskView } from '../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../bridge/protocol/domain.ts';
import { card, desk } from '../sample-people.ts';
import type { Scene } from '../scene.ts';

/** An exchange that can do all that the panel has a key for. */
export const capable = (now: number): DeskView['capabilities'] => ({
  ...desk(now).capabilities,
  answer: true,
  hold: true,
  originate: true,
  mute: true,
  consult: true,
  conference: true,
  transfer: true,
  press: true,
});

export const inTalk = (now: number, change: Partial<CallCard> = {}): CallCard =>
  card(now, {
    phase: 'talking',
    answeredAt: now - 72_000,
    ringingAt: now - 76_000,
    arrivedAt: now - 90_000,
    ...change,
  });

export const notes: HandOverNotes = {
  serviceFunction: 'SERVICE_GUIDE',
  appealType: '咨询',
  regionCode: '430104',
  regionBasis: 'said',
  question: '在园区开餐馆，营业执照和食品许可能不能一起办',
  answers: [
    {
      articleId: 'P033',
      articleRev: 1,
      clauseNo: '第十条',
      title: '居住证暂行条例',
      docNo: null,
      validityAtAnswer: '现行有效',
      rank: 1,
    },
  ],
  outcomeCode: 'T1',
  outcomeNote: '已说明材料，想问食品许可的现场核查',
  flags: ['enterprise'],
  confidential: false,
};

export const consulting = (now: number, answered: boolean): CallCard =>
  inTalk(now, {
    phase: 'consulting',
    heldAt: now - 24_000,
    consultation: { to: '1002 李芳', since: now - 24_000, answered, by: 'exchange' },
    handedOn: null,
  });

function scene(name: string, of: (now: number) => CallCard[], hands?: Scene['hands']): Scene {
  return {
    name,
    login: '1203',
    ready: '.columns',
    before(bridge, now) {
      const cards = of(now);
      bridge.desk = desk(now, { seat: '1001', state: 'TALKING', cards, capabilities: capable(now) });
    },
    ...(hands && { hands }),
  };
}

export const handOnScenes: readonly Scene[] = [
  scene('muted', (now) => [inTalk(now, { muted: true })]),
  scene(
    'hand-on-directory',
    (now) => [inTalk(now)],
    async (page) => {
      await page.keyboard.press('F7');
      await page.locator('.hand-on-row').first().waitFor();
    },
  ),
  scene(
    'hand-on-found-by-initials',
    (now) => [inTalk(now)],
    async (page) => {
      await page.keyboard.press('F7');
      await page.locator('.hand-on-row').first().waitFor();
      await page.keyboard.type('gjj');
    },
  ),
  scene('consulting-ringing', (now) => [consulting(now, false)]),
  scene('consulting', (now) => [consulting(now, true)]),
  scene(
    'three-way-keypad',
    (now) => [
      inTalk(now, {
        phase: 'conference',
        keypad: true,
        handedOn: { to: '12315 市场监管', outcome: 'T2' },
      }),
    ],
    async (page) => {
      await page.keyboard.press('Alt+k');
      await page.locator('.keypad').waitFor();
    },
  ),
  scene('transferred-in', (now) => [
    inTalk(now, {
      transferredFrom: '1005',
      handOver: { seat: '1005', name: '赵静', agentNo: '1209', at: now - 80_000, notes },
    }),
  ]),
  {
    name: 'call-out',
    login: '1203',
    ready: '.columns',
    before(bridge, now) {
      bridge.desk = desk(now, { seat: '1001', capabilities: capable(now) });
    },
    async hands(page) {
      await page.keyboard.press('F7');
      await page.locator('.hand-on-row').first().waitFor();
    },
  },
];
