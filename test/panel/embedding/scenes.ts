import { inTalk } from '../hand-on/scenes.ts';
import { rentHits } from '../sample-answers.ts';
import { desk } from '../sample-people.ts';
import type { Scene } from '../scene.ts';

const ready = '.columns';
const login = '1203';

/** What an address or another system brings into a panel of the usual size. */
export const embeddingScenes: readonly Scene[] = [
  {
    name: 'asked-from-outside-in-a-call',
    login,
    ready,
    before(bridge, now) {
      bridge.search = () => ({ hits: rentHits, ready: true });
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [inTalk(now)] });
    },
    async hands(page) {
      await page.fill('#answer-search', '公积金 提取 租房');
      await page.locator('.hits-note', { hasText: '找到' }).waitFor();
      await page.evaluate('location.hash = "#search/居住证 续签"');
      await page.locator('.asked').waitFor();
    },
  },
  {
    name: 'own-record-opened',
    login,
    ready,
    before(bridge, now) {
      bridge.desk = desk(now);
    },
    async hands(page) {
      await page.evaluate('location.hash = "#record/CS20261124000007"');
      await page.locator('.own-record button:focus').waitFor();
    },
  },
];
