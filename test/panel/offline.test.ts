import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Account } from '../../bridge/application/store.ts';
import { type Door, openDoor } from '../adapters/http/open-door.ts';
import { eventually } from '../application/hand-timer.ts';
import { content } from '../application/house.ts';
import { BreakableWire } from '../real/bridge/breakable-wire.ts';
import { requireService } from '../real/services.ts';
import { signInOnPage } from '../real/sign-in-on-page.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';
import { packIsHere, samplePack } from './sample-pack.ts';

/* The real bridge with SQLite, a browser, and a wire between them that a test cuts. */

const today = '2026-11-24';

describe('the panel without its bridge', function () {
  this.timeout(90_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const userDataDir = mkdtempSync(join(tmpdir(), 'panel-offline-'));
  let door: Door;
  let wire: BreakableWire;
  let opened: Opened;
  let zhou: Account;

  before(async () => {
    door = await openDoor({ panelFolder: await builtPanel() });
    const { house } = door;
    house.index.packed = samplePack().pack;
    zhou = await house.person('zhou1203', ['operator'], 'cs', '周敏');
    await house.hotline.signInSeat.signIn(zhou, { seat: '1001', queues: [], takeOver: false });
    const { hostname: host, port } = new URL(door.url);
    wire = await BreakableWire.open({ host, port: Number(port) });
    await sitDown();
  });
  after(async () => {
    await opened?.close();
    await wire?.close();
    await door?.close();
    rmSync(userDataDir, { recursive: true, force: true });
  });

  async function sitDown(): Promise<void> {
    opened = await openBrowser({ userDataDir });
    // A browser keeps cookies by the machine's clock; by it, those of the house have long ended.
    await opened.context.route('**/api/session', async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers();
      const cookie = headers['set-cookie']?.replace(/; (Expires|Max-Age)=[^;]*/gi, '') ?? '';
      await route.fulfill({ response: answer, headers: { ...headers, 'set-cookie': cookie } });
    });
    const url = `http://${wire.address.host}:${wire.address.port}/`;
    await opened.page.goto(url);
    const asked = opened.page.locator('input[autocomplete="username"]');
    await asked.or(opened.page.locator('.columns')).first().waitFor();
    // A browser that was killed may have kept its cookie, or not.
    if (await asked.isVisible())
      await signInOnPage(opened.page, url, { login: 'zhou1203', password: 'geheim-123' });
    await opened.page.locator('.columns').waitFor();
  }

  async function killBrowser(): Promise<void> {
    const session = await opened.context.browser()?.newBrowserCDPSession();
    const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
    const pid = processInfo.find(({ type }) => type === 'browser')?.id;
    if (pid === undefined) throw new Error('the browser did not tell its process');
    process.kill(pid, 'SIGKILL');
    await opened.context.close().catch(() => {});
  }

  async function cut(page: Page): Promise<void> {
    await wire.cut();
    await page.locator('.band', { hasText: '已断开' }).waitFor();
  }

  const saved = () => door.house.store.records.ofDay(today);
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('answers and records on; what was saved without it arrives once, through a kill of the browser', async () => {
    const { page } = opened;
    await packIsHere(page);
    const call = door.house.pbx.citizenCalls('13874801115').rings('1001').answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await cut(page);

    await page.locator('#answer-search').focus();
    await page.keyboard.type('公积金能取出来付房租吗');
    await page.locator('.offline-note', { hasText: '离线检索 · 知识包 截至' }).waitFor();
    await press(page, 'ArrowDown', 'Enter', 'Alt+u');
    await page.locator('.used', { hasText: '离线答复' }).waitFor();
    call.citizenHangsUp();
    await press(page, 'Control+Enter');
    await page.locator('.record-state', { hasText: '已保存在本机，待同步' }).waitFor();
    await page.locator('.status-bar', { hasText: '待同步 1' }).waitFor();
    await page.waitForTimeout(300);
    await killBrowser();
    expect(await saved()).to.have.length(0);

    await wire.mend();
    await sitDown();
    await eventually(async () => (await saved()).length === 1, 'the record is saved', 10_000);
    await opened.page.waitForTimeout(300);
    const [record] = await saved();
    expect(record).to.include({ rev: 1 });
    expect(record?.content).to.include({ question: '公积金能取出来付房租吗', outcomeCode: 'D1' });
    expect(record?.content.answers[0]).to.include({ articleId: 'P024', articleRev: 1, offline: true });
    expect(await opened.page.locator('.status-bar', { hasText: '待同步' }).count()).to.equal(0);
  });

  it('shows both sides where another place saved meanwhile, and saves what was chosen by keyboard', async () => {
    const { page } = opened;
    const call = door.house.pbx.citizenCalls('13974802222').rings('1001').answers('1001').citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await cut(page);
    await press(page, 'Alt+r');
    await page.keyboard.type('本机写的问题');
    await press(page, 'Alt+r', 'd', '3', 'Control+Enter');
    await page.locator('.status-bar', { hasText: '待同步 1' }).waitFor();
    const interactionId = door.house.hotline.desks.of(zhou).cards[0]?.interactionId ?? '';
    await door.house.hotline.closeRecord.save(zhou, 'elsewhere', {
      interactionId,
      baseRev: 0,
      content: { ...content, question: '他处写的问题', outcomeCode: 'D3', outcomeNote: '他处的备注' },
    });
    await wire.mend();

    await page.locator('.status-bar', { hasText: '待处理 1' }).waitFor();
    await page.locator('.local-drafts button', { hasText: '处理' }).focus();
    await press(page, 'Enter');
    const open = page.locator('.conflict-part', { hasText: '诉求' });
    await open.waitFor();
    expect(await open.textContent())
      .to.contain('本机写的问题')
      .and.contain('他处写的问题');
    await page.locator('.conflict [type="radio"]:focus').waitFor();
    await press(page, 'Space', 'Control+Enter');
    const record = () => door.house.store.records.byInteraction(interactionId);
    await eventually(async () => (await record())?.rev === 2, 'the chosen revision', 10_000);
    expect((await record())?.content).to.include({
      question: '本机写的问题',
      outcomeCode: 'D3',
      outcomeNote: '他处的备注',
    });
    await page.locator('.idle').waitFor();
    expect(call.callId).to.be.a('string');
  });

  it('lets a record of today be mended with a reason, and its history be read', async () => {
    const { page } = opened;
    await page.locator('.todays-open').press('Enter');
    await page.locator('.todays-record').first().waitFor();
    await page.locator('.todays-record').first().press('Enter');
    await page.locator('#edit-reason:focus').waitFor();
    await page.locator('#record-outcomeNote').focus();
    await press(page, 'End');
    await page.keyboard.type('，已更正');
    await press(page, 'Control+Enter');
    await page.locator('.row-saying', { hasText: '请选择修改原因' }).waitFor();
    await page.locator('#edit-reason').focus();
    await press(page, '1', 'Control+Enter');
    await page.locator('.idle').waitFor();
    const record = (await saved()).at(-1);
    const revisions = await door.house.store.records.revisions(record?.recordNo ?? '');
    expect(revisions.at(-1)).to.include({ rev: 3, reason: '笔误更正', accountId: zhou.id });
    expect(revisions.at(-1)?.content.outcomeNote).to.equal('他处的备注，已更正');
    const audit = (await door.house.store.audit.read(0, 1000)).filter(
      ({ action }) => action === 'edit-record',
    );
    expect(audit.map(({ detail }) => detail)).to.deep.equal(['离线登记与已保存的版本合并', '笔误更正']);
  });
});
