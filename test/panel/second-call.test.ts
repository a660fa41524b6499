import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { card, desk, otherCard } from './sample-people.ts';

describe('a second call during the wrap-up of the first', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await signedInAs(stage, '1203');
  });
  after(() => stage?.close());

  const focused = () => stage.page.evaluate<string>('document.activeElement.id');

  beforeEach(async () => {
    const { bridge, page, url } = stage;
    const now = Date.now();
    bridge.received.length = 0;
    bridge.desk = desk(now, {
      state: 'ACW',
      cards: [card(now, { phase: 'ended', answeredAt: now, endedAt: now })],
    });
    await page.goto(url);
    await page.locator('.record').waitFor();
  });

  it('waits beside it: the focus stays, no key is lost, and nobody’s data stands beside another’s', async () => {
    const { bridge, page } = stage;
    await page.keyboard.press('Alt+r');
    await page.locator('#record-question:focus').waitFor();
    await page.fill('#record-question', '');
    await page.keyboard.type('问公积金');
    bridge.tellCard(otherCard(Date.now()));
    await page.locator('.beside-line', { hasText: '新来电' }).waitFor();
    await page.keyboard.type('能不能付房租');
    bridge.tellCard(otherCard(Date.now(), { phase: 'talking', answeredAt: Date.now() }));
    await page.locator('.beside-line', { hasText: '正在通话' }).waitFor();
    await page.keyboard.type('，单位不给');
    expect(await focused()).to.equal('record-question');
    expect(await page.inputValue('#record-question')).to.equal('问公积金能不能付房租，单位不给');
    expect(await page.locator('.columns').textContent()).not.to.contain('139****2222');
  });

  it('is told to ears as well', async () => {
    const { bridge, page } = stage;
    bridge.tellCard(otherCard(Date.now()));
    const announcement = page.locator('[aria-live="assertive"]');
    await announcement.locator('text=来电：139****2222，岳麓区，办事指引线').waitFor({ state: 'attached' });
  });

  it('is turned to by Alt+P, which puts the first record aside with every word of it', async () => {
    const { bridge, page } = stage;
    await page.keyboard.press('Alt+r');
    await page.fill('#record-question', '第一个来电的诉求');
    bridge.tellCard(otherCard(Date.now(), { phase: 'talking', answeredAt: Date.now() }));
    await page.locator('.beside-line', { hasText: '正在通话' }).waitFor();
    await page.keyboard.press('Alt+p');
    await page.locator('.caller-number', { hasText: '139****2222' }).waitFor();
    expect(await page.inputValue('#record-question'), 'nothing of the first caller').to.equal('');
    // While the other caller is on the line the first one is a number in the status bar, and nothing more.
    await page.locator('.status-bar', { hasText: '暂存 1' }).waitFor();
    expect(await page.locator('.operator').textContent()).not.to.contain('138****1115');
    bridge.tell({
      cards: bridge.desk.cards.filter(({ callId }) => callId === card(0).callId),
      state: 'READY',
    });
    await page.locator('.beside-line', { hasText: '已暂存' }).locator('button').click();
    await page.locator('.caller-number', { hasText: '138****1115' }).waitFor();
    expect(await page.inputValue('#record-question')).to.equal('第一个来电的诉求');
    expect(bridge.received.map(({ command }) => command.type)).to.include('park-record');
  });

  it('comes to the front with the cursor in the search when it is answered and nobody is writing', async () => {
    const { bridge, page } = stage;
    await page.evaluate('document.activeElement.blur()');
    bridge.tellCard(otherCard(Date.now(), { phase: 'talking', answeredAt: Date.now() }));
    await page.locator('.caller-number', { hasText: '139****2222' }).waitFor();
    await page.locator('#answer-search:focus').waitFor();
  });

  it('finds who was typing in the idle search still typing: no key stroke goes astray', async () => {
    const { bridge, page } = stage;
    bridge.tell({ cards: [], state: 'READY' });
    await page.locator('.idle').waitFor();
    await page.click('#answer-search');
    await page.keyboard.type('ju');
    bridge.tellCard(otherCard(Date.now()));
    await page.locator('.caller-number', { hasText: '139****2222' }).waitFor();
    await page.keyboard.type('zhuzheng');
    expect(await page.inputValue('#answer-search')).to.equal('zhuzheng');
    expect(await page.title()).to.equal('来电振铃 · 一号答');
  });

  it('that another seat took is said with the seat', async () => {
    const { bridge, page } = stage;
    bridge.tellCard(otherCard(Date.now()));
    await page.locator('.beside-line', { hasText: '新来电' }).waitFor();
    bridge.tellCard(otherCard(Date.now(), { phase: 'answered-elsewhere', answeredBy: '1003', record: null }));
    await page.locator('.beside-line', { hasText: '已由 1003 接听' }).waitFor();
  });
});
