import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Source, SourceStep } from '../../../bridge/application/knowledge/sources/source.ts';
import { sourcesAnswerSchema } from '../../../bridge/protocol/knowledge-sources.ts';
import type { Delivered } from '../../../knowledge/content/delivery.ts';
import { article } from '../../adapters/sqlite/knowledge/contents.ts';
import { eventually } from '../../application/hand-timer.ts';
import { ScriptedReader, website } from '../../application/knowledge/scripted-source.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

const platform: Source = {
  ...website,
  sourceId: 'fuchitong',
  name: '长沙扶持通',
  kind: 'enterprise',
  system: 'enterprise-platform',
  addresses: ['https://qy.changsha.example/api/policies'],
};

const addressOf = (name: string) => `https://www.changsha.example/zcwj/${name}.html`;
const pageOf = (name: string, serial: number): Partial<SourceStep> => {
  const url = addressOf(name);
  const entry: Delivered = {
    delivered: 'entry',
    at: { in: url, row: null, column: null },
    sourceId: url,
    url,
    content: article(`长政发〔2026〕${serial}号`, { title: `关于${name}的通知` }),
  };
  return { delivered: [entry], seen: [{ url, state: `read ${name}` }] };
};
const goneFrom = (name: string): Partial<SourceStep> => {
  const url = addressOf(name);
  const at = { in: url, row: null, column: null };
  return {
    gone: [
      { page: { url, state: 'withdrawn' }, removal: { delivered: 'removal', at, sourceId: url, on: null } },
    ],
    seen: [{ url, state: 'missing twice' }],
  };
};
const missing: Partial<SourceStep> = {
  delivered: [
    {
      delivered: 'fault',
      at: { in: addressOf('t20261101'), row: null, column: null },
      code: 'PAGE_MISSING',
      words: '网页不存在（404），没有读取。请核对网站上的链接。',
    },
  ],
};

describe('the sources of the knowledge desk', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  const reader = new ScriptedReader();
  before(async () => {
    desk = await RealDesk.open({ sources: { list: [website, platform], read: reader.read } });
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
  });
  after(() => desk?.close());

  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  const isIdle = () =>
    eventually(async () => {
      const { sources } = await desk.ask('editor', 'sources', sourcesAnswerSchema);
      return sources.every(({ activity }) => activity === 'idle');
    }, 'the sources are idle');

  it('stand with how they are read, where and when, before anything was read', async () => {
    await desk.signIn(page, 'editor', '#knowledge/sources');
    await page.locator('.source-link').first().waitFor();
    const rows = await page.locator('.source-link').allInnerTexts();
    expect(rows).to.have.length(2);
    expect(rows[0]).to.contain('长沙市政府门户网站').and.to.contain('网站').and.to.contain('每 24 小时');
    expect(rows[0]).to.contain('未运行');
    await page.locator('.source-link').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.source h2', { hasText: '长沙扶持通' }).waitFor();
    expect(await page.evaluate('location.hash')).to.equal('#knowledge/sources/fuchitong');
    expect(await text('.source-table')).to.contain('https://qy.changsha.example/api/policies');
  });

  it('are run at a press; the page follows by itself until the run is through', async () => {
    const held = Promise.withResolvers<void>();
    reader.next('cs-gov', { steps: [pageOf('租房补贴', 1), pageOf('人才落户', 2), held.promise, missing] });
    await page.locator('.source-link').first().click();
    await page.locator('.source button', { hasText: '立即运行' }).click();
    await page.locator('.source h2', { hasText: '正在读取' }).waitFor();
    expect(await page.locator('.source button', { hasText: '立即运行' }).isDisabled()).to.equal(true);
    expect(await text('.source-acts')).to.contain('读完再运行');
    await shoot(page, 'sources-running');
    held.resolve();
    await page.locator('.run-words', { hasText: '读完' }).waitFor();
  });

  it('a run says what came of it: pages, what is new, each fault with what to do, and leads to its batch', async () => {
    const run = (await text('.run')).replace(/\s+/g, ' ');
    expect(run).to.contain('读取 3 页').and.to.contain('新读 2 · 有误 1').and.to.contain('新增 2');
    await page.locator('.run-faults li').waitFor();
    expect(await text('.run-faults'))
      .to.contain('网页不存在（404）')
      .and.to.contain('PAGE_MISSING');
    expect(await page.locator('.run-faults a').getAttribute('href')).to.equal(addressOf('t20261101'));
    await shoot(page, 'sources-run');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.locator('.run a', { hasText: '查看这一批' }).click();
    await page.locator('.receipt-head', { hasText: '长沙市政府门户网站' }).waitFor();
    expect(await text('.batch-counts')).to.contain('新增 2');
    await page.goBack();
    await page.locator('.source').waitFor();
  });

  it('one that fails says so in red where it stands, and earlier runs are a line each', async () => {
    reader.next('cs-gov', { steps: [new Error('the site is down')] });
    await desk.door.house.timer.advance(1);
    await page.locator('.source button', { hasText: '立即运行' }).click();
    await isIdle();
    await page.locator('.source .run-words', { hasText: '失败' }).first().waitFor();
    expect(await text('.source-table')).to.contain('连续失败 1 次');
    await page.locator('.run-row').first().click();
    expect(await text('.run-list .run')).to.contain('新增 2');
    await shoot(page, 'sources-failed');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
  });

  it('what a site has lost is kept where it is much at once, until a person confirms it', async () => {
    const all = { steps: ['租房补贴', '人才落户'].map(goneFrom), end: { known: 2 } };
    reader.next('cs-gov', all, all);
    await desk.door.house.timer.advance(1);
    await page.locator('.source button', { hasText: '立即运行' }).click();
    await isIdle();
    await page.locator('.source button', { hasText: '确认撤下 2 条' }).waitFor();
    expect(await text('.run-remarks')).to.contain('2 条在来源上已没有，但一次太多');
    await shoot(page, 'sources-withheld');
    await desk.door.house.timer.advance(1);
    await page.locator('.source button', { hasText: '确认撤下 2 条' }).click();
    await isIdle();
    await page.locator('.run-remarks', { hasText: '2 条在来源上已没有，随这一批撤下' }).first().waitFor();
    expect(await page.locator('.source button', { hasText: '确认撤下' }).count()).to.equal(0);
  });

  it('one is paused with a reason and taken up again', async () => {
    await page.locator('.source button', { hasText: '停用' }).click();
    await page.keyboard.press('Control+Enter');
    expect(await text('.reason-form')).to.contain('请先写停用原因');
    await page.keyboard.type('网站改版');
    await page.keyboard.press('Control+Enter');
    await page.locator('.source .told', { hasText: '龙小满于今天 10:00停用。原因：网站改版' }).waitFor();
    expect(await text('.source-table')).to.contain('已停用，不再自动读取');
    await page.locator('.source button', { hasText: '启用' }).click();
    await page.locator('.source .told', { hasText: '已启用' }).waitFor();
  });

  it('an approver sees how they fare, and that running them is somebody else’s', async () => {
    await desk.signIn(page, 'approver', '#knowledge/sources/fuchitong');
    await page.locator('.source').waitFor();
    expect(await page.locator('.source button', { hasText: '立即运行' }).count()).to.equal(0);
    expect(await text('.source')).to.contain('由知识管理员（采编）办理');
  });

  it('nothing is complained of in the console', () => {
    expect(opened.complaints.filter((line) => !line.includes('401 (Unauthorized)'))).to.deep.equal([]);
  });
});
