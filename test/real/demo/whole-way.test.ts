import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { figuresAnswerSchema } from '../../../bridge/protocol/rest.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import { requireService } from '../services.ts';
import { signInOnPage } from '../sign-in-on-page.ts';

const banner = /演示.*数据截至 2025-04-19/;
const screenshots = join(import.meta.dirname, '../../../artefacts/screenshots/demo');

/** What a new user does after `npm ci && npm start`: the demo as it is shipped, its own call floor, a real browser. */
describe('the demo, in a browser', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const folder = mkdtempSync(join(tmpdir(), 'yihaoda-demo-'));
  const data = join(folder, 'data', 'demo');
  const said: string[] = [];
  let bridge: RunningBridge | undefined;
  const browsers: Opened[] = [];

  before('the bridge starts', async () => {
    mkdirSync(screenshots, { recursive: true });
    bridge = await startBridge({
      data,
      port: 0,
      panelFolder: await builtPanel(),
      logLevel: 'silent',
      tell: (line) => said.push(line),
    });
  });
  after(async () => {
    for (const browser of browsers) await browser.close();
    await bridge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes a call from the ring to the saved record by keyboard, and today’s figures rise by one', async () => {
    const supervisor = await signIn('supervisor');
    await supervisor.locator('.figure-button').first().waitFor();
    const before = await figures(supervisor);
    await supervisor.screenshot({ path: join(screenshots, 'floor.png') });

    const page = await signIn('operator');
    // a seat is chosen already: Enter signs in, and the seat is READY
    await page.locator('button[type="submit"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.call-head[data-phase="ringing"]').waitFor({ timeout: 45_000 });
    await page.locator('.hit').nth(4).waitFor();
    await page.screenshot({ path: join(screenshots, 'ringing.png') });
    for (const text of await page.locator('.hit').allInnerTexts()) expect(text).to.contain('现行有效');

    await page.keyboard.press('F2');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await page.locator('#answer-search:focus').waitFor();
    // whatever line the caller chose, this question is about a policy
    await page.keyboard.press('Alt+1');
    await page.locator('#answer-search').focus();
    await page.keyboard.type('信息公开申请多久答复');
    await page.locator('.hit', { hasText: '第三十三条' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.clause').waitFor();
    await page.keyboard.press('Alt+u');
    await page.screenshot({ path: join(screenshots, 'talking.png') });

    await page.goto('about:blank');
    const seat = supervisor.locator('.seat[data-state="OFFLINE_HELD"]');
    await seat.click();
    await supervisor.locator('.trace', { hasText: '失联保持' }).waitFor();
    await supervisor.screenshot({ path: join(screenshots, 'page-lost.png') });
    await supervisor.keyboard.press('Escape');
    await page.goto(bridge?.url ?? '');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await seat.waitFor({ state: 'detached' });

    // a talk of less than three seconds would ask for a second press
    await page.locator('.call-clock', { hasText: /00:0[4-9]|00:[1-5]|0[1-9]:/ }).waitFor();
    await page.keyboard.press('F9');
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await page.keyboard.press('Alt+r');
    await page.screenshot({ path: join(screenshots, 'wrap-up.png') });
    // an answer was used, so the outcome is suggested and nothing is left to type
    await page.locator('.outcome-code', { hasText: 'D1' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.state-button', { hasText: /示闲|振铃/ }).waitFor();

    await expectRecords(supervisor, before.records + 1);
    const after = await figures(supervisor);
    expect(after.answered).to.be.greaterThan(before.answered);
    for (const { complaints } of browsers)
      expect(complaints.filter((line) => !line.includes('401'))).to.deep.equal([]);
  });

  it('is marked as a demo, with the date of its texts, on every page', async () => {
    for (const { page } of browsers) await page.getByText(banner).waitFor();
  });

  async function signIn(login: string): Promise<Page> {
    const opened = await openBrowser();
    browsers.push(opened);
    const { page } = opened;
    await page.goto(bridge?.url ?? '');
    await page.getByText(banner).waitFor();
    await signInOnPage(page, bridge?.url ?? '', { login, password: password(login) });
    return page;
  }

  function password(login: string): string {
    const line = said.find((each) => each.trim().startsWith(`${login} `));
    const found = line?.trim().split(/\s+/)[1];
    if (found === undefined) throw new Error(`no password of ${login} was told:\n${said.join('\n')}`);
    return found;
  }

  /** As the page shows them: the server's own figures. */
  async function figures(page: Page): Promise<{ answered: number; records: number }> {
    const { figures: all } = figuresAnswerSchema.parse(
      await (await page.request.get(`${bridge?.url}api/figures/today`)).json(),
    );
    const value = (id: string) => all.find((figure) => figure.id === id)?.value ?? Number.NaN;
    return { answered: value('n-answered'), records: value('n-records') };
  }

  async function expectRecords(page: Page, records: number): Promise<void> {
    await page
      .locator('.figure-button', { hasText: new RegExp(`咨询登记数\\s*${records}\\D`) })
      .waitFor({ timeout: 15_000 });
  }
});
