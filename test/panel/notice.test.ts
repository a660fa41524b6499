import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { itemHits } from './sample-answers.ts';
import { card, desk, sentNotice } from './sample-people.ts';

describe('一次性告知 at the keyboard', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  let page: Page;
  let strokes = 0;

  const talking = () => {
    const now = Date.now();
    return card(now, { phase: 'talking', answeredAt: now - 9_000 });
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      strokes += 1;
      await page.keyboard.press(key);
    }
  };
  const saved = () =>
    stage.bridge.received.map(({ command }) => command).filter(({ type }) => type === 'save-record');
  const told = (text: string) => page.locator('.notice-count', { hasText: text }).waitFor();
  const hangUp = async () => {
    const ended = { ...talking(), phase: 'ended' as const, endedAt: Date.now() };
    stage.bridge.tellCard(ended, { state: 'ACW', since: Date.now() });
    await page.locator('.call-head[data-phase="ended"]').waitFor();
  };
  /** Each test has a browser page and a record of its own. */
  const begin = async () => {
    const { bridge, url } = stage;
    bridge.received.length = 0;
    bridge.refuse.clear();
    bridge.desk = desk(Date.now(), { state: 'TALKING', cards: [talking()] });
    await page.goto('about:blank');
    await page.goto(url);
    await page.locator('#answer-search:focus').waitFor();
    strokes = 0;
    await press(...'zufang');
    await page.locator('.hit').first().waitFor();
    await press('ArrowDown', 'Enter');
    await page.locator('.notice').waitFor();
  };

  before(async () => {
    stage = await openStage();
    page = stage.page;
    stage.bridge.search = () => ({ hits: itemHits, ready: true });
    await signedInAs(stage, '1203');
  });
  after(() => stage?.close());

  it('is read, ticked, sent and saved in at most twenty key strokes after the answer', async () => {
    await begin();
    await press('Space', 'Space', 'Space', 'Space', 'Space', 'Space');
    await told('已全部告知');
    await press('Alt+m');
    await page.locator('.notice-main:focus').waitFor();
    expect(await page.locator('.notice-form').textContent()).to.contain('138****1115');
    await press('Enter');
    await page.locator('.sent-notices', { hasText: '短信 已提交' }).waitFor();
    await page.locator('#answer-search:focus').waitFor();
    await hangUp();
    await press('Control+Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    expect(strokes, 'key strokes').to.be.at.most(20);
    const [record] = saved();
    if (record?.type !== 'save-record') throw new Error('nothing was saved');
    const { oneTimeNotice = [], answers, outcomeCode } = record.content;
    expect(oneTimeNotice.map(({ item, told: was }) => [item, was])).to.deep.equal(
      ['受理条件', '申请材料', '办理时限', '办理地点', '收费', '办理渠道'].map((item) => [item, true]),
    );
    for (const { at } of oneTimeNotice) expect(at).to.match(/^\d{4}-\d\d-\d\dT/);
    expect(answers.map(({ readAloud, smsSent }) => [readAloud, smsSent])).to.deep.equal([[true, true]]);
    expect(outcomeCode).to.equal('D1');
    expect(await page.inputValue('#answer-search'), 'no blank was typed').to.not.match(/\s$/);
  });

  it('that is not told to the end is saved with one more press, and what is missing is said', async () => {
    await begin();
    await press('Space', 'Space');
    await told('已告知 2 / 6');
    await press('Shift+Space');
    await told('已告知 1 / 6');
    await page.locator('.notice li', { hasText: '收费' }).getByRole('button').click();
    await told('已告知 2 / 6');
    await page.locator('#answer-search:focus').waitFor();
    await hangUp();
    await press('Control+Enter');
    const line = page.locator('.record-untold[data-asked]');
    await line.waitFor();
    expect(await line.textContent()).to.contain('还差 4 项：申请材料、办理时限、办理地点、办理渠道');
    expect(saved()).to.deep.equal([]);
    await press('Control+Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    expect(saved()).to.have.length(1);
  });

  it('leaves Space to the words: while Chinese is composed, and once the question is typed on', async () => {
    await begin();
    await page.evaluate(
      "document.querySelector('#answer-search').dispatchEvent(new KeyboardEvent('keydown', { key: ' ', code: 'Space', isComposing: true, bubbles: true }))",
    );
    await told('已告知 0 / 6');
    await press('a', 'Space', 'b');
    expect(await page.inputValue('#answer-search')).to.match(/a b$/);
    await told('已告知 0 / 6');
    expect(await page.locator('.notice-next').count(), 'the hint is gone with it').to.equal(0);
  });

  it('says why a message was not sent and what to do, and leaves with Esc', async () => {
    await begin();
    const message = '来电人隐藏了号码，不能发短信。请口头告知。';
    stage.bridge.refuse.set('preview-notice', { outcome: 'refused', code: 'withheld', message });
    await press('Alt+m');
    await page.locator('.notice-form [role="alert"]', { hasText: message }).waitFor();
    await press('Escape');
    await page.locator('.notice-form').waitFor({ state: 'detached' });
    await page.locator('#answer-search:focus').waitFor();
    const failed = sentNotice('居住证申领', Date.now(), { state: 'failed', words: '连接不上短信网关' });
    stage.bridge.tellCard({ ...talking(), sent: [failed] });
    await page.locator('.sent-notices', { hasText: '可按 Alt+M 重发，或口头告知、打印' }).waitFor();
  });

  it('is printed alone, with what it rests on and nothing of the caller', async () => {
    await begin();
    await press('Alt+i');
    await page.locator('.notice-main:focus').waitFor();
    await page.getByRole('button', { name: '纸张 A4' }).click();
    await page.emulateMedia({ media: 'print' });
    const printed = page.locator('.printed[data-paper="A4"]');
    await printed.waitFor();
    expect(await page.locator('#root, .app').first().isVisible()).to.equal(false);
    const text = (await printed.textContent()) ?? '';
    for (const words of [
      '政务服务一次性告知单',
      '受理条件',
      '现行有效',
      '数据截至 2025-04-19',
      '告知单位',
      '打印日期',
    ])
      expect(text).to.contain(words);
    expect(text).to.not.match(/1115|138\*/);
    await page.emulateMedia({ media: 'screen' });
    // What is not displayed loses the focus; a real printer takes none.
    await page.locator('.notice-main').focus();
    await press('Escape');
    await page.locator('.print-view').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.documentElement.dataset.printing ?? null')).to.equal(null);
  });

  it('broke the protocol with no frame of all these', () => {
    expect(stage.bridge.faults).to.deep.equal([]);
  });
});
