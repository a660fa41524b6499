import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  entryAnswerSchema,
  entryDoneSchema,
  entryListAnswerSchema,
} from '../../../bridge/protocol/knowledge.ts';
import { article, faq, guide, item } from '../../adapters/sqlite/knowledge/contents.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

const clauses = [
  ['第一条', '为规范住房公积金提取，根据有关规定，制定本办法。'],
  ['第二条', '职工无自有住房且租赁住房的，可以提取住房公积金支付房租，每月不超过 1500 元。'],
  ['第三条', '提取申请应当自受理之日起 3 个工作日内办结。'],
].map(([no = '', text = ''], at) => ({ no, text, anchor: `art-${at + 1}`, heading: ['第一章 总则'] }));

/** Asked for by the page before anybody has signed in. */
const unsigned = /401 \(Unauthorized\)/;

describe('the entries of the knowledge desk', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  const ids = { rent: '', settle: '', item: '', guide: '' };

  before(async () => {
    desk = await RealDesk.open();
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
    ids.rent = await desk.entry(
      article('长金管发〔2026〕3号', {
        title: '长沙市住房公积金租房提取办法',
        clauses,
        readAloud: '没有自有住房、在本市租房的职工，可以按月提取公积金付房租。',
      }),
    );
    ids.settle = await desk.entry(faq('落户长沙要哪些材料', { topic: '户籍' }), 'first-review');
    ids.item = await desk.entry(item('租房提取住房公积金'), 'editing');
    ids.guide = await desk.entry(guide('长沙市人民政府办公厅'));
  });
  after(() => desk?.close());

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  const view = (entryId: string) => desk.ask('editor', `entries/${entryId}`, entryAnswerSchema);
  const open = async (entryId: string, part = '') => {
    await page.goto(`${desk.url}#knowledge/entries/${entryId}${part === '' ? '' : `/${part}`}`);
    await page.locator(part === 'edit' ? '.editor' : '.entry-acts').waitFor();
  };
  const press = (name: string | RegExp) =>
    page.locator('.entry-acts .act', { hasText: name }).first().click();
  const told = (words: string) => page.locator('.entry-notice', { hasText: words }).waitFor();

  it('lists what is in work and in use, with a count for each 环节 that is a filter', async () => {
    await desk.signIn(page, 'editor', '#knowledge/entries');
    await page.locator('.split-row').nth(3).waitFor();
    expect(await text('.count-chips')).to.match(/全部 4[\s\S]*采编 1[\s\S]*初审 1[\s\S]*已发布 2/);
    await shoot(page, 'entries-list');
    await page.locator('.count-chip', { hasText: '筛选' }).click();
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.locator('.count-chip', { hasText: '筛选' }).click();
    await page.locator('.count-chip', { hasText: '初审' }).click();
    await page.locator('.split-note', { hasText: '共 1 条' }).waitFor();
    expect(await text('.split-row')).to.contain('落户长沙要哪些材料');
    await page.locator('.count-chip', { hasText: '初审' }).click();
    await page.locator('.split-row').nth(3).waitFor();
  });

  it('is gone through by keys: / finds, ↓ chooses, Enter opens beside, Esc leads back to the row', async () => {
    await page.locator('.split-note').click();
    await page.keyboard.press('/');
    await page.keyboard.type('公积金租房');
    await page.locator('.split-note', { hasText: '共 1 条' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.entry-acts').waitFor();
    expect(await page.evaluate('location.hash')).to.equal(`#knowledge/entries/${ids.rent}`);
    expect(await text('.entry-head')).to.match(/租房提取办法[\s\S]*已发布[\s\S]*现行有效/);
    expect(await text('.life [data-here]')).to.match(/发布\s*第 1 版在用/);
    expect(await text('.content-clauses')).to.contain('每月不超过 1500 元');
    await shoot(page, 'entries-open');
    await page.keyboard.press('Escape');
    await page.locator('.key-hints').waitFor();
    expect(await page.evaluate('document.activeElement.dataset.row')).to.equal(ids.rent);
    await page.goBack();
    await page.locator('.entry-acts').waitFor();
  });

  it('says so when nothing fits, with the way out', async () => {
    await page.locator('#entry-search').fill('量子');
    await page.locator('.nothing-here', { hasText: '没有符合条件的条目' }).waitFor();
    await page.locator('.nothing-here .act', { hasText: '清除筛选' }).click();
    await page.locator('.split-row').nth(3).waitFor();
  });

  it('an editor rewrites: what is typed survives a reload, is compared, and is saved by Ctrl+Enter', async () => {
    await open(ids.rent);
    await press('修改');
    await page.locator('.editor').waitFor();
    const box = page.locator('#entry-clauses');
    const written = await box.inputValue();
    expect(written).to.equal(
      `# 第一章 总则\n${clauses.map(({ no, text: words }) => `${no}　${words}`).join('\n')}`,
    );
    await box.fill(`${written.replace('1500', '1800')}\n第四条　本办法自 2026 年 12 月 1 日起施行。`);
    await page.locator('.editor-acts', { hasText: '存于本机' }).waitFor();
    await page.reload();
    await page.locator('.editor .told', { hasText: '已接着' }).waitFor();
    expect(await box.inputValue()).to.contain('1800');
    await page.locator('.editor-differences summary').click();
    expect(await text('.differences')).to.match(/2 处不同[\s\S]*第二条\s*修改[\s\S]*第四条\s*新增/);
    await shoot(page, 'entries-edit');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.locator('.editor-reason input').fill('提高限额');
    await page.keyboard.press('Control+Enter');
    await told('已保存为新的一版');
    expect(await text('.life [data-here]')).to.match(/采编\s*第 2 版在此[\s\S]*发布\s*第 1 版在用/);
    const { content, versions } = await view(ids.rent);
    expect(versions[0]?.reason).to.equal('提高限额');
    expect(content.kind === 'article' && content.clauses.map(({ anchor }) => anchor)).to.deep.equal([
      'art-1',
      'art-2',
      'art-3',
      'art-4',
    ]);
    await page.reload();
    await open(ids.rent, 'edit');
    await page.locator('.editor-acts', { hasText: '还没有改动' }).waitFor();
  });

  it('before it is submitted, what will change for callers is shown; who wrote it may not review it', async () => {
    await open(ids.rent);
    await page.keyboard.press('Control+Enter');
    await page.locator('.act-compare .difference').nth(1).waitFor();
    expect(await text('.act-compare')).to.match(/第 1 版（在用）→ 第 2 版（本稿）[\s\S]*1500[\s\S]*1800/);
    expect(await text('.act-compare del')).to.contain('5');
    await shoot(page, 'entries-submit');
    expect((await view(ids.rent)).entry.stage, 'one press alone').to.equal('editing');
    await page.keyboard.press('Control+Enter');
    await told('已提交审核');
    expect(await text('.standing')).to.contain('须由另一人审核');
    expect(await text('.entry-acts')).to.not.contain('初审通过');
  });

  it('a colleague passes it first, an approver publishes it with a 复审日 one year on', async () => {
    await desk.signIn(page, 'colleague', `#knowledge/entries/${ids.rent}`);
    await page.locator('.entry-acts').waitFor();
    await press('初审通过');
    await page.keyboard.press('Control+Enter');
    await told('初审已通过');
    expect(await text('.entry-acts'), 'an editor is offered to publish').to.not.contain('复审发布');

    await desk.signIn(page, 'approver', `#knowledge/entries/${ids.rent}`);
    await page.locator('.entry-acts').waitFor();
    await press('复审发布');
    const day = page.locator('.act-form input[type=date]');
    expect(await day.inputValue()).to.equal('2027-11-24');
    await day.fill('2026-11-24');
    await page.keyboard.press('Control+Enter');
    await page.locator('.act-form [role=alert]', { hasText: '今天以后' }).waitFor();
    await day.fill('2027-06-01');
    await shoot(page, 'entries-publish');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.keyboard.press('Control+Enter');
    await told('已发布');
    expect((await view(ids.rent)).entry.standing).to.deep.include({
      publishedRev: 2,
      reviewDueOn: '2027-06-01',
    });
    expect(await page.locator('.split-search button', { hasText: '新建' }).isDisabled()).to.equal(true);
  });

  it('versions are compared two by two, and 经过 tells who did what, when and why', async () => {
    await open(ids.rent, 'versions');
    await page.locator('.difference').nth(1).waitFor();
    expect(await text('.version-list')).to.match(/第 2 版[\s\S]*在用[\s\S]*提高限额/);
    await shoot(page, 'entries-versions');
    await page.locator('.entry-tabs a', { hasText: '经过' }).click();
    await page.locator('.entry-deeds li').nth(4).waitFor();
    expect(await text('.entry-deeds')).to.match(
      /复审通过并发布\s*向谷雨[\s\S]*初审通过\s*谭立秋[\s\S]*龙小满/,
    );
    await shoot(page, 'entries-deeds');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
  });

  it('is sent back with a reason that the editor sees', async () => {
    await open(ids.settle);
    await press('退回');
    await page.keyboard.press('Control+Enter');
    await page.locator('.act-form [role=alert]', { hasText: '请写明原因' }).waitFor();
    await page.locator('.act-form textarea').fill('请补上依据条款');
    await page.keyboard.press('Control+Enter');
    await told('已退回采编');
    await desk.signIn(page, 'editor', `#knowledge/entries/${ids.settle}`);
    await page.locator('.standing', { hasText: '已退回：请补上依据条款' }).waitFor();
  });

  it('what is wrong in a form is told at its field, in Chinese, and nothing is saved', async () => {
    await open(ids.settle, 'edit');
    await page.locator('#entry-answerSpoken').fill('字'.repeat(281));
    await page.locator('#entry-topic').fill(' ');
    await page.keyboard.press('Control+Enter');
    await page.locator('.field-fault').nth(1).waitFor();
    expect(await text('.entry-field[data-wrong]')).to.match(/最多 280 个字[\s\S]*主题[\s\S]*请填写/);
    expect(await page.evaluate('document.activeElement.id')).to.equal('entry-answerSpoken');
    await shoot(page, 'entries-faults');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect((await view(ids.settle)).versions).to.have.length(1);
    await page.locator('.editor .told .plain, .entry-head .quiet').first().click();
  });

  it('when somebody was quicker, what they did is shown and one’s own words are not lost', async () => {
    await page.evaluate('localStorage.clear()');
    await open(ids.settle, 'edit');
    await page.locator('#entry-answerFull').fill('带身份证、户口簿和租赁合同。');
    const { content, entry } = await view(ids.settle);
    if (content.kind !== 'faq') throw new Error('an FAQ was written');
    const theirs = { ...content, answerSpoken: '落户请先网上预审。' };
    const body = { commandId: desk.commandId(), changeNo: entry.changeNo, content: theirs, reason: '' };
    await desk.ask('colleague', `entries/${ids.settle}/versions`, entryDoneSchema, body);
    await page.keyboard.press('Control+Enter');
    await page.locator('.editor-overtaken .difference').waitFor();
    expect(await text('.editor-overtaken')).to.contain('落户请先网上预审');
    expect(await page.locator('#entry-answerFull').inputValue()).to.equal('带身份证、户口簿和租赁合同。');
    await shoot(page, 'entries-overtaken');
    await page.locator('.editor-overtaken .act', { hasText: '以我的为准' }).click();
    await page.keyboard.press('Control+Enter');
    await told('已保存为新的一版');
    const now = (await view(ids.settle)).content;
    expect(now.kind === 'faq' && now.answerFull).to.equal('带身份证、户口簿和租赁合同。');
  });

  it('an act that comes too late changes nothing, and who was quicker is named', async () => {
    await open(ids.settle);
    await press('提交审核');
    await desk.act('colleague', ids.settle, { act: 'discard' });
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-notice', { hasText: '刚被别人改动过' }).waitFor();
    expect(await text('.entry-notice')).to.match(/放弃稿件\s*谭立秋/);
  });

  it('a new FAQ is written from nothing, once, and stands in the list', async () => {
    await page.goto(`${desk.url}#knowledge/entries`);
    await page.locator('.split-search button', { hasText: '新建' }).click();
    await page.locator('.new-kinds a', { hasText: '常见问题' }).click();
    await page.locator('.editor').waitFor();
    expect(await page.evaluate('document.activeElement.id')).to.equal('entry-question');
    await page.keyboard.type('居住证怎么办');
    await page.locator('#entry-answerSpoken').fill('带身份证到居住地派出所办理。');
    await page.locator('#entry-topic').fill('户籍');
    await page.locator('.basis-find input').fill('租房提取');
    await page.locator('.basis-found button').first().click();
    await page.locator('.basis-clause select').selectOption('第二条');
    await shoot(page, 'entries-new');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry-acts').waitFor();
    const { entries } = await desk.ask(
      'editor',
      `entries?text=${encodeURIComponent('居住证')}`,
      entryListAnswerSchema,
    );
    expect(entries.map(({ title, regionCode }) => [title, regionCode])).to.deep.equal([
      ['居住证怎么办', '430100'],
    ]);
    const { content } = await view(entries[0]?.entryId ?? '');
    expect(content.kind === 'faq' && content.basis).to.deep.equal([
      { articleId: ids.rent, clauseNo: '第二条' },
    ]);
  });

  it('when the answer is lost, a second saving makes no second entry, and what was typed meanwhile is kept', async () => {
    await page.goto(`${desk.url}#knowledge/entries/${encodeURIComponent('+faq')}`);
    await page.locator('#entry-question').fill('养老金在哪里领');
    await page.locator('#entry-answerSpoken').fill('凭社保卡到银行领取。');
    await page.locator('#entry-topic').fill('社保');
    await page.route('**/api/knowledge/entries', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('Control+Enter');
    await page.locator('.editor-foot [role=alert]').waitFor();
    await page.unroute('**/api/knowledge/entries');
    await page.locator('#entry-answerSpoken').fill('凭社保卡到银行领取，也可在手机上查询。');
    await page.keyboard.press('Control+Enter');
    await page.locator('.editor .told', { hasText: '已接着' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await told('已保存为新的一版');
    const found = await desk.ask(
      'editor',
      `entries?text=${encodeURIComponent('养老金')}`,
      entryListAnswerSchema,
    );
    expect(found.entries.map(({ currentRev }) => currentRev)).to.deep.equal([2]);
    const { content } = await view(found.entries[0]?.entryId ?? '');
    expect(content.kind === 'faq' && content.answerSpoken).to.contain('手机上查询');
  });

  it('while Chinese is composed no key does anything but compose', async () => {
    await open(ids.settle, 'edit');
    await page.locator('#entry-answerFull').focus();
    for (const init of [
      "{ key: 'Escape', code: 'Escape' }",
      "{ key: 'Enter', code: 'Enter', ctrlKey: true }",
    ])
      await page.evaluate(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { ...${init}, isComposing: true, bubbles: true }))`,
      );
    expect(await page.evaluate('location.hash')).to.match(/\/edit$/);
    await page.keyboard.press('Escape');
    await page.locator('.entry-acts').waitFor();
  });

  it('when the line is lost, it is said that nothing was changed, and one press asks again', async () => {
    await page.route('**/api/knowledge/entries/**', (route) => route.abort());
    await page.goto(`${desk.url}#knowledge/entries/${ids.guide}`);
    await page.locator('.trouble', { hasText: '没有改动任何数据' }).waitFor();
    await page.unroute('**/api/knowledge/entries/**');
    await page.locator('.trouble .act', { hasText: '重试' }).press('Enter');
    await page.locator('.entry-acts').waitFor();
  });

  it('who only answers has no desk: the address leads to their own page', async () => {
    await desk.signIn(page, 'operator', '#knowledge/entries');
    await page.locator('.seat-form').waitFor();
    expect(await page.locator('.knowledge-page').count()).to.equal(0);
    await desk.signIn(page, 'editor', '#knowledge/entries');
  });

  it('a service item and a guide are written in forms of their own, and come back as they were', async () => {
    for (const [id, field] of [
      [ids.item, '#entry-item-accept_condition'],
      [ids.guide, '#entry-hours'],
    ] as const) {
      const before = (await view(id)).content;
      await open(id, 'edit');
      await page.locator(field).waitFor();
      await shoot(page, `entries-edit-${before.kind}`);
      await page.keyboard.press('Control+Enter');
      await told('已保存为新的一版');
      expect((await view(id)).content).to.deep.equal(before);
    }
  });

  it('a text that says when it ends is told so, and the day goes into the form at a press', async () => {
    const term = [
      { no: '第一条', text: '本通知自2026年2月1日起施行，有效期2年。', anchor: 'art-1', heading: [] },
    ];
    const id = await desk.entry(article('长政办发〔2026〕31号', { clauses: term }));
    await open(id);
    await page.locator('.entry-notice', { hasText: '建议自2028年2月1日起标为失效' }).waitFor();
    await shoot(page, 'entries-hint');
    await page.locator('.entry-notice .act', { hasText: '填入失效日期 2028-02-01' }).click();
    await page.locator('.editor').waitFor();
    expect(await page.locator('#entry-ending-on').inputValue()).to.equal('2028-02-01');
    expect(await page.locator('#entry-ending-basis').inputValue()).to.contain('有效期2年');
    await page.keyboard.press('Control+Enter');
    await told('已保存为新的一版');
    const { content, hints } = await view(id);
    expect(content.kind === 'article' && content.ending).to.deep.include({ kind: 'ended', on: '2028-02-01' });
    expect(hints).to.deep.equal([]);
  });

  it('is withdrawn with a reason, and it is said what callers will see', async () => {
    await open(ids.rent);
    await press('下架');
    expect(await text('.act-form')).to.contain('座席和窗口不再检索到它');
    await page.locator('.act-form textarea').fill('限额有误');
    await page.keyboard.press('Control+Enter');
    await told('已下架');
    expect(await text('.standing')).to.contain('已下架：限额有误');
  });

  it('a long list comes by pages, and a long law opens at once', async () => {
    const law = Array.from({ length: 300 }, (_, at) => ({
      no: `第${at + 1}条`,
      text: '县级以上地方人民政府应当建立健全政务服务工作协调机制，统筹推进本行政区域的政务服务工作。'.repeat(
        3,
      ),
      anchor: `art-${at + 1}`,
      heading: [`第${Math.floor(at / 30) + 1}章`],
    }));
    const id = await desk.entry(
      article('长政发〔2026〕99号', { title: '很长的条例', clauses: law }),
      'editing',
    );
    for (let n = 1; n <= 55; n += 1) await desk.entry(faq(`批量问答第${n}问`), 'editing');
    await page.goto(`${desk.url}#knowledge/entries`);
    await page.locator('#entry-search').fill('批量问答');
    await page.locator('.split-note', { hasText: '共 55 条，已列出 50 条' }).waitFor();
    await page.locator('.split-more .act', { hasText: '再列 5 条' }).click();
    await page.locator('.split-row').nth(54).waitFor();
    expect(await page.locator('.split-more').count()).to.equal(0);
    const began = performance.now();
    await open(id, 'edit');
    console.log(`    300 clauses in the form: ${Math.round(performance.now() - began)} ms`);
    expect((await page.locator('#entry-clauses').inputValue()).split('\n')).to.have.length(310);
  });

  it('every question that a page asked was answered, and nothing was refused by its own policy', () => {
    expect(
      opened.complaints.filter((line) => !unsigned.test(line) && !/40[09]|ERR_FAILED/.test(line)),
    ).to.deep.equal([]);
  });
});
