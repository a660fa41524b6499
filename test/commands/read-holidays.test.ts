import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readHolidays } from '../../bridge/commands/read-holidays.ts';

const notice = {
  year: 2027,
  notice: '国务院办公厅关于2027年部分节假日安排的通知',
  docNo: '（测试，非真实通知）',
  publishedOn: '2026-11-30',
  checkedBy: '测试',
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
  work: [],
};

describe('holiday notices of a site', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const refusal = async () => {
    try {
      await readHolidays(folder);
    } catch (error) {
      return String(error);
    }
    throw new Error('it was taken');
  };

  it('add years to those of the product, and take their place', async () => {
    writeFileSync(join(folder, '2027.json'), JSON.stringify(notice));
    writeFileSync(join(folder, '2026.json'), JSON.stringify({ ...notice, year: 2026, off: [] }));
    const years = await readHolidays(folder);
    expect(years.map(({ year, checkedBy }) => [year, checkedBy])).to.deep.equal([
      [2025, null],
      [2026, '测试'],
      [2027, '测试'],
    ]);
  });

  it('stop the start with file, place and remedy where they are not in order', async () => {
    const file = join(folder, '2027.json');
    writeFileSync(file, '{');
    expect(await refusal())
      .to.contain(file)
      .and.to.contain('不是 JSON');
    writeFileSync(file, JSON.stringify({ ...notice, work: ['2027-01-04'] }));
    expect(await refusal())
      .to.contain('work.0')
      .and.to.contain('不是周六、周日')
      .and.to.contain('更正后再启动');
    writeFileSync(file, JSON.stringify({ ...notice, year: 2026, off: [] }));
    expect(await refusal()).to.contain('文件名是 2027 年');
    rmSync(folder, { recursive: true });
    expect(await refusal()).to.contain('rules.holidaysFolder');
  });
});
