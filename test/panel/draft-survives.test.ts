import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';
import { card, desk } from './sample-people.ts';
import { StubBridge } from './stub-bridge.ts';

describe('a draft', function () {
  this.timeout(90_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let bridge: StubBridge;
  let url: string;
  let userDataDir: string;
  let opened: Opened | undefined;

  beforeEach(async () => {
    userDataDir = mkdtempSync(join(tmpdir(), 'panel-life-'));
    bridge = new StubBridge(await builtPanel());
    url = await bridge.start();
    const now = Date.now();
    bridge.desk = desk(now, {
      state: 'ACW',
      cards: [card(now, { phase: 'ended', answeredAt: now, endedAt: now })],
    });
  });
  afterEach(async () => {
    await opened?.close();
    await bridge.stop();
    rmSync(userDataDir, { recursive: true, force: true });
  });

  async function sitDown(login = '1203'): Promise<Opened> {
    opened = await openBrowser({ userDataDir });
    const me = bridge.people.get(login);
    if (me === undefined) throw new Error(login);
    await opened.context.addCookies([{ name: 'session', value: bridge.openSession(me), url }]);
    await opened.page.goto(url);
    await opened.page.locator('.columns').waitFor();
    return opened;
  }

  it('survives the closing of the browser, and is gone after the acknowledged save', async () => {
    const { page } = await sitDown();
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('问居住证到期怎么续');
    await page.locator('.record-state', { hasText: '草稿已存本机' }).waitFor();
    await opened?.close();

    const again = (await sitDown()).page;
    expect(await again.inputValue('#record-question')).to.equal('问居住证到期怎么续');
    await again.keyboard.press('Alt+r');
    await again.keyboard.press('d');
    await again.keyboard.press('3');
    await again.keyboard.press('Control+Enter');
    await again.locator('.record-idle', { hasText: '已保存' }).waitFor();
    await again.waitForTimeout(100);
    expect(await again.evaluate(draftsOnDisk)).to.deep.equal([]);
  });

  it('survives kill -9 of the browser 300 ms after the last key', async () => {
    const { page, context } = await sitDown();
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('问公积金能不能付房租');
    await page.waitForTimeout(300);
    const session = await context.browser()?.newBrowserCDPSession();
    const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
    const pid = processInfo.find(({ type }) => type === 'browser')?.id;
    if (pid === undefined) throw new Error('the browser did not tell its process');
    process.kill(pid, 'SIGKILL');
    await context.close().catch(() => {});

    const again = (await sitDown()).page;
    expect(await again.inputValue('#record-question')).to.equal('问公积金能不能付房租');
  });

  it('of one operator is not shown to the next one at the same PC', async () => {
    const { page } = await sitDown();
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('只有周敏该看到');
    await page.locator('.record-state', { hasText: '草稿已存本机' }).waitFor();
    await opened?.close();

    bridge.desk = desk(Date.now());
    const other = (await sitDown('1207')).page;
    await other.locator('.idle').waitFor();
    expect(await other.content()).not.to.contain('只有周敏该看到');
    await opened?.close();

    const again = (await sitDown()).page;
    await again.locator('.local-drafts', { hasText: '只有周敏该看到' }).waitFor();
  });

  it('whose save was under way when the browser was closed is saved by the next start, under the same id', async () => {
    const { page } = await sitDown();
    bridge.mute = true;
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('问居住证');
    for (const key of ['Alt+r', 'd', '3', 'Control+Enter']) await page.keyboard.press(key);
    await page.locator('.record-state', { hasText: '正在保存' }).waitFor();
    await page.waitForTimeout(100);
    await opened?.close();

    bridge.mute = false;
    const again = (await sitDown()).page;
    await again.locator('.record-idle', { hasText: '已保存' }).waitFor();
    const ids = bridge.received.filter(({ command }) => command.type === 'save-record').map(({ id }) => id);
    expect(ids).to.have.length(2);
    expect(ids[0]).to.equal(ids[1]);
  });
});

const draftsOnDisk = `new Promise((resolve) => {
  indexedDB.open('yihaoda').onsuccess = ({ target }) => {
    target.result.transaction('drafts').objectStore('drafts').getAll().onsuccess = (event) => resolve(event.target.result);
  };
})`;
