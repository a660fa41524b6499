import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { rentHits } from './sample-answers.ts';
import { card, desk } from './sample-people.ts';

describe('an answer that is missing or wrong', function () {
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

  const focused = () => stage.page.evaluate('document.activeElement.id || document.activeElement.name');

  it('is reported with one key, the question attached, and the cursor is back in the search', async () => {
    const { page, bridge } = stage;
    bridge.search = () => ({ hits: [], ready: true });
    await page.keyboard.type('地铁几点收班');
    await page.locator('.nothing').waitFor();
    await page.keyboard.press('Alt+g');
    await page.locator('.report input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.report-told', { hasText: '已报' }).waitFor();
    expect(bridge.reports).to.have.lengthOf(1);
    expect(bridge.reports[0]).to.include({
      kind: 'gap',
      question: '地铁几点收班',
      interactionId: bridge.desk.cards[0]?.interactionId,
    });
    expect(await focused()).to.equal('answer-search');
  });

  it('of an open clause says which clause is wrong, and asks what is wrong with it', async () => {
    const { page, bridge } = stage;
    bridge.search = () => ({ hits: rentHits, ready: true });
    await page.fill('#answer-search', '租房 提取');
    await page.locator('.hit').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.whole-text').waitFor();
    await page.keyboard.press('Alt+g');
    await page.locator('.report input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.report .tone-bad', { hasText: '错在哪里' }).waitFor();
    expect(bridge.reports).to.have.lengthOf(1);
    await page.keyboard.type('限额已经调整');
    await page.keyboard.press('Enter');
    await page.locator('.report').waitFor({ state: 'detached' });
    const [first] = rentHits;
    expect(bridge.reports[1]).to.include({
      kind: 'error',
      entryId: first?.articleId,
      clauseNo: first?.clauseNo,
      question: '租房 提取',
      words: '限额已经调整',
    });
  });

  it('that cannot be sent stays as it was typed, and sent again it is the same report', async () => {
    const { page, bridge } = stage;
    await page.keyboard.press('Escape');
    bridge.refuseReports = '服务正在重启';
    await page.keyboard.press('Alt+g');
    await page.locator('.report input:focus').waitFor();
    await page.keyboard.type('写错了年份');
    await page.keyboard.press('Enter');
    await page.locator('.report .tone-bad', { hasText: '服务正在重启' }).waitFor();
    expect(await page.locator('.report input').nth(1).inputValue()).to.equal('写错了年份');
    bridge.refuseReports = null;
    await page.keyboard.press('Enter');
    await page.locator('.report').waitFor({ state: 'detached' });
    expect(bridge.reports).to.have.lengthOf(3);
  });

  it('an answer marked as used is told to the bridge with the question that found it', async () => {
    const { page, bridge } = stage;
    await page.focus('#answer-search');
    await page.keyboard.press('Alt+u');
    await page.locator('.used li').first().waitFor();
    const [first] = rentHits;
    expect(bridge.adopted).to.deep.equal([
      { question: '租房 提取', articleId: first?.articleId, clauseNo: first?.clauseNo },
    ]);
  });
});
