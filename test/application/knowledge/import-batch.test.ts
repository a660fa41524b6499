import { expect } from 'chai';
import type { Account } from '../../../bridge/application/store.ts';
import { DeliveryRefused } from '../../../knowledge/content/delivery.ts';
import { article, faq, item } from '../../adapters/sqlite/knowledge/contents.ts';
import { seenOf } from '../../adapters/sqlite/knowledge/deliveries.ts';
import { type House, openHouse } from '../house.ts';
import { type Delivery, delivery, importInto, publishBatch, receiptOf } from './importing.ts';

describe('a delivery that is imported (导入)', function () {
  this.timeout(20_000);
  let house: House;
  let editor: Account;
  let second: Account;
  let approver: Account;
  beforeEach(async () => {
    house = await openHouse();
    editor = await house.person('editor', ['knowledge-editor']);
    second = await house.person('second', ['knowledge-editor']);
    approver = await house.person('approver', ['knowledge-approver']);
  });
  afterEach(() => house.close());

  const seen = () => seenOf(house.store.knowledge);
  const three = { a: faq('甲怎么办'), b: faq('乙怎么办'), c: article('长政办发〔2026〕3号') };
  const none = { added: 0, changed: 0, unchanged: 0, expired: 0, conflicting: 0, rejected: 0 };

  it('stands at 初审 with the source as its author, and a receipt says what it came to', async () => {
    const receipt = await receiptOf(importInto(house, editor, delivery(three)));
    expect(receipt.counts).to.deep.equal({ ...none, added: 3 });
    expect(receipt.batch).to.deep.include({ state: 'taken', accountId: editor.id, counts: receipt.counts });
    for (const { standing } of (await seen()).rows)
      expect(standing.draft).to.deep.include({ stage: 'first-review', authorIds: ['source:hotline-base'] });
    expect((await seen()).answering).to.deep.equal([]);
  });

  it('twice is unchanged the second time, published or not', async () => {
    const first = await receiptOf(importInto(house, editor, delivery(three)));
    expect((await receiptOf(importInto(house, editor, delivery(three)))).counts).to.deep.equal({
      ...none,
      unchanged: 3,
    });
    await publishBatch(house, first.batch?.batchId ?? '', [second, approver]);
    const before = await seen();
    expect(before.answering).to.have.length(3);
    expect((await receiptOf(importInto(house, editor, delivery(three)))).counts).to.deep.equal({
      ...none,
      unchanged: 3,
    });
    expect(await seen()).to.deep.equal(before);
  });

  it('as a dry run tells the same and changes nothing', async () => {
    const before = await seen();
    const dry = await receiptOf(importInto(house, editor, delivery(three), { dryRun: true }));
    expect(dry.batch).to.equal(null);
    expect(dry.counts).to.deep.equal({ ...none, added: 3 });
    expect(await seen()).to.deep.equal(before);
    expect((await house.store.knowledge.batches(null, { offset: 0, limit: 9 })).total).to.equal(0);
  });

  it('tells changes field by field, and clauses by their number', async () => {
    await receiptOf(importInto(house, editor, delivery(three)));
    const clauses = [{ no: '第一条', text: '租房可以提取，每年一次。', anchor: 'art-1', heading: [] }];
    const changed = {
      ...three,
      a: faq('甲怎么办', { topic: '税费' }),
      c: article('长政办发〔2026〕3号', { clauses }),
    };
    const receipt = await receiptOf(importInto(house, editor, delivery(changed)));
    expect(receipt.counts).to.deep.equal({ ...none, changed: 2, unchanged: 1 });
    expect(receipt.rows.map(({ differences }) => differences)).to.deep.equal([
      [{ field: 'topic', name: '主题', before: '住房', after: '税费' }],
      [
        {
          field: 'clauses.第一条',
          name: '正文 第一条',
          before: '租房可以提取住房公积金。',
          after: '租房可以提取，每年一次。',
        },
      ],
    ]);
  });

  it('withdraws what the source no longer has, and the same words come again as a change', async () => {
    const first = await receiptOf(importInto(house, editor, delivery(three)));
    await publishBatch(house, first.batch?.batchId ?? '', [second, approver]);
    const gone = await receiptOf(importInto(house, editor, delivery({ a: null, unknown: null })));
    expect(gone.counts).to.deep.equal({ ...none, expired: 1, unchanged: 1 });
    expect((await seen()).answering).to.have.length(2);
    expect((await receiptOf(importInto(house, editor, delivery({ a: null })))).counts).to.deep.include({
      unchanged: 1,
    });
    expect((await receiptOf(importInto(house, editor, delivery({ a: three.a })))).counts).to.deep.include({
      changed: 1,
    });
    expect((await receiptOf(importInto(house, editor, delivery({ a: three.a })))).counts).to.deep.include({
      unchanged: 1,
    });
  });

  it('withdraws on the day that the source names', async () => {
    const first = await receiptOf(importInto(house, editor, delivery({ a: three.a })));
    await publishBatch(house, first.batch?.batchId ?? '', [second, approver]);
    async function* later(): Delivery {
      yield { delivered: 'removal', at: { in: 'x', row: 1, column: null }, sourceId: 'a', on: '2098-05-01' };
      return null;
    }
    const receipt = await receiptOf(importInto(house, editor, later()));
    expect(receipt.rows[0]?.words).to.contain('自2098年5月1日起').and.contain('届时自动下架');
    expect((await receiptOf(importInto(house, editor, later()))).counts).to.deep.include({ unchanged: 1 });
    expect(await house.store.knowledge.withdrawDue('2098-04-30')).to.equal(0);
    expect((await seen()).answering).to.have.length(1);
    expect(await house.store.knowledge.withdrawDue('2098-05-01')).to.equal(1);
    expect((await seen()).answering).to.deep.equal([]);
  });

  it('does not touch what somebody here has rewritten: a task says so, once', async () => {
    const first = await receiptOf(importInto(house, editor, delivery(three)));
    await publishBatch(house, first.batch?.batchId ?? '', [second, approver]);
    const { entryId = '' } = (await seen()).rows.find(({ title }) => title === '甲怎么办') ?? {};
    const entry = await house.store.knowledge.entry(entryId, '2026-01-01');
    const written = await house.hotline.knowledge.writeEntry.write(editor, {
      commandId: 'rewrite',
      entry: { entryId, changeNo: entry?.changeNo ?? 0 },
      content: faq('甲究竟怎么办'),
      reason: '口语',
    });
    expect(written.outcome).to.equal('done');
    expect(
      (await receiptOf(importInto(house, editor, delivery(three)))).counts,
      'the source said nothing new',
    ).to.deep.equal({
      ...none,
      unchanged: 3,
    });
    for (const time of [1, 2]) {
      const receipt = await receiptOf(importInto(house, editor, delivery({ a: faq('甲到底怎么办') })));
      expect(receipt.counts, `time ${time}`).to.deep.equal({ ...none, conflicting: 1 });
      expect(receipt.rows[0]).to.deep.include({ code: 'LOCALLY_EDITED', entryId });
    }
    const tasks = await house.store.knowledge.tasks(
      { kind: 'conflict', unitIds: null },
      { offset: 0, limit: 9 },
    );
    expect(tasks.tasks.map((task) => [task.entryId, task.state])).to.deep.equal([[entryId, 'open']]);
    expect((await house.store.knowledge.version(entryId, 2))?.content).to.include({
      question: '甲究竟怎么办',
    });
  });

  it('refuses one 文号 for two texts, here or in the base, and keeps the rest', async () => {
    await receiptOf(importInto(house, editor, delivery({ c: three.c })));
    const receipt = await receiptOf(
      importInto(
        house,
        editor,
        delivery({
          x: article('长政办发〔2026〕3号'),
          y: article('长政办发〔2026〕4号'),
          z: article('长政办发〔2026〕4 号'),
        }),
        { system: 'website' },
      ),
    );
    expect(receipt.counts).to.deep.equal({ ...none, added: 1, conflicting: 2 });
    expect(receipt.rows.map(({ code }) => code)).to.deep.equal(['SAME_DOC_NO', '', 'SAME_DOC_NO']);
    expect(receipt.rows[2]?.words).to.contain('知识.xlsx 第 3 行');
  });

  it('refuses the row that would close a circle of texts that end each other', async () => {
    await receiptOf(
      importInto(
        house,
        editor,
        delivery({ a: article('长政发〔2026〕1号', { replaces: ['长政发〔2026〕2号'] }) }),
      ),
    );
    const receipt = await receiptOf(
      importInto(
        house,
        editor,
        delivery({
          b: article('长政发〔2026〕2号', { replaces: ['c'] }),
          c: article('长政发〔2026〕3号', { replaces: ['长政发[2026]1号'] }),
          d: article('长政发〔2026〕4号', { replaces: ['长政发〔2026〕4号'] }),
        }),
      ),
    );
    expect(receipt.rows.map(({ outcome, code }) => `${outcome} ${code}`)).to.deep.equal([
      'added ',
      'conflicting CIRCLE',
      'conflicting CIRCLE',
    ]);
    expect(receipt.rows[1]?.words).to.contain('长政发[2026]1号').and.contain('长政发〔2026〕2号');
  });

  it('tells faults and doubles by where they stand, and takes the rest', async () => {
    const at = { in: '知识.xlsx', row: 9, column: '施行日期' };
    const fault = { delivered: 'fault', at, code: 'ROW_DATE', words: '“2026年13月”不是日期。' } as const;
    const twice = {
      delivered: 'entry',
      at: { in: '知识.xlsx', row: 10, column: null },
      sourceId: 'a',
      url: '',
      content: faq('又来'),
    } as const;
    const broken = { ...twice, sourceId: 'k', content: { ...faq('坏'), answerSpoken: '' } };
    const receipt = await receiptOf(importInto(house, editor, delivery(three, [fault, twice, broken])));
    expect(receipt.counts).to.deep.equal({ ...none, added: 3, rejected: 3 });
    const words = receipt.rows
      .filter(({ outcome }) => outcome === 'rejected')
      .map((row) => `${row.code} ${row.at.row} ${row.words}`);
    expect(words[0]).to.equal('ROW_DATE 9 “2026年13月”不是日期。');
    expect(words[1]).to.contain('ROW_TWICE 10').and.contain('知识.xlsx 第 2 行');
    expect(words[2]).to.contain('answerSpoken');
  });

  it('of an exchange may tell several versions of one item: the last word counts', async () => {
    async function* batch(): Delivery {
      const entry = (sourceId: string, name: string) =>
        ({
          delivered: 'entry',
          at: { in: 'x', row: 1, column: null },
          sourceId,
          url: '',
          content: item(name),
        }) as const;
      yield entry('a', '旧名');
      yield entry('b', '要删的');
      for (let i = 0; i < 120; i += 1) yield entry(`n${i}`, `事项 ${i}`);
      yield entry('a', '新名');
      yield { delivered: 'removal', at: { in: 'x', row: 2, column: null }, sourceId: 'b', on: null };
      return 'up to here';
    }
    const wish = { system: 'service-items' } as const;
    const receipt = await receiptOf(importInto(house, editor, batch(), wish));
    expect(receipt.counts).to.deep.equal({ ...none, added: 121, unchanged: 1 });
    const titles = (await seen()).rows.map(({ title }) => title);
    expect(titles).to.include('新名').and.not.include('旧名').and.not.include('要删的');
    expect(await house.store.knowledge.lastMark('service-items')).to.equal('up to here');
    expect((await receiptOf(importInto(house, editor, batch(), wish))).counts).to.deep.equal({
      ...none,
      unchanged: 122,
    });
    expect((await seen()).rows).to.have.length(121);
  });

  it('that cannot be read to its end leaves nothing', async () => {
    async function* torn(): Delivery {
      for (let i = 0; i < 250; i += 1)
        yield {
          delivered: 'entry',
          at: { in: 'x', row: i, column: null },
          sourceId: `${i}`,
          url: '',
          content: faq(`第${i}问`),
        };
      throw new DeliveryRefused(
        'FILE_TORN',
        { in: '知识.xlsx', row: 251, column: null },
        '文件不完整，请重新导出。',
      );
    }
    const result = await importInto(house, editor, torn());
    expect(result).to.deep.equal({
      outcome: 'refused',
      code: 'FILE_TORN',
      message: '知识.xlsx 第 251 行：文件不完整，请重新导出。',
    });
    expect((await seen()).rows).to.deep.equal([]);
    expect((await receiptOf(importInto(house, editor, delivery({ 1: faq('第1问') })))).counts.added).to.equal(
      1,
    );
  });

  it('is for editors alone, and each import is in the audit', async () => {
    const operator = await house.person('operator', ['operator']);
    for (const account of [operator, approver])
      expect(await importInto(house, account, delivery(three))).to.include({
        outcome: 'refused',
        code: 'no-right',
      });
    await receiptOf(importInto(house, editor, delivery(three)));
    const audit = await house.store.audit.read(0, 100);
    expect(
      audit.filter(({ action }) => action.startsWith('knowledge-')).map(({ detail }) => detail),
    ).to.deep.equal([
      'hotline-base xlsx added 3, changed 0, unchanged 0, expired 0, conflicting 0, rejected 0',
    ]);
  });

  it('can be undone as a whole by who may import, and not over later work', async () => {
    const { reviewBatch, writeEntry } = house.hotline.knowledge;
    const first = await receiptOf(importInto(house, editor, delivery(three)));
    await publishBatch(house, first.batch?.batchId ?? '', [second, approver]);
    const before = await seen();
    const next = await receiptOf(
      importInto(house, editor, delivery({ a: faq('改'), b: null, d: faq('新') })),
    );
    const batchId = next.batch?.batchId ?? '';
    const undo = (account: Account) => reviewBatch.undo(account, { commandId: 'u', batchId, reason: '导错' });
    expect(await undo(approver)).to.include({ code: 'no-right' });
    expect((await undo(editor)).outcome).to.equal('done');
    expect(await seen()).to.deep.equal(before);

    const third = await receiptOf(importInto(house, editor, delivery({ d: faq('新') })));
    const entryId = third.rows[0]?.entryId ?? '';
    const entry = await house.store.knowledge.entry(entryId, '2026-01-01');
    const act = { act: 'send-back', reason: '有错' } as const;
    const back = await writeEntry.review(second, {
      commandId: 'b',
      entryId,
      changeNo: entry?.changeNo ?? 0,
      act,
    });
    if (back.outcome !== 'done') throw new Error(back.message);
    await writeEntry.write(editor, { commandId: 'w', entry: back, content: faq('新写的'), reason: '' });
    const wish = { commandId: 'u3', batchId: third.batch?.batchId ?? '', reason: '导错' };
    const refused = await reviewBatch.undo(editor, wish);
    expect(refused).to.include({ code: 'changed-since' });
    expect(refused.outcome === 'refused' && refused.message).to.contain('“新写的”');
  });

  it('is reviewed by two people, who may be the one who imported it but never one alone', async () => {
    const { reviewBatch } = house.hotline.knowledge;
    const chief = await house.person('chief', ['knowledge-editor', 'knowledge-approver']);
    const receipt = await receiptOf(importInto(house, chief, delivery(three)));
    const batchId = receipt.batch?.batchId ?? '';
    const act = { act: 'pass-second', reviewDueOn: '2027-01-01' } as const;
    await reviewBatch.pass(chief, { commandId: 'p1', batchId, act: { act: 'pass-first' } });
    const alone = await reviewBatch.pass(chief, { commandId: 'p2', batchId, act });
    expect(alone).to.deep.include({ passed: 0 });
    expect('refused' in alone && alone.refused.map(({ words }) => words)[0]).to.contain('须由另一人');
    expect(await reviewBatch.pass(approver, { commandId: 'p3', batchId, act })).to.deep.include({
      passed: 3,
    });
  });
});
