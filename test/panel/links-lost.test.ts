import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { card, desk } from './sample-people.ts';

describe('when a link is lost', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await signedInAs(stage, '1203');
  });
  after(() => stage?.close());

  beforeEach(async () => {
    const { bridge, page, url } = stage;
    const now = Date.now();
    bridge.down = false;
    bridge.silent = false;
    bridge.received.length = 0;
    bridge.desk = desk(now, {
      state: 'TALKING',
      cards: [card(now, { phase: 'talking', answeredAt: now - 60_000 })],
    });
    await page.goto(url);
    await page.locator('.call-head[data-phase="talking"]').waitFor();
  });

  it('to the bridge, the page says what happened and what is safe, and the clocks stand still', async () => {
    const { bridge, page } = stage;
    bridge.down = true;
    bridge.dropSockets();
    const band = page.locator('.band', { hasText: '与话务桥的连接已断开' });
    await band.waitFor();
    expect(await band.textContent()).to.match(
      /断开 00:0\d，正在重连；当前通话不受影响，登记内容已保存在本机/,
    );
    const clock = page.locator('.call-clock');
    const shown = await clock.textContent();
    await page.waitForTimeout(1_500);
    expect(await clock.textContent(), 'no live look on stale data').to.equal(shown);
    expect(await page.locator('.call-column[data-stale]').count()).to.equal(1);
    expect(await page.locator('.call-controls').count(), 'no button that can do nothing').to.equal(0);
    bridge.down = false;
    await band.waitFor({ state: 'detached' });
    expect(await page.locator('.call-column[data-stale]').count()).to.equal(0);
  });

  it('to either, a call that waits beside the page is as grey as the page', async () => {
    const { bridge, page } = stage;
    const now = Date.now();
    const waiting = card(now, { interactionId: 'i-2', callId: '1795000000.2', phase: 'ringing', offer: 1 });
    const link = { state: 'lost', since: now, zh: '与话务系统的连接已断开，正在自动重连。' } as const;
    const cards = [card(now, { phase: 'ended', answeredAt: now - 60_000, endedAt: now }), waiting];
    bridge.tell({ state: 'ACW', cards });
    const line = page.locator('.beside-line', { hasText: '新来电' });
    await line.waitFor();
    const look = () => line.getAttribute('class');
    expect(await look()).to.equal('beside-line tone-warn');
    bridge.tell({ link });
    await page.locator('.beside[data-stale]').waitFor();
    expect(await look()).to.equal('beside-line tone-soft');
    bridge.tell({ link: { ...link, state: 'up' } });
    await page.locator('.beside:not([data-stale])').waitFor();
    bridge.down = true;
    bridge.dropSockets();
    await page.locator('.beside[data-stale]').waitFor();
    expect(await look()).to.equal('beside-line tone-soft');
  });

  it('to the bridge, a save waits on this PC and arrives once', async () => {
    const { bridge, page } = stage;
    const now = Date.now();
    bridge.tell({
      state: 'ACW',
      cards: [card(now, { phase: 'ended', answeredAt: now - 60_000, endedAt: now })],
    });
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    bridge.down = true;
    bridge.dropSockets();
    await page.locator('.band', { hasText: '已断开' }).waitFor();
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('问居住证');
    for (const key of ['Alt+r', 'd', '3', 'Control+Enter']) await page.keyboard.press(key);
    await page.locator('.record-state', { hasText: '已保存在本机，待同步' }).waitFor();
    bridge.down = false;
    await page.locator('.record-idle', { hasText: '已保存' }).waitFor();
    expect(bridge.received.filter(({ command }) => command.type === 'save-record')).to.have.length(1);
  });

  it('in silence, the page says how old its picture is', async () => {
    const { bridge, page } = stage;
    bridge.silent = true;
    await page.locator('.band', { hasText: '没有消息' }).waitFor();
    bridge.silent = false;
    await page.locator('.band', { hasText: '没有消息' }).waitFor({ state: 'detached' });
  });

  it('to the exchange, the call stands where it was last seen, grey, with its age', async () => {
    const { bridge, page } = stage;
    const zh = '与话务系统的连接已断开，正在自动重连。当前通话不受影响，登记内容已保存在本机。';
    bridge.tell({ link: { state: 'lost', since: Date.now() - 12_000, zh } });
    await page.locator('.band', { hasText: '话务数据停在 00:1' }).waitFor();
    expect(await page.locator('.call-clock').textContent()).to.match(/^00:4\d$/);
    expect(await page.locator('.link', { hasText: '话务 断开' }).count()).to.equal(1);
  });

  it('because the same account opened another tab, this one stops and can be taken back', async () => {
    const { page, opened, url } = stage;
    const other = await opened.context.newPage();
    await other.goto(url);
    await other.locator('.call-head').waitFor();
    await page.locator('h1', { hasText: '本账号已在另一处打开' }).waitFor();
    expect(await page.locator('.call-head').count()).to.equal(0);
    await page.click('text=在此继续');
    await page.locator('.call-head').waitFor();
    await other.locator('h1', { hasText: '本账号已在另一处打开' }).waitFor();
    await other.close();
  });

  it('because the session ended, the page asks to sign in again and says why', async () => {
    const { bridge, page } = stage;
    bridge.sessions.clear();
    bridge.dropSockets();
    await page.locator('.sign-in-problem', { hasText: '登录已失效' }).waitFor();
    expect(bridge.faults).to.deep.equal([]);
  });
});
