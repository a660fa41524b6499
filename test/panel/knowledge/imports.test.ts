import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  batchDoneSchema,
  batchesAnswerSchema,
  browseAnswerSchema,
} from '../../../bridge/protocol/knowledge.ts';
import { writeKnowledgeTable } from '../../../knowledge/import/tables/write-knowledge-table.ts';
import { faq } from '../../adapters/sqlite/knowledge/contents.ts';
import { requireService } from '../../real/services.ts';
import { barriersInBothThemes } from '../accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../browser.ts';
import { RealDesk } from './real-desk.ts';
import { shoot, widthLeft } from './shots.ts';

/** 常见问题 as a department fills them in. */
function workbook(questions: Readonly<Record<string, string>>): Buffer {
  const rows = Object.entries(questions).map(([sourceId, question]) => ({
    sourceId,
    url: '',
    content: faq(question),
  }));
  return Buffer.from(writeKnowledgeTable('faq', 'xlsx', rows).bytes);
}

describe('the imports of the knowledge desk', function () {
  this.timeout(60_000);
  this.slow(5_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  before(async () => {
    desk = await RealDesk.open();
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
  });
  after(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const text = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n');
  const batches = async () => (await desk.ask('editor', 'batches', batchesAnswerSchema)).total;
  const published = async () => (await desk.ask('operator', 'published', browseAnswerSchema)).total;

  it('a file is tried first: what each row would come to is told, and nothing is changed', async () => {
    await desk.signIn(page, 'editor', '#knowledge/imports');
    await page.locator('.new-import').waitFor();
    expect(await text('.batch-list')).to.contain('还没有导入过文件');
    const real = page.locator('.import-acts button', { hasText: /^导入/ });
    expect(await real.isDisabled()).to.equal(true);
    expect(await text('.import-acts')).to.contain('请先选择文件');
    await shoot(page, 'imports-empty');

    await choose(
      '房屋常见问题.xlsx',
      workbook({ Q1: '租房能提取公积金吗', Q2: '落户要什么材料', Q3: '=1+1' }),
    );
    await page.keyboard.press('Control+Enter');
    await page.locator('.dry-run').waitFor();
    expect(await text('.dry-run .outcome-words')).to.match(/共 3 行.*新增\s*3/s);
    expect(await text('.dry-run .import-rows'))
      .to.contain('租房能提取公积金吗')
      .and.to.contain('第 2 行');
    expect(await batches(), 'batches after a try').to.equal(0);
    await shoot(page, 'imports-tried');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
  });

  it('what was seen is imported by one more key, and stands under an address of its own', async () => {
    await page.keyboard.press('Control+Enter');
    await page.locator('.receipt').waitFor();
    expect(await page.evaluate('location.hash')).to.match(/^#knowledge\/imports\/.+/);
    expect(await text('.receipt-head'))
      .to.contain('房屋常见问题.xlsx')
      .and.to.contain('龙小满');
    expect(await text('.batch-link')).to.contain('新增 3');
    expect(await published(), 'published by an import alone').to.equal(0);
    await page.goBack();
    await page.locator('.new-import').waitFor();
    await page.goForward();
    await page.locator('.receipt').waitFor();
  });

  it('a receipt goes into a table that no spreadsheet runs', async () => {
    const coming = page.waitForEvent('download');
    await page.locator('button', { hasText: '下载 CSV' }).click();
    const file = join(folder, 'receipt.csv');
    const download = await coming;
    await download.saveAs(file);
    expect(download.suggestedFilename()).to.equal('导入回执 房屋常见问题.xlsx.csv');
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines[0]).to.equal('\ufeff位置,结果,来源编号,条目,代码,说明,字段,原,新');
    expect(lines.filter((line) => line.includes('1+1')).join()).to.contain("'=1+1");
  });

  it('two people review the whole batch; one who approves publishes it', async () => {
    await page.locator('.batch-acts button', { hasText: '初审通过' }).click();
    await page.locator('.acts-told').waitFor();
    expect(await text('.acts-told')).to.contain('3 个条目通过初审');
    expect(await page.locator('button', { hasText: '复审发布' }).count(), 'an editor publishes').to.equal(0);
    expect(await text('.batch-acts')).to.contain('复审发布由知识管理员（审核）办理');

    const hash = String(await page.evaluate('location.hash'));
    await desk.signIn(page, 'approver', hash);
    await page.locator('.batch-acts').waitFor();
    expect(await page.locator('.batch-acts input[type=date]').inputValue()).to.equal('2027-11-24');
    await shoot(page, 'imports-receipt');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.locator('button', { hasText: '复审发布' }).click();
    await page.locator('.acts-told').waitFor();
    expect(await text('.acts-told')).to.contain('3 个条目已发布');
    expect(await published()).to.equal(3);
  });

  it('an approver reviews and imports nothing: no form is shown, and it is said why', async () => {
    await desk.signIn(page, 'approver', '#knowledge/imports');
    await page.locator('.batch-link').waitFor();
    expect(await page.locator('.new-import').count()).to.equal(0);
    expect(await text('.imports-pane')).to.contain('从左侧选择一个批次');
  });

  it('a second delivery tells what changed in each row, what stays and what cannot be taken', async () => {
    await desk.signIn(page, 'editor', '#knowledge/imports');
    await page.locator('.new-import').waitFor();
    const table = workbook({ Q1: '租房能提取公积金吗，要多久', Q2: '落户要什么材料', Q4: '养老金在哪领' });
    await choose('房屋常见问题.xlsx', table);
    await page.locator('.import-acts button', { hasText: '试导入' }).click();
    await page.locator('.dry-run').waitFor();
    expect(await text('.dry-run .outcome-words')).to.match(/新增\s*1.*变更\s*1.*未变\s*1/s);
    await page.locator('.outcome-word', { hasText: '变更' }).click();
    expect(await page.locator('.dry-run tbody tr').count()).to.equal(1);
    await page.locator('.import-differences summary').first().click();
    expect(await text('.import-differences')).to.contain('租房能提取公积金吗，要多久');
    await shoot(page, 'imports-differences');
    expect(await widthLeft(page), 'px too wide').to.equal(0);
    await page.locator('.import-acts button', { hasText: /^导入/ }).click();
    await page.locator('.receipt').waitFor();
    expect(await page.locator('.batch-link').count()).to.equal(2);
  });

  it('who passed a delivery first is refused the second time, entry by entry with the reason', async () => {
    const hash = String(await page.evaluate('location.hash'));
    await desk.signIn(page, 'approver', hash);
    await page.locator('.batch-acts button', { hasText: '初审通过' }).click();
    await page.locator('.acts-told', { hasText: '2 个条目通过初审' }).waitFor();
    await page.locator('button', { hasText: '复审发布' }).click();
    await page.locator('.acts-refused').waitFor();
    expect(await page.locator('.acts-refused li').allInnerTexts()).to.have.length(2);
    expect(await text('.acts-refused')).to.contain('复审须由另一人进行');
    await shoot(page, 'imports-refused-entries');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await desk.signIn(page, 'editor', hash);
  });

  it('a batch is taken back with a reason, and the receipt says who did it and why', async () => {
    await page.locator('button', { hasText: '撤销整批' }).click();
    expect(await text('.reason-form')).to.contain('退回导入前的版本');
    await page.keyboard.press('Control+Enter');
    expect(await text('.reason-form')).to.contain('请先写撤销原因');
    await page.keyboard.type('部门发错了文件');
    await shoot(page, 'imports-undo');
    expect(await barriersInBothThemes(page)).to.deep.equal([]);
    await page.keyboard.press('Control+Enter');
    await page.locator('.receipt-head', { hasText: '部门发错了文件' }).waitFor();
    expect(await text('.receipt-head'))
      .to.contain('已撤销')
      .and.to.contain('龙小满');
    expect(await page.locator('.batch-acts').count(), 'acts on what was taken back').to.equal(0);
    expect(await published()).to.equal(3);
  });

  it('a file that is too large, empty or none of the formats never leaves the PC', async () => {
    await page.goto(`${desk.url}#knowledge/imports`);
    await page.locator('.new-import').waitFor();
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    const large = join(folder, 'large.xlsx');
    writeFileSync(large, '');
    truncateSync(large, 50 * 1024 * 1024 + 1);
    await page.locator('input[type=file]').setInputFiles(large);
    expect(await text('[role=alert]')).to.contain('超过 50 MB，没有发送');
    await choose('空.xlsx', Buffer.alloc(0));
    expect(await text('[role=alert]')).to.contain('文件是空的');
    await choose('程序.exe', Buffer.from('MZ'));
    expect(await text('[role=alert]')).to.contain('不认识“exe”文件');
    await page.keyboard.press('Control+Enter');
    expect(await text('[role=alert]')).to.contain('请先选择文件');
    expect(sent).to.equal(0);

    await choose('坏.xlsx', Buffer.from('no workbook'));
    await page.keyboard.press('Control+Enter');
    await page.locator('.told.tone-bad', { hasText: '没有导入任何内容' }).waitFor();
    expect(sent).to.equal(1);
    await shoot(page, 'imports-refused');
  });

  it('a file on a slow line shows how far it has come, and is stopped without a trace', async () => {
    const before = await batches();
    const large = join(folder, '很大.txt');
    writeFileSync(large, '第一条 一。\n'.repeat(200_000));
    await page.locator('input[type=file]').setInputFiles(large);
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    const speed = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };
    await line.send('Network.emulateNetworkConditions', speed);
    await page.keyboard.press('Control+Enter');
    await page.locator('.sending', { hasText: '正在发送' }).waitFor();
    await shoot(page, 'imports-sending');
    await page.locator('.sending button', { hasText: '停止发送' }).click();
    await page.locator('.told', { hasText: '已停止发送，没有导入任何内容' }).waitFor();
    await line.detach();
    expect(await batches()).to.equal(before);
  });

  it('a receipt is printed whole: every row, the batch, nothing of the desk', async () => {
    await page.locator('.batch-link', { hasText: '新增 3' }).click();
    await page.locator('.receipt-rows .import-rows').waitFor();
    await page.evaluate('window.print = () => undefined');
    await page.locator('button', { hasText: '打印' }).click();
    await page.locator('.on-paper').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-paper tbody tr').count()).to.equal(3);
    const seen = await page
      .locator('.on-paper, .receipt-head, .status-bar, .batch-list, .batch-acts, .rows-head .act')
      .evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).map((one) => one.className));
    expect(seen).to.deep.equal(['receipt-head', 'on-paper']);
    if (process.env.SCREENSHOTS === 'all')
      await page.screenshot({
        path: 'artefacts/screenshots/knowledge/light/imports-paper.png',
        fullPage: true,
      });
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.on-paper').waitFor({ state: 'detached' });
  });

  it('who comes too late with a batch sees who was quicker, and what they made of it', async () => {
    await page.locator('.batch-acts').waitFor();
    const batchId = String(await page.evaluate('location.hash'))
      .split('/')
      .pop();
    const undo = { commandId: desk.commandId(), act: 'undo', reason: '同事先撤了' };
    await desk.ask('colleague', `batches/${batchId}/acts`, batchDoneSchema, undo);
    await page.locator('button', { hasText: '初审通过' }).click();
    await page.locator('.receipt-head', { hasText: '谭立秋' }).waitFor();
    expect(await text('.receipt-head')).to.contain('同事先撤了');
    expect(await page.locator('.batch-acts').count()).to.equal(0);
  });

  it('nothing is complained of in the console', () => {
    const unsigned = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';
    const bad = 'Failed to load resource: the server responded with a status of 400 (Bad Request)';
    const late = 'Failed to load resource: the server responded with a status of 409 (Conflict)';
    const expected = [unsigned, bad, late];
    expect(opened.complaints.filter((line) => !expected.includes(line))).to.deep.equal([]);
  });
});
