import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { card, desk } from './sample-people.ts';

/** Eleven digits; a time in ms has thirteen. */
const clearNumber = /(?<!\d)1[3-9]\d{9}(?!\d)/;

/** Everything that the page keeps or shows, as text. */
const everything = `(async () => {
  const drafts = await new Promise((resolve) => {
    indexedDB.open('yihaoda').onsuccess = ({ target }) => {
      target.result.transaction('drafts').objectStore('drafts').getAll().onsuccess = (event) => resolve(event.target.result);
    };
  });
  return [document.title, location.href, document.documentElement.outerHTML, JSON.stringify(drafts),
    JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)].join('\\n');
})()`;

describe('a masked number', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    const { bridge, page, url } = stage;
    const now = Date.now();
    bridge.desk = desk(now, {
      state: 'TALKING',
      cards: [card(now, { phase: 'talking', answeredAt: now - 9_000 })],
    });
    await signedInAs(stage, '1203');
    await page.goto(url);
    await page.locator('#answer-search:focus').waitFor();
  });
  after(() => stage?.close());

  it('stands nowhere in the clear: title, address, document, storage', async () => {
    const { page } = stage;
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('问租房');
    await page.waitForTimeout(100);
    const text = await page.evaluate<string>(everything);
    expect(text).to.contain('138****1115').and.to.contain('问租房');
    expect(text).not.to.match(clearNumber);
  });

  it('is shown in the clear only for a reason, and not kept', async () => {
    const { bridge, page } = stage;
    await page.click('text=看号码');
    await page.keyboard.press('Enter');
    expect(bridge.received.map(({ command }) => command.type)).not.to.include('reveal-number');
    await page.keyboard.type('回拨核实地址');
    await page.keyboard.press('Enter');
    await page.locator('.caller-number', { hasText: '13874801115' }).waitFor();
    expect(bridge.received.map(({ command }) => command)).to.deep.include({
      type: 'reveal-number',
      callId: '1700000000.12',
      reason: '回拨核实地址',
    });
    bridge.tell({ state: 'READY', cards: [] });
    await page.locator('.idle').waitFor();
    expect(await page.evaluate<string>(everything)).not.to.match(clearNumber);
  });
});
