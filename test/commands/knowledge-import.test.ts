import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SqliteStore } from '../../bridge/adapters/sqlite/store.ts';
import {
  type ImportArguments,
  importFile,
  listBatches,
  undoImport,
  writeTemplateFile,
} from '../../bridge/commands/knowledge-import.ts';
import { searchAnswers } from '../../bridge/commands/knowledge-search.ts';
import { writeKnowledgeTable } from '../../knowledge/import/tables/write-knowledge-table.ts';
import { Site } from '../adapters/sqlite/builders.ts';
import { faq } from '../adapters/sqlite/knowledge/contents.ts';
import { Said } from './said.ts';
import { typed } from './typed.ts';

describe('yihaoda knowledge import, beside a running bridge', function () {
  this.timeout(60_000);
  const site = new Site();
  let store: SqliteStore;
  before(async () => {
    store = await site.open({ clock: { now: () => Date.now() } });
  });
  after(async () => {
    await store.close();
    const { problems } = await site.verify();
    expect(problems).to.deep.equal([]);
    site.remove();
  });

  const file = (name: string, content: string | Uint8Array) => {
    const path = join(site.root, name);
    writeFileSync(path, content);
    return path;
  };
  const table = (name: string, questions: readonly string[], format: 'csv' | 'xlsx' = 'csv') => {
    const entries = questions.map((question, i) => ({
      sourceId: `Q${i + 1}`,
      url: '',
      content: faq(question),
    }));
    return file(name, writeKnowledgeTable('faq', format, entries).bytes);
  };
  const run = async (path: string, over: Partial<ImportArguments> = {}) => {
    const [said, progress] = [new Said(), new Said()];
    const args = {
      file: path,
      data: site.data,
      system: 'hotline-base',
      region: '430100',
      unit: '',
      dryRun: false,
    };
    const code = await importFile({ ...args, ...over }, said, progress);
    return { code, text: said.text, progress: progress.text };
  };
  const total = async () =>
    (await store.knowledge.list({ unitIds: null }, '2026-01-01', { offset: 0, limit: 1 })).total;

  it('tries first, then takes a table and says what it came to', async () => {
    const path = table('问答.csv', ['怎么办居住证', '怎么提取公积金']);
    const dry = await run(path, { dryRun: true });
    expect(dry.text).to.contain('试算').and.contain('新增\t2');
    expect(await total()).to.equal(0);
    const taken = await run(path);
    expect(taken.code, taken.text).to.equal(0);
    expect(taken.text).to.match(/批次 [\w-]+ 已导入/);
    expect(taken.progress).to.contain('已读 2 行');
    expect(await total()).to.equal(2);
    const again = await run(path);
    expect(again.text).to.contain('新增\t0').and.contain('未变\t2');
  });

  it('takes a workbook as well, and tells the format by the file’s name', async () => {
    const path = table('更多.xlsx', ['怎么办居住证', '怎么提取公积金', '怎么办身份证'], 'xlsx');
    const { code, text } = await run(path);
    expect(code, text).to.equal(0);
    expect(text).to.contain('新增\t1').and.contain('未变\t2');
  });

  it('tells faults by row and column and ends with 1', async () => {
    const path = table('有错.csv', ['甲', '乙']);
    const lines = readFileSync(path, 'utf8').split(/\r?\n/);
    const header = lines[0]?.split(',') ?? [];
    const broken = header.map((name) => (name.includes('编号') ? '' : '“'));
    file('有错.csv', [lines[0], broken.join(','), ...lines.slice(2)].join('\r\n'));
    const { code, text } = await run(path, { dryRun: true });
    expect(code).to.equal(1);
    expect(text).to.match(/有错\.csv 第 2 行“编号”列：/);
  });

  it('refuses what is no file of its format, whole', async () => {
    const before = await total();
    for (const [name, content] of [
      ['坏.xlsx', 'this is no workbook'],
      ['坏.pdf', '%PDF-1.7 broken'],
      ['坏.docx', 'PK\u0003\u0004'],
    ] as const) {
      const { code, text } = await run(file(name, content));
      expect(code, name).to.equal(1);
      expect(text, name).to.contain(name);
    }
    expect(await total()).to.equal(before);
  });

  it('reads a document into one draft', async () => {
    const words =
      '长沙市人民政府办公厅关于做好供暖工作的通知\n长政办发〔2026〕77号\n\n第一条 各单位应当做好供暖。\n第二条 本通知自2026年12月1日起施行。\n';
    const { text } = await run(file('通知.txt', words), { system: 'department-base' });
    expect(text).to.contain('新增\t1');
    const { entries } = await store.knowledge.list({ unitIds: null, kind: 'article' }, '2026-01-01', {
      offset: 0,
      limit: 9,
    });
    expect(entries.map(({ title }) => title).join()).to.contain('供暖');
  });

  it('lists its batches and undoes one', async () => {
    const said = new Said();
    expect(await listBatches({ data: site.data }, said)).to.equal(0);
    const line = said.text.split('\n').find((one) => one.includes('更多.xlsx'));
    expect(line).to.contain('12345 知识库').and.contain('新增 1');
    const batch = line?.split(' ')[0] ?? '';
    const before = await total();
    const undone = new Said();
    expect(await undoImport({ data: site.data, batch, reason: '错' }, undone), undone.text).to.equal(0);
    expect(await total()).to.equal(before - 1);
    expect(await undoImport({ data: site.data, batch, reason: '错' }, undone)).to.equal(1);
    expect(await undoImport({ data: site.data, batch: 'none', reason: '错' }, undone)).to.equal(1);
    const actions = (await store.audit.read(0, 1000)).map(({ action }) => action);
    expect(actions).to.include.members([
      'knowledge-import',
      'knowledge-import-dry-run',
      'knowledge-batch-undo',
    ]);
  });

  it('writes templates that import as nothing', async () => {
    for (const kind of ['article', 'faq']) {
      const out = join(site.root, `${kind}.xlsx`);
      const said = new Said();
      expect(await writeTemplateFile({ kind, out }, said), said.text).to.equal(0);
      expect((await run(out)).text)
        .to.contain('新增\t0')
        .and.contain('未收\t0');
    }
    expect(await writeTemplateFile({ kind: 'king', out: join(site.root, 'x') }, new Said())).to.equal(1);
  });

  it('refuses what it does not know in words', async () => {
    const path = table('q.csv', ['x']);
    expect((await run(path, { system: 'desk' })).text).to.contain('enterprise-platform');
    expect((await run(path, { format: 'doc' })).text).to.contain('docx');
    expect((await run(`${path}-none`)).code).to.equal(1);
    expect((await run(path, { data: `${site.data}-none` })).text).to.contain('--data');
  });

  it('is there as it is typed', async () => {
    const { out } = await typed('knowledge', 'import', '--help');
    expect(out).to.contain('--dry-run');
  });
});

describe('yihaoda knowledge search', function () {
  this.timeout(60_000);

  it('answers from the library, in words and as JSON', async () => {
    const said = new Said();
    const args = { text: '政府信息公开申请多久答复', region: '430100', date: '2026-11-30', limit: 3 };
    expect(await searchAnswers({ ...args, json: false }, said), said.text).to.equal(0);
    expect(said.text).to.match(/^1\. .+ 第/);
    const json = new Said();
    expect(await searchAnswers({ ...args, json: true }, json)).to.equal(0);
    expect((JSON.parse(json.text) as unknown[]).length).to.equal(3);
  });

  it('refuses a day that is none', async () => {
    const said = new Said();
    expect(
      await searchAnswers({ text: 'x', region: '430100', date: '2026-02-30', json: false, limit: 3 }, said),
    ).to.equal(1);
    expect(said.text).to.contain('2026-02-30');
  });
});
