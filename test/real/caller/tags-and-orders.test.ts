import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { eventually } from '../../application/hand-timer.ts';
import { ScriptedAnswers } from '../../application/house.ts';
import { type ScriptedCall, ScriptedPbx } from '../../application/scripted-pbx.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import { requireService } from '../services.ts';
import { signInOnPage } from '../sign-in-on-page.ts';

const screenshots = join(import.meta.dirname, '../../../artefacts/screenshots/demo');
/** Of a hundred invented numbers some have orders, whatever key the demo made. */
const numbers = Array.from({ length: 100 }, (_, at) => `1387480${1100 + at}`);

/** The real bridge with the demo's foreign order system on a port of its own, an exchange that a script plays, a real browser. */
describe('who calls: tags and open orders, in a browser', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const folder = mkdtempSync(join(tmpdir(), 'yihaoda-caller-'));
  const said: string[] = [];
  let bridge: RunningBridge;
  let pbx: ScriptedPbx;
  let opened: Opened;
  let page: Page;

  before('the bridge starts, an operator sits down', async () => {
    mkdirSync(screenshots, { recursive: true });
    bridge = await startBridge({
      data: join(folder, 'data', 'demo'),
      port: 0,
      panelFolder: await builtPanel(),
      logLevel: 'silent',
      index: new ScriptedAnswers(),
      tell: (line) => said.push(line),
      source(plan) {
        pbx = new ScriptedPbx(plan.site, systemTimer);
        return pbx;
      },
    });
    pbx.connect();
    opened = await openBrowser();
    page = opened.page;
    await signInOnPage(page, bridge.url, { login: 'operator', password: password('operator') });
    await page.locator('button[type="submit"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
  });
  after(async () => {
    await opened?.close();
    await bridge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const password = (login: string) =>
    said.map((line) => new RegExp(`^\\s*${login}\\s+(\\S+)`).exec(line)?.[1]).find((found) => found) ?? '';
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Rings, and is looked up. */
  async function ring(number: string) {
    const call = pbx.citizenCalls(number, 'policy').rings('1001');
    await page.locator('.call-head[data-phase="ringing"]').waitFor();
    await page.locator('.caller-facts', { hasText: /本周(首次|第)/ }).waitFor();
    return call;
  }
  async function close(call: ScriptedCall) {
    call.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await page.locator('#record-question').fill('居住证怎么续');
    await press('Alt+r', 'd', '3', 'Control+Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    // Ended calls gather for a moment before they are stored: who calls again within it is not known to have called.
    const callKey = `${pbx.pbxId}/${call.callId}`;
    await eventually(
      async () => (await bridge.store.facts.byKey(callKey)) !== null,
      `facts of ${callKey}`,
      10_000,
    );
  }
  const number = numbers[0] ?? '';

  it('sets a sensitive tag by five keys, after the caller agreed', async () => {
    const call = await ring(number);
    await press('Alt+a');
    await page.locator('.caller-tags [role="status"]', { hasText: '接听后才能加标签' }).waitFor();
    call.answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await press('Alt+a');
    await page.locator('.tag-picks button:focus').waitFor();
    await press('1');
    await page.locator('.tag-consent input:focus').waitFor();
    await press('1');
    await page.locator('.tag-form [role="alert"]', { hasText: '须来电人同意' }).waitFor();
    await press('Space', '1');
    await page.locator('.tag-list', { hasText: '听力不便' }).waitFor();
    expect(await page.locator('.tag-form').count()).to.equal(0);
    await page.locator('#answer-search:focus').waitFor();
    await close(call);
  });

  it('shows it in the next pop before the answer, with who set it and until when, and takes it off', async () => {
    const call = await ring(number);
    await page.locator('.caller-facts', { hasText: '本周第 2 次来电' }).waitFor();
    const tag = page.locator('.tag-list li', { hasText: '听力不便' });
    expect(await tag.locator('.tag-until').textContent()).to.match(/^至 \d\d-\d\d$/);
    await tag.locator('summary').press('Enter');
    await tag.locator('.tag-details', { hasText: '来电人自述' }).waitFor();
    await tag.locator('.tag-details', { hasText: '来电人已同意保存' }).waitFor();
    call.answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await tag.locator('button').press('Enter');
    await tag.waitFor({ state: 'detached' });
    await press('Alt+a', '3', '1');
    await page.locator('.tag-list', { hasText: '长沙话' }).waitFor();
    await close(call);
  });

  it('sets none for who asks for confidence or hides the number', async () => {
    const hidden = pbx.citizenCalls(null, 'policy').rings('1001').answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await press('Alt+a');
    await page.locator('.caller-tags [role="status"]', { hasText: '标签无从保存' }).waitFor();
    expect(await page.locator('.open-orders').count(), 'nothing is asked of nobody').to.equal(0);
    await close(hidden);
    const call = await ring(numbers[1] ?? '');
    call.answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await page.getByLabel('要求保密').check();
    await press('Alt+a');
    await page.locator('.caller-tags [role="status"]', { hasText: '要求保密或匿名，不留标签' }).waitFor();
    await page.getByLabel('要求保密').uncheck();
    expect(await page.locator('.caller-tags [role="status"]').textContent()).to.equal('');
    await close(call);
  });

  it('shows what the order system has open, and opens it there', async () => {
    for (const of of numbers.slice(2)) {
      const call = await ring(of);
      await page.locator('.open-orders .count').waitFor();
      const link = page.locator('.order > a').first();
      const found = (await link.count()) > 0;
      if (found) {
        await page.screenshot({ path: join(screenshots, 'open-orders.png') });
        const [tab] = await Promise.all([page.context().waitForEvent('page'), link.press('Enter')]);
        await tab.locator('#no', { hasText: /^GD[0-9A-F]{6}1$/ }).waitFor();
        expect(await tab.evaluate('window.opener'), 'no way back into the panel').to.equal(null);
        expect(await tab.evaluate('document.referrer')).to.equal('');
        await tab.close();
      }
      call.answers('1001');
      await page.locator('.call-head[data-phase="talking"]').waitFor();
      await close(call);
      if (found) return;
    }
    throw new Error('no caller of a hundred has an order');
  });

  it('is overseen on the floor: listed with a masked number, ended with a reason', async () => {
    await page.locator('.status-bar [aria-label="退出登录"]').click();
    await page.locator('#login').waitFor();
    await signInOnPage(page, bridge.url, { login: 'supervisor', password: password('supervisor') });
    await page.locator('.overseen-open').click();
    const row = page.locator('.overseen-tags li', { hasText: '长沙话' });
    await row.locator('.overseen-line', { hasText: '138****1100' }).waitFor();
    expect(await page.content()).to.not.contain(number);
    await row.locator('.overseen-line button').press('Enter');
    await page.locator('.reason-form textarea:focus').fill('来电人说不需要了');
    await press('Control+Enter');
    await page.locator('.overseen-tags', { hasText: '没有尚未到期的标签' }).waitFor();
    expect(opened.complaints.filter((line) => !line.includes('401'))).to.deep.equal([]);
  });
});
