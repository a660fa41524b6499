import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Delivered, DeliveryRefused, inWords } from '../../../../knowledge/content/delivery.ts';
import { contentSchema } from '../../../../knowledge/content/entry.ts';
import { serviceItemSchema } from '../../../../knowledge/content/service-item.ts';
import type { TakenBatch } from '../../../../knowledge/import/service-items/deliver-batch.ts';
import { readItemLines } from '../../../../knowledge/import/service-items/read-item-lines.ts';

const source = { fileName: '事项.jsonl', regionCode: '430100', today: '2026-11-30' };
const fixture = readFileSync(join(import.meta.dirname, 'fixtures/items.jsonl'));

async function read(
  bytes: Uint8Array,
  taken: TakenBatch | null = null,
): Promise<{ all: Delivered[]; batch: TakenBatch | null }> {
  const all: Delivered[] = [];
  const reading = readItemLines([bytes], source, taken);
  for (;;) {
    const { done, value } = await reading.next();
    if (done === true) return { all, batch: value };
    all.push(value);
  }
}
const told = (all: readonly Delivered[]) =>
  all.map((each) =>
    each.delivered === 'fault' ? `${each.code} ${inWords(each.at)}` : `${each.delivered} ${each.sourceId}`,
  );
const row = (fields: Readonly<Record<string, unknown>>) => ({
  row_guid: 'G1',
  task_code: 'T1',
  task_name: '事项',
  task_version: '1',
  dept_name: '某局',
  cd_operation: 'I',
  cd_time: '2026-03-01 08:00:00',
  cd_batch: 'B1',
  ...fields,
});
const rows = (...all: Readonly<Record<string, unknown>>[]) =>
  Buffer.from(all.map((fields) => `${JSON.stringify(row(fields))}\n`).join(''));

describe('a batch of service items', () => {
  it('gives entries and removals in the order of cd_time, with every field that is declared', async () => {
    const { all, batch } = await read(fixture);
    expect(told(all)).to.deep.equal([
      'removal b7e1c5a0-0003-4000-8000-000000000003',
      'entry b7e1c5a0-0001-4000-8000-000000000001',
      'entry b7e1c5a0-0002-4000-8000-000000000002',
    ]);
    expect(all[0]).to.deep.include({ on: '2026-03-01', at: { in: '事项.jsonl', row: 3, column: null } });
    expect(batch).to.deep.equal({ batch: '20260301', time: '2026-03-01 09:00:00' });
    const first = all[1]?.delivered === 'entry' && all[1].content.kind === 'item' ? all[1].content : null;
    const given = JSON.parse(fixture.toString().split('\n')[0] ?? '');
    for (const field of Object.keys(serviceItemSchema.shape)) {
      if (!(field in given) || ['materials', 'is_fee', 'is_online'].includes(field)) continue;
      expect(first?.item, field).to.have.property(field, String(given[field]));
    }
    expect(first?.item).to.deep.include({
      is_fee: '0',
      is_online: '1',
      promise_day: '10',
      plan_effective_date: '2026-01-01',
    });
    expect(first?.item.materials).to.deep.equal([
      { name: '身份证', source: '申请人自备', copies: '1', form: '复印件', necessity: '必要', sampleUrl: '' },
      { name: '申请表', source: '', copies: '', form: '', necessity: '', sampleUrl: '' },
    ]);
    expect(first).to.deep.include({ regionCode: '430100', audience: ['个人'] });
    const second = all[2]?.delivered === 'entry' ? all[2].content : null;
    expect(second).to.deep.include({ regionCode: '430102001', audience: ['企业', '个体工商户'] });
  });

  it('takes each version of an item once, as it was last told', async () => {
    const { all } = await read(
      rows(
        { task_name: '后', cd_operation: 'U', cd_time: '2026-03-01 10:00:00' },
        { task_name: '先' },
        { task_version: '2', cd_operation: 'U', cd_time: '20260302090000' },
        { cd_operation: 'D', cd_time: '2026/3/3', plan_cancel_date: '2026-06-30' },
        { row_guid: 'G2' },
        { row_guid: 'G2' },
      ),
    );
    expect(told(all)).to.deep.equal(['entry G2', 'entry G1', 'entry G1', 'removal G1']);
    expect(all[1]).to.have.nested.property('content.item.task_name', '后');
    expect(all[3]).to.have.property('on', '2026-06-30');
  });

  it('is told where it was taken before, and refused where it is older than that', async () => {
    const bytes = rows(
      { cd_time: '2026-03-01 08:00:00' },
      { row_guid: 'G2', cd_time: '2026-03-01 09:00:00' },
    );
    const taken = { batch: 'B1', time: '2026-03-01 09:00:00' };
    expect((await read(bytes, taken)).all.map(({ delivered }) => delivered)).to.deep.equal([
      'fault',
      'entry',
      'entry',
    ]);
    expect((await read(bytes, { batch: 'B0', time: '2026-02-28 09:00:00' })).all).to.have.lengthOf(2);
    const error = await read(bytes, { batch: 'B2', time: '2026-03-02 00:00:00' }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DeliveryRefused).with.property('code', 'BATCH_OLDER');
    expect(error).to.have.property('message').that.includes('B2').and.includes('2026-03-01 09:00:00');
    expect((await read(Buffer.alloc(0), taken)).batch).to.deep.equal(taken);
  });

  it('names rows that cannot be taken, and reads the others', async () => {
    const { all } = await read(
      Buffer.concat([
        rows(
          { row_guid: '' },
          { row_guid: 'G3', cd_operation: 'X', cd_time: '昨天' },
          { row_guid: 'G4', task_name: null, is_fee: '有时', cd_time: '2026-03-02 08:00:00' },
          { row_guid: 'G5', plan_effective_date: '2026-02-30' },
          { row_guid: 'G6', materials: [{ source: '自备' }] },
          { row_guid: 'G7', materials: '身份证' },
          { row_guid: 'G8', 新字段: 1 },
        ),
        Buffer.from('[]\n'),
      ]),
    );
    expect(told(all)).to.deep.equal([
      'ROW_MISSING 事项.jsonl 第 1 行“row_guid”列',
      'ROW_OPERATION 事项.jsonl 第 2 行“cd_operation”列',
      'ROW_TIME 事项.jsonl 第 2 行“cd_time”列',
      'ROW_FIELD 事项.jsonl 第 3 行“task_name”列',
      'ROW_FIELD 事项.jsonl 第 3 行“is_fee”列',
      'ROW_DATE 事项.jsonl 第 4 行“plan_effective_date”列',
      'ROW_FIELD 事项.jsonl 第 5 行“materials.0.name”列',
      'ROW_FIELD 事项.jsonl 第 6 行“materials”列',
      'FIELD_UNKNOWN 事项.jsonl 第 7 行“新字段”列',
      'LINE_FIELD 事项.jsonl 第 8 行',
      'entry G8',
    ]);
  });

  it('names fields that are nested without end', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const field of ['row_guid', 'cd_time', 'link_way', 'plan_cancel_date', 'materials', 'other']) {
      const bytes = Buffer.from(JSON.stringify(row({ [field]: '深' })).replace('"深"', deep));
      const { all } = await read(bytes);
      expect(all[0]?.delivered, field).to.equal('fault');
    }
  });

  it('says where an item is offered: by village, street, credit code, else by its source', async () => {
    const { all } = await read(
      rows(
        { row_guid: 'a', village_code: '430102001005', town_code: '430102001' },
        { row_guid: 'b', town_code: '430102001' },
        { row_guid: 'c', dept_code: '11430121006126827N' },
        { row_guid: 'd', task_code: '11430000006121692B4430114005000' },
        { row_guid: 'e', dept_code: '11100000000013003F' },
        { row_guid: 'f', task_code: '短码' },
      ),
    );
    const regions = all.map((each) =>
      each.delivered === 'entry' && each.content.kind === 'item' ? each.content.regionCode : null,
    );
    expect(regions).to.deep.equal(['430102001005', '430102001', '430121', '430000', '000000', '430100']);
  });

  it('says whom it is for, in words and codes', async () => {
    const words = ['自然人', '法人', '1,2', '个体工商户；企业', '行政机关', ''];
    const { all } = await read(rows(...words.map((server_type, at) => ({ row_guid: `${at}`, server_type }))));
    const audiences = all.map((each) =>
      each.delivered === 'entry' && each.content.kind === 'item' ? each.content.audience : null,
    );
    expect(audiences).to.deep.equal([
      ['个人'],
      ['企业', '社会组织'],
      ['个人', '企业'],
      ['个体工商户', '企业'],
      [],
      [],
    ]);
  });

  it('gives the same for the same rows in any order, and never crashes', async () => {
    const time = fc
      .integer({ min: 0, max: 5_000 })
      .map(
        (at) =>
          `2026-03-01 ${String(Math.floor(at / 3600) + 8).padStart(2, '0')}:${String(Math.floor(at / 60) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
      );
    const fields = fc.record(
      {
        row_guid: fc.constantFrom('G1', 'G2', 'G3'),
        task_version: fc.constantFrom('1', '2'),
        cd_operation: fc.constantFrom('I', 'U', 'D'),
        cd_time: time,
        link_way: fc.jsonValue(),
        materials: fc.jsonValue(),
      },
      { requiredKeys: ['row_guid', 'cd_time', 'cd_operation'] },
    );
    const several = fc.uniqueArray(fields, { selector: ({ cd_time }) => cd_time, maxLength: 8 });
    const without = (all: readonly Delivered[]) =>
      all
        .map((each) => ({ ...each, at: { ...each.at, row: null } }))
        .filter(({ delivered }) => delivered !== 'fault');
    await fc.assert(
      fc.asyncProperty(several, fc.infiniteStream(fc.nat()), async (list, order) => {
        const shuffled = list
          .map((each) => ({ each, key: order.next().value }))
          .sort((a, b) => a.key - b.key);
        const { all } = await read(rows(...list));
        const again = await read(rows(...shuffled.map(({ each }) => each)));
        expect(without(again.all)).to.deep.equal(without(all));
        for (const each of all) if (each.delivered === 'entry') contentSchema.parse(each.content);
      }),
      { numRuns: 200 },
    );
  });
});
