import { expect } from 'chai';
import { dark } from '../../../agent-panel/src/ui/palette.ts';
import { itemHits, rentHits } from '../sample-answers.ts';
import { lookForIt } from '../sample-pack.ts';
import { scenes } from '../scenes.ts';
import type { StubBridge } from '../stub-bridge.ts';
import type { OldPage } from './chromium-86.ts';

/** A scene that the old browser draws; its hands are not those of the scene, which are another browser's. */
export interface Look {
  scene: string;
  hands(page: OldPage, bridge: StubBridge): Promise<void>;
  /** what else is to be seen on it, in words and on the dark theme */
  also?: string;
  proof?(page: OldPage): Promise<void>;
}

export const rgb = (hex: string) =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;

const ask = async (page: OldPage, words: string) => {
  await page.focus('#answer-search');
  await page.write(words);
  await page.waitFor('.hits-note', '找到');
};

export const looks: readonly Look[] = [
  {
    scene: 'talking-answers',
    async hands(page, bridge) {
      bridge.search = () => ({ hits: rentHits, ready: true });
      await ask(page, '公积金 提取 租房');
      await page.press('ArrowDown');
      await page.waitFor('.hit[aria-selected="true"]');
    },
  },
  {
    scene: 'notice-half-told',
    async hands(page, bridge) {
      bridge.search = () => ({ hits: itemHits, ready: true });
      await ask(page, '租房提取公积金');
      await page.press('ArrowDown', 'Enter');
      await page.waitFor('.notice');
      await page.press('Space', 'Space', 'Space');
      await page.waitFor('.notice-count', '已告知 3 / 6');
    },
  },
  {
    scene: 'caller-ringing-with-tags-and-orders',
    hands: (page) => page.waitFor('.order', '打开'),
  },
  {
    scene: 'caller-order-unfolded-same-matter',
    async hands(page) {
      await page.focus('#record-question');
      await page.write('公积金能不能取出来付房租，租房两年了');
      await page.click('.order summary');
      await page.waitFor('.order-details');
    },
    also: 'ringing what the keyboard has reached, not what the mouse has pressed',
    async proof(page) {
      expect(await page.style('summary:focus', 'outlineStyle')).to.equal('none');
      await page.press('Tab');
      expect(await page.style(':focus', 'outline')).to.equal(`${rgb(dark.accent)} solid 2px`);
    },
  },
  {
    scene: 'caller-tag-with-consent',
    async hands(page) {
      await page.press('Alt+a');
      await page.waitFor('.tag-picks button:focus');
      await page.press('1');
      await page.waitFor('.tag-consent input:focus');
      await page.press('Space');
      await page.waitFor('.tag-consent input:checked');
    },
    also: 'with boxes of the panel’s own colours',
    async proof(page) {
      expect(await page.style('.tag-consent input', 'backgroundColor')).to.equal(rgb(dark.press));
      expect(await page.style('.tag-consent input', 'outline')).to.equal(`${rgb(dark.accent)} solid 2px`);
    },
  },
  {
    scene: 'offline-searching',
    async hands(page, bridge) {
      // What is known without the bridge is looked up by a thread beside, with its own script.
      await page.until(() => page.workers() > 0, 'the thread');
      await page.until(() => page.evaluate<boolean>(lookForIt), 'the pack');
      bridge.down = true;
      bridge.dropSockets();
      await page.waitFor('.band', '已断开');
      await page.focus('#answer-search');
      await page.write('公积金能取出来付房租吗');
      await page.waitFor('.offline-note', '找到');
      await page.press('ArrowDown', 'Enter', 'Alt+u');
      await page.waitFor('.clause');
    },
  },
  {
    scene: 'conflict',
    async hands(page) {
      await page.press('Alt+r');
      await page.focus('#record-question');
      await page.write('公积金能不能付房租，单位不给');
      await page.press('Alt+r', 'd', '3', 'Control+Enter');
      await page.waitFor('.conflict');
      await page.press('ArrowRight');
      await page.waitFor('.conflict-side input:checked');
    },
    also: 'with dots that the browser itself would leave white on the dark theme',
    async proof(page) {
      expect(await page.style('.conflict-side input:not(:checked)', 'backgroundColor')).to.equal(
        rgb(dark.surface),
      );
      expect(await page.style('.conflict-side input:checked', 'borderColor')).to.equal(rgb(dark.accent));
    },
  },
  {
    scene: 'disclosure-proof',
    async hands(page) {
      await page.press('Alt+3');
      await page.waitFor('.organ [role="option"]');
      await page.focus('#answer-search');
      await page.write('危房改造补助资金分配方案');
      await page.waitFor('.proof li');
    },
  },
  { scene: 'floor', hands: (page) => page.waitFor('.seat') },
];

export function sceneOf({ scene }: Look) {
  const found = scenes.find(({ name }) => name === scene);
  if (found === undefined) throw new Error(`no scene is called ${scene}`);
  return found;
}
