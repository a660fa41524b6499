import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { figures, floor } from './sample-floor.ts';

describe('the floor page with two hundred seats', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    const { bridge, page, url } = stage;
    bridge.floor = floor(Date.now());
    await signedInAs(stage, 'lead');
    await page.goto(url);
    await page.locator('.seat').nth(199).waitFor();
  });
  after(() => stage?.close());

  it('changes a seat where it stands: nothing jumps', async () => {
    const { bridge, page } = stage;
    const order = () => page.locator('.seat-no').allInnerTexts();
    const places = () =>
      page.evaluate<string>(
        `JSON.stringify([...document.querySelectorAll('.seat')].map((one) => one.getBoundingClientRect().top))`,
      );
    const [before, at] = [await order(), await places()];
    const row = bridge.floor?.seats[12];
    if (row === undefined) throw new Error('no seat');
    bridge.tellFloorChanges({ seats: [{ ...row, state: 'BREAK', reason: '用餐', since: Date.now() }] });
    await page.locator('.seat', { hasText: row.seat }).and(page.locator('[data-state="BREAK"]')).waitFor();
    expect(await order()).to.deep.equal(before);
    expect(await places()).to.equal(at);
  });

  it('leads from a figure to its formula, its calls and their events, by keyboard', async () => {
    const { page } = stage;
    await page.focus('.figure:nth-child(3) button');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.locator('.figure:nth-child(3) .figure-formula', { hasText: '4159 / 4318' }).waitFor();
    await page.keyboard.press('Enter');
    const trace = page.locator('.trace');
    await trace.locator('h2', { hasText: '接通率（A） 96.3%' }).waitFor();
    await trace.locator('tbody tr').nth(23).waitFor();
    await trace.locator('tbody button').first().focus();
    await page.keyboard.press('Enter');
    await trace.locator('.events li', { hasText: '座席 1002 接通队列 政策咨询 的来电' }).waitFor();
    await trace.locator('.events', { hasText: '补记' }).waitFor();
    await page.keyboard.press('Escape');
    await trace.locator('tbody tr').first().waitFor();
    await page.keyboard.press('Escape');
    await trace.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).to.equal('figure-button');
  });

  it('shows no figure without its formula', async () => {
    const { page } = stage;
    expect(await page.locator('.figure').count(), 'the chief ones').to.equal(figures.length - 1);
    await page.click('.figures-more');
    expect(await page.locator('.figure-formula').count()).to.equal(figures.length);
    await page.click('.figures-more');
  });

  it('forces a state only with a reason, which it sends', async () => {
    const { bridge, page } = stage;
    await page.locator('.seat[data-state="BUSY"]').first().click();
    await page.click('text=强制示闲');
    await page.locator('text=请先填写原因').waitFor();
    expect(bridge.received).to.deep.equal([]);
    await page.keyboard.type('排队超过五人');
    await page.click('text=强制示闲');
    await page.locator('text=已强制示闲').waitFor();
    expect(bridge.received[0]?.command).to.deep.include({
      type: 'force-state',
      state: 'READY',
      reason: '排队超过五人',
    });
    await page.keyboard.press('Escape');
  });

  it('turns grey when the bridge is lost, and says that this is not now', async () => {
    const { bridge, page } = stage;
    bridge.down = true;
    bridge.dropSockets();
    await page.locator('.band', { hasText: '不是现在的情况' }).waitFor();
    expect(await page.locator('.floor[data-stale]').count()).to.equal(1);
    bridge.down = false;
    await page.locator('.floor:not([data-stale])').waitFor();
    expect(bridge.faults).to.deep.equal([]);
  });
});
