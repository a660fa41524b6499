import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { tasksAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { faq } from '../../adapters/sqlite/knowledge/contents.ts';
import { hit } from '../../application/house.ts';
import { realAnswers } from '../../knowledge/library.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

describe('the usage of the knowledge base', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  before(async () => {
    desk = await RealDesk.open();
    const answers = realAnswers();
    desk.door.house.index.article = async (id: string, date: string) => answers.article(id, date);
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
  });
  after(() => desk?.close());

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  /** Somebody asks, looks at the answers and uses the one of this rank. */
  const search = async (question: string, hits: number, used: number | null = null) => {
    const { house } = desk.door;
    const found = Array.from({ length: hits }, (_, at) => ({
      ...hit,
      articleId: `P00${at + 1}`,
      rank: at + 1,
    }));
    const known = await house.store.accounts.byLogin('operator');
    if (known === null) throw new Error('nobody is at the desk');
    const { account } = known;
    const notes = house.hotline.knowledge.noteSearches;
    notes.searched(account, { text: question, regionCode: null, date: null }, found);
    if (used === null) return house.timer.advance(2_000);
    const { clauseNo } = hit;
    notes.adopted(account, { question, articleId: `P00${used}`, clauseNo });
  };

  it('nobody has asked yet: that is said, not drawn as nought', async () => {
    await desk.signIn(page, 'editor', '#knowledge/usage');
    await page.locator('.usage .blank').waitFor();
    expect(await text('.usage'))
      .to.contain('这段时间没有人检索')
      .and.to.contain('没有问空的词');
    expect(await text('.pick[aria-current]')).to.equal('近 7 天');
  });

  it('searches run out into found, used and used first, each with its formula and numbers', async () => {
    await desk.entry(faq('租房能提取公积金吗'));
    for (let time = 0; time < 4; time += 1) await search('养狗要证吗', 0);
    await search('电动车上牌 去哪里', 0);
    await search('落户要多久', 3);
    await search('租房提取公积金', 3, 1);
    await search('公积金 贷款', 3, 2);
    await page.reload();
    await page.locator('.funnel').waitFor();
    const steps = await page.locator('.funnel-step').allInnerTexts();
    expect(steps.map((step) => step.replace(/\s+/g, ' '))).to.deep.equal([
      '全部检索 8 次 停顿两秒或采用了答复才算一次；不记是谁问的',
      '有结果 3 次 命中率 37.5% 有结果的检索 ÷ 全部检索 = 3 ÷ 8',
      '采用了答复 2 次 采用率 66.7% 采用了答复的检索 ÷ 有结果的检索 = 2 ÷ 3',
      '采用第一条 1 次 首位命中率 50.0% 采用第一条的检索 ÷ 采用了答复的检索 = 1 ÷ 2',
    ]);
    const section = (title: string) => page.locator('.usage-columns section', { hasText: title });
    expect(await section('零结果词').locator('.bar-name').allInnerTexts()).to.deep.equal([
      '养狗要证吗',
      '电动车上牌 去哪里',
    ]);
    expect(await section('未采用的问题').locator('.bar-name').allInnerTexts()).to.deep.equal(['落户要多久']);
    await section('最常用').locator('.bar-name', { hasText: '政府信息公开条例' }).waitFor();
    expect(await section('最常用').locator('.bars li').count()).to.equal(2);
    expect(await section('从未采用').locator('h3').allInnerTexts()).to.deep.equal(['从未采用 1']);
    await shoot(page, 'usage');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
  });

  it('a word without results becomes a task, once, and leads to it ever after', async () => {
    const gaps = async () => (await desk.ask('editor', 'tasks?kind=gap', tasksAnswerSchema)).tasks;
    const line = page.locator('.bars li', { hasText: '养狗要证吗' });
    await line.locator('button').click();
    await line.locator('a', { hasText: '查看任务' }).waitFor();
    const [task] = await gaps();
    expect(task).to.include({ question: '养狗要证吗', state: 'open', reportedByName: '龙小满' });
    expect(task?.words).to.match(/^零结果词：2026年11月18日至2026年11月24日检索 4 次/);
    await page.reload();
    await line.locator('a', { hasText: '查看任务' }).waitFor();
    expect(await line.locator('button').count(), 'a second task for one word').to.equal(0);
    await line.locator('a').click();
    expect(await page.evaluate('decodeURIComponent(location.hash)')).to.equal(
      `#knowledge/tasks/${task?.taskId}`,
    );
  });

  it('the days are chosen by a press or by date, and stand in the address', async () => {
    await page.goto(`${desk.url}#knowledge/usage/30`);
    await page.locator('.pick[aria-current]', { hasText: '近 30 天' }).waitFor();
    const [from, to] = [page.locator('input[type=date]').nth(0), page.locator('input[type=date]').nth(1)];
    expect([await from.inputValue(), await to.inputValue()]).to.deep.equal(['2026-10-26', '2026-11-24']);
    await from.fill('2026-11-01');
    await to.fill('2026-11-10');
    await page.keyboard.press('Enter');
    await page.locator('.usage .blank', { hasText: '没有人检索' }).waitFor();
    expect(await page.evaluate('location.hash')).to.equal('#knowledge/usage/2026-11-01~2026-11-10');
    await from.fill('2026-11-20');
    expect(await text('.usage-period')).to.contain('起始日期不能晚于截止日期');
    await page.goBack();
    await page.locator('.funnel').waitFor();
  });

  it('nothing is complained of in the console', () => {
    expect(opened.complaints.filter((line) => !line.includes('401 (Unauthorized)'))).to.deep.equal([]);
  });
});
