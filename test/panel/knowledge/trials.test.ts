import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { WorkerTrialRunner } from '../../../bridge/adapters/answers/trial-runner.ts';
import {
  newTrialQuestionAnswerSchema,
  proposalAnswerSchema,
  proposalsAnswerSchema,
  synonymsAnswerSchema,
} from '../../../bridge/protocol/knowledge-trials.ts';
import { smallLibrary } from '../../adapters/answers/small-library.ts';
import { realAnswers } from '../../knowledge/library.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

describe('the trials of the knowledge desk', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const textsFolder = smallLibrary();
  let desk: RealDesk;
  let opened: Opened;
  let page: Page;

  before(async () => {
    desk = await RealDesk.open({ trials: new WorkerTrialRunner({ textsFolder }) });
    const { index } = desk.door.house;
    const answers = realAnswers();
    index.explain = async (query, about) => answers.explain(query, about);
    index.article = async (id, date) => answers.article(id, date);
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
    const expected = { articleId: 'P045', clauseNo: '第三条' };
    for (const question of ['躺平假', '年休假有几天'])
      await desk.ask('editor', 'trial-questions', newTrialQuestionAnswerSchema, {
        question,
        regionCode: '430100',
        asOf: null,
        expected,
      });
  });
  after(async () => {
    await desk?.close();
    rmSync(textsFolder, { recursive: true });
  });

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');

  it('explains a list: what every step did to a clause, and which signals moved it', async () => {
    await desk.signIn(page, 'editor', '#knowledge/trials');
    await page.locator('#explain-question').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('干了大半年没签合同，能要双倍钱不');
    await page.keyboard.press('Enter');
    await page.locator('.explained-clause').first().waitFor();
    const first = await text('.explained-clause >> nth=0');
    expect(first).to.match(/劳动合同法 第八十二条/);
    expect(first).to.match(
      /词语[\s\S]*第二步[\s\S]*常见问题“上班半年没签合同，能要双倍工资吗？”依据本条[\s\S]*×/,
    );
    expect(first).to.contain('现行有效，不降');
    await shoot(page, 'trials-explained');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
  });

  it('says of a clause that is missed what keeps it out, and takes an answer into the set of questions', async () => {
    await page.locator('.find-clause input').fill('信访条例');
    await page.keyboard.press('Enter');
    await page.locator('.find-clause .pick', { hasText: '信访工作条例' }).click();
    await page.locator('.clause-choice').selectOption('第十七条');
    await page.locator('.explained h3', { hasText: '所问的条款' }).waitFor();
    expect(await text('.explained-clause:not([data-shown])')).to.match(
      /信访工作条例 第十七条[\s\S]*(没有共同的词语|低于显示下限|之外)/,
    );
    await page
      .locator('.explained-list .explained-clause button', { hasText: '设为标准答案' })
      .first()
      .isVisible();
    await page.locator('.explained-list summary').first().click();
    await page.locator('.explained-list .act', { hasText: '设为标准答案' }).first().click();
    await page.locator('.explained-list [role=status]', { hasText: '已加入题集' }).waitFor();
    await page.locator('.way', { hasText: '试验题集' }).click();
    await page.locator('.trial-questions li').nth(2).waitFor();
    expect(await text('.trial-questions')).to.match(/干了大半年没签合同[\s\S]*第八十二条[\s\S]*手工添加/);
    await shoot(page, 'trials-questions');
    await page.locator('.trial-questions li', { hasText: '干了大半年' }).locator('.act').click();
    await page.locator('.entry-body', { hasText: '共 2 题' }).waitFor();
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
  });

  it('tries a synonym before it is proposed: question by question, before and after', async () => {
    await page.locator('.way', { hasText: '新提案' }).click();
    await page.locator('.act', { hasText: '试一试' }).click();
    await page.locator('[role=alert]', { hasText: '请至少写一行' }).waitFor();
    await page.locator('.synonym-rows input').first().fill('社保');
    await page.locator('.synonym-now', { hasText: '内置：社会保险' }).waitFor();
    await page.locator('.synonym-rows input').first().fill('躺平假');
    await page.locator('.synonym-written input').fill('年休假 带薪年休假');
    await page.locator('.act', { hasText: '试一试' }).click();
    await page.locator('.trial-result').waitFor();
    expect(await text('.trial-counts')).to.match(/2 题[\s\S]*变好 1[\s\S]*变差 0[\s\S]*不变 1/);
    expect(await text('.tried')).to.match(
      /躺平假[\s\S]*前二十没有[\s\S]*没有查到[\s\S]*第 \d 位[\s\S]*职工带薪年休假条例/,
    );
    await shoot(page, 'trials-tried');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.keyboard.press('Control+Enter');
    await page.locator('[role=alert]', { hasText: '请写明理由' }).waitFor();
    await page.locator('.synonym-reason textarea').fill('来电人把年休假叫躺平假，检索不到');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-head .tag', { hasText: '待批准' }).waitFor();
    expect(await text('.entry-body')).to.contain('还没有试验过');
    await page.locator('.entry-body .act', { hasText: '试验' }).click();
    await page.locator('.trial-result').waitFor();
    await page.locator('.entry-body', { hasText: '龙小满 今天' }).waitFor();
    expect(
      await page.locator('.act', { hasText: '批准生效' }).count(),
      'an editor approves nothing',
    ).to.equal(0);
  });

  it('puts it live by an approver, and takes it back with a reason', async () => {
    await desk.signIn(page, 'approver', '#knowledge/trials');
    await page.locator('.split-row', { hasText: '躺平假' }).click();
    await page.locator('.act', { hasText: '批准生效' }).waitFor();
    await shoot(page, 'trials-proposal');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.locator('.act', { hasText: '批准生效' }).click();
    await page.locator('.told', { hasText: '已生效' }).waitFor();
    await page.locator('.split-row .tag', { hasText: '已生效' }).waitFor();
    expect((await desk.ask('approver', 'synonyms', synonymsAnswerSchema)).table).to.deep.equal([
      { spoken: '躺平假', written: ['年休假', '带薪年休假'] },
    ]);
    await page.locator('.act', { hasText: '撤回' }).click();
    await page.locator('.reason-form textarea').fill('误伤别的问题');
    await page.keyboard.press('Control+Enter');
    await page.locator('.told', { hasText: '已撤回' }).waitFor();
    await page.locator('.entry-body', { hasText: '误伤别的问题' }).waitFor();
    expect((await desk.ask('approver', 'synonyms', synonymsAnswerSchema)).table).to.deep.equal([]);
  });

  it('when somebody was quicker, says so and shows how it stands', async () => {
    const body = { commandId: 'q1', changes: [{ spoken: '社保', written: [] }], reason: '试试' };
    const { proposal } = await desk.ask('editor', 'synonym-proposals', proposalAnswerSchema, body);
    await page.reload();
    await page.locator('.split-row', { hasText: '社保' }).click();
    await page.locator('.act', { hasText: '批准生效' }).waitFor();
    expect(await page.locator('.act', { hasText: '批准生效' }).isDisabled()).to.equal(true);
    expect(await text('.proposal-acts')).to.contain('先试验，看过前后对比再批准');
    const path = `synonym-proposals/${encodeURIComponent(proposal.proposalId)}/acts`;
    const decline = { commandId: 'q2', changeNo: 1, act: { act: 'decline', reason: '不必' } };
    await desk.ask('approver', path, proposalAnswerSchema, decline);
    await page.locator('.act', { hasText: '不采纳' }).click();
    await page.locator('.reason-form textarea').fill('没有好处');
    await page.keyboard.press('Control+Enter');
    await page.locator('.told', { hasText: '刚被别人处理过' }).waitFor();
    await page.locator('.entry-head .tag', { hasText: '不采纳' }).waitFor();
    const { proposals } = await desk.ask('editor', 'synonym-proposals', proposalsAnswerSchema);
    expect(proposals.find(({ proposalId }) => proposalId === proposal.proposalId)?.decision).to.equal('不必');
  });

  it('every question that a page asked was answered as it should be', () => {
    expect(opened.complaints.filter((line) => !/40[019]/.test(line))).to.deep.equal([]);
  });
});
