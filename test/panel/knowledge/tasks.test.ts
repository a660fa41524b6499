import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { taskAnswerSchema, tasksAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { faq } from '../../adapters/sqlite/knowledge/contents.ts';
import { hit } from '../../application/house.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

describe('the tasks of the knowledge desk', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  let entryId = '';

  const report = async (body: object) => {
    const whole = { regionCode: '430100', asOf: null, words: '', interactionId: null, ...body };
    return desk.ask('operator', 'tasks', taskAnswerSchema, { commandId: desk.commandId(), ...whole });
  };

  before(async () => {
    desk = await RealDesk.open();
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
    entryId = await desk.entry(faq('公积金租房能取多少'), 'published', '2026-11-25');
    await report({ kind: 'gap', question: '养狗要办证吗', words: '来电人住在芙蓉区，一天里第三个人问了' });
    await report({ kind: 'gap', question: '老年公交卡怎么年审' });
    await report({
      kind: 'error',
      question: '公积金租房能取多少',
      entryId,
      clauseNo: null,
      words: '限额已提高',
    });
  });
  after(() => desk?.close());

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  const tasks = (query: string) => desk.ask('editor', `tasks?${query}`, tasksAnswerSchema);
  const openTask = async (heading: string) => {
    await page.locator('.split-row', { hasText: heading }).click();
    await page.locator('.entry-head h2', { hasText: heading }).waitFor();
  };

  it('lists what is open by kind, with counts, and opens one beside under an address of its own', async () => {
    await desk.signIn(page, 'editor', '#knowledge/tasks');
    await page.locator('.split-row').nth(2).waitFor();
    expect(await text('.count-chips')).to.match(/全部 3[\s\S]*知识缺口 2[\s\S]*纠错 1[\s\S]*到期复审 0/);
    await shoot(page, 'tasks-list');
    await page.locator('.count-chip', { hasText: '纠错' }).click();
    await page.locator('.split-note', { hasText: '共 1 件' }).waitFor();
    await page.locator('.count-chip', { hasText: '纠错' }).click();
    await page.locator('.split-row').nth(2).waitFor();
    await openTask('养狗要办证吗');
    expect(await page.evaluate('location.hash')).to.match(/^#knowledge\/tasks\/./);
    expect(await text('.task-facts')).to.match(/第三个人问了[\s\S]*长沙市[\s\S]*周敏/);
    await page.reload();
    await page.locator('.task-facts').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.split-open', { hasText: '从左边选一件' }).waitFor();
  });

  it('is given to somebody with a due day, in place; past its day it is marked by a word', async () => {
    await openTask('养狗要办证吗');
    const offered = await text('.task-form select');
    for (const name of ['龙小满', '谭立秋', '向谷雨']) expect(offered).to.contain(name);
    expect(offered, 'whoever only answers').to.not.contain('周敏');
    expect(await page.locator('.task-form button', { hasText: '分派' }).isDisabled()).to.equal(true);
    await page.locator('.task-form input[type=date]').fill('2026-11-20');
    await page.locator('.task-form button', { hasText: '归我办' }).click();
    await page.locator('.task-form .told', { hasText: '已保存分派' }).waitFor();
    await page.locator('.entry-head .tag', { hasText: '逾期 4 天' }).waitFor();
    await page.locator('.split-row .tag', { hasText: '逾期 4 天' }).waitFor();
    const { tasks: mine } = await tasks('owner=mine');
    expect(mine.map(({ question, ownerName, dueOn }) => [question, ownerName, dueOn])).to.deep.equal([
      ['养狗要办证吗', '龙小满', '2026-11-20'],
    ]);
    await shoot(page, 'tasks-open');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.locator('.count-chip', { hasText: '归我的' }).click();
    await page.locator('.split-note', { hasText: '共 1 件' }).waitFor();
    await page.locator('.count-chip', { hasText: '归我的' }).click();
  });

  it('from a gap an FAQ is begun with the question in it, and closing asks the question again', async () => {
    await openTask('养狗要办证吗');
    desk.door.house.index.found = [];
    await page.locator('.task-close textarea').fill('已补问答');
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-close [role=alert]', { hasText: '检索仍无结果，不能办结' }).waitFor();
    expect(await page.locator('.task-close textarea').inputValue()).to.equal('已补问答');

    await page.locator('.act', { hasText: '写一条问答' }).click();
    await page.locator('.editor').waitFor();
    expect(await page.locator('#entry-question').inputValue()).to.equal('养狗要办证吗');
    expect(await text('.editor .told')).to.contain('养狗要办证吗');
    await page.locator('#entry-answerSpoken').fill('要办，带免疫证明到派出所。');
    await page.locator('#entry-topic').fill('养犬');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-acts').waitFor();
    await page.goBack();
    await page.goBack();
    await page.locator('.task-close').waitFor();
    desk.door.house.index.found = [{ ...hit, articleId: entryId, title: '养狗要办证吗', clauseNo: '答' }];
    await page.locator('.task-close textarea').fill('已补问答');
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-closing').waitFor();
    expect(await text('.task-closing')).to.match(/已办结[\s\S]*龙小满[\s\S]*现在答得出[\s\S]*第 1 位/);
    expect(await page.locator('.task-form').count(), 'a closed task is given to somebody').to.equal(0);
    await shoot(page, 'tasks-closed');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
  });

  it('an error leads to its entry; it is declined with words', async () => {
    await openTask('公积金租房能取多少');
    await page
      .locator('.task-facts', { hasText: /限额已提高[\s\S]*公积金租房能取多少[\s\S]*已发布/ })
      .waitFor();
    await page.locator('.task-pick', { hasText: '不予采纳' }).click();
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-close [role=alert]', { hasText: '请写明办理情况' }).waitFor();
    await page.locator('.task-close textarea').fill('限额没有变');
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-closing', { hasText: '不予采纳' }).waitFor();
    expect((await tasks('state=declined')).total).to.equal(1);
  });

  it('when somebody was quicker, nothing is done twice and the words stay', async () => {
    await openTask('老年公交卡怎么年审');
    const { tasks: list } = await tasks('state=open&kind=gap');
    const [task] = list;
    if (task === undefined) throw new Error('a gap is open');
    const owner = { changeNo: task.changeNo, ownerId: 'id-colleague', dueOn: null };
    await desk.ask('colleague', `tasks/${encodeURIComponent(task.taskId)}/owner`, taskAnswerSchema, owner);
    await page.locator('.task-close textarea').fill('已补');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-notice', { hasText: '刚被别人处理过' }).waitFor();
    expect(await page.locator('.task-close textarea').inputValue()).to.equal('已补');
    await page.locator('.split-row', { hasText: '归 谭立秋' }).waitFor();
  });

  it('an approver works tasks off too, and is told that an FAQ is written by an editor', async () => {
    await desk.signIn(page, 'approver', '#knowledge/tasks');
    await openTask('老年公交卡怎么年审');
    expect(await page.locator('.act', { hasText: '写一条问答' }).count()).to.equal(0);
    expect(await text('.task-ways')).to.contain('由采编人员办理');
  });

  it('on its 复审日 an entry becomes a task, which is done when the entry was looked at again', async () => {
    await desk.door.house.timer.advance(15 * 3_600_000);
    await page.clock.setFixedTime(desk.now());
    await desk.signIn(page, 'approver', '#knowledge/tasks');
    await page.locator('.count-chip', { hasText: '到期复审 1' }).click();
    await page.locator('.split-note', { hasText: '共 1 件' }).waitFor();
    await openTask('的复审日 2026-11-25 已到');
    await page.locator('.entry-head .tag', { hasText: '今天到期' }).waitFor();
    await page.locator('.task-close textarea').fill('核对无误');
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-close [role=alert]', { hasText: '条目仍是复审到期' }).waitFor();
    await page.locator('.act', { hasText: '去复审' }).click();
    await page.locator('.life [data-here]', { hasText: '复审到期' }).waitFor();
    await shoot(page, 'entries-due');
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('.act-form input[type=date]').inputValue()).to.equal('2027-11-25');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-notice', { hasText: '已确认仍然有效' }).waitFor();
    await page.goBack();
    await page.locator('.task-close textarea').fill('核对无误');
    await page.keyboard.press('Control+Enter');
    await page.locator('.task-closing', { hasText: '已办结' }).waitFor();
  });

  it('every question that a page asked was answered as it should be', () => {
    expect(opened.complaints.filter((line) => !/40[019]/.test(line))).to.deep.equal([]);
  });
});
