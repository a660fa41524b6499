import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { ScriptedPbx } from '../../application/scripted-pbx.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import { until } from '../bridge/patience.ts';
import { requireService } from '../services.ts';
import { signInOnPage } from '../sign-in-on-page.ts';

const screenshots = join(import.meta.dirname, '../../../artefacts/screenshots/demo');
const NUMBER = '13874801115';

/** The real bridge on its own store and answers, an exchange that a script plays, a real browser. */
describe('一次性告知 in the demo, in a browser', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const folder = mkdtempSync(join(tmpdir(), 'yihaoda-notice-'));
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
      tell: (line) => said.push(line),
      source(plan) {
        pbx = new ScriptedPbx(plan.site, systemTimer);
        return pbx;
      },
    });
    pbx.connect();
    opened = await openBrowser();
    page = opened.page;
    const password = said.map((line) => /^\s*operator\s+(\S+)/.exec(line)?.[1]).find((found) => found);
    await signInOnPage(page, bridge.url, { login: 'operator', password: password ?? '' });
    await page.locator('button[type="submit"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    const operator = (await bridge.store.accounts.byLogin('operator'))?.account;
    if (operator === undefined) throw new Error('the demo has no operator');
    const known = () => bridge.hotline.answerQuestion.article(operator, 'demo-item-10', null);
    await until('the answers know the items', async () => (await known()).outcome === 'article', {
      withinMs: 60_000,
      everyMs: 200,
    });
  });
  after(async () => {
    await opened?.close();
    await bridge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is found, read, ticked, sent to the outbox and saved in at most twenty key strokes', async () => {
    let strokes = 0;
    const press = async (...keys: string[]) => {
      for (const key of keys) {
        strokes += 1;
        await page.keyboard.press(key);
      }
    };
    const call = pbx.citizenCalls(NUMBER, 'policy').rings('1001');
    await page.locator('.call-head[data-phase="ringing"]').waitFor();
    call.answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await page.locator('#answer-search:focus').waitFor();

    // the initials of 驾驶证换证
    await press(...'jszhz');
    const item = page.locator('.hit', { hasText: '【演示事项】驾驶证期满换证' }).first();
    await item.waitFor({ timeout: 30_000 });
    const place = await page
      .locator('.hit')
      .evaluateAll((hits) =>
        hits.findIndex((hit) => hit.textContent?.includes('【演示事项】驾驶证期满换证')),
      );
    await press(...Array<string>(place + 1).fill('ArrowDown'), 'Enter');
    await page.locator('.notice-count', { hasText: '已告知 0 / 3' }).waitFor();
    await press('Space', 'Space', 'Space');
    await page.locator('.notice-count', { hasText: '已全部告知' }).waitFor();
    await press('Alt+m');
    await page.locator('.notice-form', { hasText: '138****1115' }).waitFor();
    await page.screenshot({ path: join(screenshots, 'notice.png') });
    expect(await page.locator('.sms-text').textContent()).to.contain(
      '【演示12345】【演示事项】驾驶证期满换证，一次性告知',
    );
    await page.locator('.notice-main:focus').waitFor();
    await press('Enter');
    await page.locator('.sent-notices', { hasText: '已提交' }).waitFor();
    await page.locator('.sent-notices', { hasText: '不会真正发出' }).waitFor();

    call.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await press('Control+Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    expect(strokes, 'key strokes after the answer').to.be.at.most(20);

    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const [record] = await bridge.store.records.ofDay(day);
    expect(record?.content.oneTimeNotice?.map(({ item: kind, told }) => [kind, told])).to.deep.equal(
      ['受理条件', '申请材料', '办理地点'].map((kind) => [kind, true]),
    );
    expect(record?.content.answers.map(({ readAloud, smsSent }) => [readAloud, smsSent])).to.deep.equal([
      [true, true],
    ]);
  });

  it('is in the outbox, which says that nothing was sent and shows no number', async () => {
    await page.evaluate("location.hash = '#outbox'");
    await page.locator('.outbox-message', { hasText: '驾驶证期满换证' }).waitFor();
    await page.locator('.outbox-demo', { hasText: '没有真正发出' }).waitFor();
    expect(await page.content()).to.not.contain(NUMBER);
    expect(opened.complaints.filter((line) => !line.includes('401'))).to.deep.equal([]);
  });
});
