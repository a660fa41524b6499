import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { type Delivered, inWords } from '../../../../knowledge/content/delivery.ts';
import { readItemTable } from '../../../../knowledge/import/service-items/read-item-table.ts';

const source = { fileName: '事项.xlsx', regionCode: '430100', today: '2026-11-30' };
const header = [
  'row_guid',
  'task_code',
  'task_name',
  'task_version',
  'dept_name',
  'server_type',
  'promise_day',
  'cd_operation',
  'cd_time',
  'cd_batch',
];

async function read(bytes: Uint8Array, materials: Uint8Array | null = null): Promise<Delivered[]> {
  const all: Delivered[] = [];
  const file = materials === null ? null : { bytes: materials, fileName: '材料.csv' };
  for await (const each of readItemTable(bytes, source, null, file)) all.push(each);
  return all;
}
const told = (all: readonly Delivered[]) =>
  all.map((each) =>
    each.delivered === 'fault' ? `${each.code} ${inWords(each.at)}` : `${each.delivered} ${each.sourceId}`,
  );
const materialsOf = (each: Delivered | undefined) =>
  each?.delivered === 'entry' && each.content.kind === 'item'
    ? each.content.item.materials.map(({ name, form }) => [name, form])
    : null;
const csv = (...lines: string[]) => Buffer.from(lines.join('\n'));

describe('a table of service items', () => {
  it('as a workbook has its materials on a second sheet, joined by row_guid', async () => {
    const workbook = new ExcelJS.Workbook();
    const items = workbook.addWorksheet('up_task_general_basic');
    items.addRow(header.map((name) => name.toUpperCase()));
    items.addRow([
      'G1',
      'T1',
      '事项一',
      1,
      '某局',
      '自然人',
      10,
      'I',
      new Date('2026-03-01T08:30:00Z'),
      'B1',
    ]);
    items.addRow(['G2', 'T2', '事项二', 1, '某局', '法人', null, 'I', '2026-03-01 08:00:00', 'B1']);
    const materials = workbook.addWorksheet('材料');
    materials.addRow(['row_guid', 'name', 'form']);
    materials.addRow(['G1', '身份证', '复印件']);
    materials.addRow(['G1', '申请表', '原件']);
    materials.addRow(['G1', '', '原件']);
    const all = await read(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(told(all)).to.deep.equal([
      'ROW_MISSING 事项.xlsx 工作表“材料” 第 4 行“name”列',
      'entry G2',
      'entry G1',
    ]);
    expect(materialsOf(all[2])).to.deep.equal([
      ['身份证', '复印件'],
      ['申请表', '原件'],
    ]);
    expect(all[2]).to.have.nested.property('content.item.promise_day', '10');
  });

  it('as CSV has them in a second file, or as JSON in a column', async () => {
    const items = csv(
      `${header.join()},materials`,
      'G1,T1,事项,1,某局,,,I,2026-03-01 08:00:00,B1,"[{""name"":""户口簿""}]"',
      'G2,T2,事项,1,某局,,,I,2026-03-01 08:00:00,B1,身份证',
    );
    const all = await read(items, csv('row_guid,name,form', 'G1,身份证,复印件'));
    expect(told(all)).to.deep.equal(['ROW_MATERIALS 事项.xlsx 第 3 行“materials”列', 'entry G1']);
    expect(materialsOf(all[1])).to.deep.equal([
      ['户口簿', ''],
      ['身份证', '复印件'],
    ]);
  });

  it('is refused without a column that orders it', async () => {
    const error = await read(csv(header.filter((name) => name !== 'cd_time').join(), 'G1')).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('code', 'TABLE_COLUMN_MISSING');
    expect(error).to.have.property('message').that.includes('cd_time');
  });

  it('takes a removal by row_guid and cd_time alone', async () => {
    const all = await read(csv(header.join(), 'G1,,,,,,,D,2026-03-01 08:00:00,B1'));
    expect(all[0]).to.deep.include({ delivered: 'removal', sourceId: 'G1', on: '2026-03-01' });
  });
});
