import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { tasksAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { article, faq, guide, item } from '../../adapters/sqlite/knowledge/contents.ts';
import { eventually } from '../../application/hand-timer.ts';
import { realAnswers } from '../../knowledge/library.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

describe('the library', function () {
  this.timeout(90_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  let wrongId: string;
  before(async () => {
    desk = await RealDesk.open();
    const answers = realAnswers();
    const { index } = desk.door.house;
    index.search = async (query) => answers.search(query);
    index.compare = async (query) => answers.compare(query);
    index.article = async (id: string, date: string) => answers.article(id, date);
    await desk.entry(
      article('长政办发〔2026〕12号', {
        title: '长沙市住房公积金租房提取办法',
        summaryPlain: '租房可以提公积金，每月最多 1800 元。',
        readAloud: '您好，租房可以提取住房公积金，每月最多一千八百元。',
      }),
    );
    wrongId = await desk.entry(
      article('长政办发〔2026〕13号', { title: '长沙市养犬管理办法', topic: '城市管理' }),
    );
    await desk.entry(
      article('长政办发〔2026〕14号', {
        title: '长沙市人才购房补贴办法',
        commencement: {
          kind: 'known',
          ruleFrom: '2027-01-01',
          textFrom: '2027-01-01',
          unseenFrom: null,
          basis: '自 2027 年 1 月 1 日起施行',
        },
      }),
    );
    await desk.entry(
      faq('租房提取公积金要什么材料', { basis: [{ articleId: 'P001', clauseNo: '第三十三条' }] }),
    );
    await desk.entry(item('住房公积金提取'));
    await desk.entry(guide('长沙市住房和城乡建设局'));
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
  });
  after(() => desk?.close());

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  // Asked from outside: what is waited for inside a page is evaluated there, which its policy forbids.
  const holds = (what: string) => eventually(() => page.evaluate<boolean>(what), what);
  const hash = async () => decodeURIComponent(String(await page.evaluate('location.hash')));

  it('opens with what changed today, in sentences to be read out before the shift', async () => {
    await desk.act('approver', wrongId, { act: 'withdraw', reason: '文号有误' });
    await desk.signIn(page, 'operator', '#library');
    await page.locator('.news-line').first().waitFor();
    const lines = await page.locator('.news-line').allInnerTexts();
    expect(lines[0]).to.contain('下架').and.to.contain('《长沙市养犬管理办法》').and.to.contain('文号有误');
    expect(lines).to.have.length(6);
    expect(await page.locator('a.news-line').count(), 'what was withdrawn leads nowhere').to.equal(5);
    await shoot(page, 'library-news');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.locator('input[type=date]').last().fill('2026-11-20');
    await holds('location.hash.includes("2026-11-20")');
  });

  it('stands in the five classes of material with how much there is of each, and topics under them', async () => {
    const classes = await page.locator('.shelf-class').allInnerTexts();
    expect(classes.map((one) => one.replace(/\s+/g, ' '))).to.deep.equal([
      '法律法规 0',
      '政策文件 3',
      '政府公报 0',
      '政府工作报告 0',
      '办事指南 2',
    ]);
    await page.locator('.shelf-class', { hasText: '政策文件' }).click();
    await page.locator('.library-row').first().waitFor();
    expect((await text('.shelf-topic')).replace(/\s+/g, ' ')).to.equal('住房 3');
    const rows = await page.locator('.library-row').allInnerTexts();
    expect(rows.find((row) => row.includes('人才购房')))
      .to.contain('尚未生效')
      .and.to.contain('2027-01-01 起');
    expect(rows.find((row) => row.includes('租房提取办法')))
      .to.contain('现行有效')
      .and.to.contain('长沙市');
    await shoot(page, 'library-shelf');
  });

  it('is read by keys alone: down to a row, Enter opens it beside the list, Esc leads back to the row', async () => {
    await page.locator('.library-row').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.reader h2').waitFor();
    const opened = await text('.reader h2');
    expect(await text('.library-row[aria-current]')).to.contain(opened);
    await page.keyboard.press('Escape');
    await page.locator('.reader').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).to.contain(opened);
    await page.goBack();
    await page.locator('.reader h2').waitFor();
  });

  it('shows a text whole, with its source, its validity in a word, and what can be read aloud', async () => {
    await page.locator('.library-row', { hasText: '租房提取办法' }).click();
    await page.locator('.reader h2', { hasText: '租房提取办法' }).waitFor();
    await page.locator('.reader .tag', { hasText: '现行有效' }).waitFor();
    expect(await text('.reader'))
      .to.contain('长政办发〔2026〕12号')
      .and.to.contain('一千八百元');
    expect(await text('.reader-source'))
      .to.contain('本台编写')
      .and.to.contain('2026-11-24');
    await shoot(page, 'library-read');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
  });

  it('shows an answer with the clauses it rests on, each with its validity and text', async () => {
    await page.locator('.library-row', { hasText: '要什么材料' }).click();
    await page.locator('.basis summary', { hasText: '政府信息公开条例 第三十三条' }).click();
    expect(await text('.basis'))
      .to.contain('现行有效')
      .and.to.contain('20个工作日');
    await shoot(page, 'library-faq');
    await page.goBack();
    await page.locator('.reader h2', { hasText: '租房提取办法' }).waitFor();
  });

  it('takes a correction where it is read, and keeps what was typed when it could not be sent', async () => {
    await page.keyboard.press('Alt+KeyG');
    await page.locator('.library-report textarea').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.library-report [role=alert]', { hasText: '请写明哪里不对' }).waitFor();
    await page.keyboard.type('每月上限应为 2000 元');
    await page.context().setOffline(true);
    await page.keyboard.press('Control+Enter');
    await page.locator('.library-report [role=alert]', { hasText: '连不上服务器' }).waitFor();
    await shoot(page, 'library-correct');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.context().setOffline(false);
    await page.keyboard.press('Control+Enter');
    await page.locator('.told', { hasText: '已报送' }).waitFor();
    const { tasks } = await desk.ask('editor', 'tasks?kind=error', tasksAnswerSchema);
    expect(tasks.map(({ words, reportedByName }) => [words, reportedByName])).to.deep.equal([
      ['每月上限应为 2000 元', '周敏'],
    ]);
  });

  it('is searched by a part of the title; what is not there is reported with one press', async () => {
    await page.locator('.shelf-link', { hasText: '全部资料' }).click();
    await eventually(async () => (await page.locator('.library-row').count()) === 5, 'all that is in use');
    await page.locator('.shelf-find input').fill('公积金');
    await eventually(async () => (await page.locator('.library-row').count()) === 3, 'three of five');
    await page.locator('.shelf-filters select').first().selectOption('faq');
    await eventually(async () => (await page.locator('.library-row').count()) === 1, 'one FAQ');
    expect(await hash()).to.equal('#library/shelf?kind=faq&text=公积金');
    await page.locator('.shelf-find input').fill('共享单车');
    await page.locator('.library-list button', { hasText: '报缺' }).click();
    expect(await page.locator('.library-report input').inputValue()).to.equal('共享单车');
    await page.keyboard.press('Control+Enter');
    await page.locator('.told', { hasText: '已报送' }).waitFor();
    const { tasks } = await desk.ask('editor', 'tasks?kind=gap', tasksAnswerSchema);
    expect(tasks.map(({ question }) => question)).to.deep.equal(['共享单车']);
  });

  it('answers a question with the real ranking: clause, 效力, level and why, the clause in large type beside', async () => {
    await page.locator('.shelf-class').first().focus();
    await page.keyboard.press('/');
    await page.keyboard.type('信息公开申请多久答复');
    await page.keyboard.press('Enter');
    await page.locator('.library-row').first().waitFor();
    const [first] = await page.locator('.library-row').allInnerTexts();
    expect(first).to.contain('政府信息公开条例').and.to.contain('第三十三条').and.to.contain('现行有效');
    expect(first).to.contain('国家');
    await shoot(page, 'library-ask');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.read-large').first().waitFor();
    expect(await text('.read-large')).to.contain('20个工作日');
    expect(await text('.clause-list li[aria-current]')).to.contain('第三十三条');
    await shoot(page, 'library-clause');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.keyboard.press('Alt+KeyU');
    await page.locator('.reader .tag', { hasText: '已采用' }).waitFor();
    await page.goBack();
    await page.locator('.reader').waitFor({ state: 'detached' });
  });

  it('a question on another day gets the rules of that day', async () => {
    await page.goto(
      `${desk.url}#library/ask?text=${encodeURIComponent('信息公开申请多久答复')}&date=2010-01-01`,
    );
    await page.locator('.library-row').first().waitFor();
    const rows = await page.locator('.library-row').allInnerTexts();
    const now = rows.find((row) => /政府信息公开条例 第三十三条/.test(row));
    expect(now ?? '尚未生效').to.contain('尚未生效');
    expect(await page.locator('input[type=date]').first().inputValue()).to.equal('2010-01-01');
  });

  it('keeps a day that was chosen before the question, and goes Back to what was asked of another', async () => {
    const day = page.locator('.ask input[type=date]');
    await page.locator('.shelf-link', { hasText: '班前播报' }).click();
    await page.locator('.news').waitFor();
    await day.fill('2010-01-01');
    expect(await hash(), 'a day alone asks nothing').to.equal('#library');
    await page.locator('#library-ask').fill('信息公开申请多久答复');
    await page.keyboard.press('Enter');
    await holds('location.hash.includes("date=2010-01-01")');
    // The address is told before the page that it names is drawn.
    await page.locator('.library-row').first().waitFor();
    await day.fill('2020-01-01');
    await holds('location.hash.includes("date=2020-01-01")');
    await page.goBack();
    await holds('document.querySelector(".ask input[type=date]").value === "2010-01-01"');
  });

  it('texts of several levels stand side by side, with which prevails, why and by what', async () => {
    await page.goto(`${desk.url}#library/ask?text=${encodeURIComponent('年假没休完公司给不给钱')}`);
    await page.locator('.library-row').first().waitFor();
    await page.locator('button', { hasText: '各级规定并列' }).click();
    await page.locator('.side-by-side li').first().waitFor();
    expect(await page.locator('.side-by-side li').count()).to.be.greaterThan(1);
    expect(await text('.precedence')).to.contain('依据');
    expect(await hash()).to.contain('compare=1');
    await shoot(page, 'library-compare');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
  });

  it('nothing is complained of in the console', () => {
    const expected = /401 \(Unauthorized\)|404 \(Not Found\)|ERR_INTERNET_DISCONNECTED/;
    expect(opened.complaints.filter((line) => !expected.test(line))).to.deep.equal([]);
  });
});
