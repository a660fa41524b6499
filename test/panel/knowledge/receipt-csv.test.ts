import { expect } from 'chai';
import { receiptCsv } from '../../../agent-panel/src/knowledge/imports/receipt-csv.ts';
import type { BatchRowView } from '../../../bridge/protocol/knowledge.ts';

const row: BatchRowView = {
  rowNo: 1,
  outcome: 'added',
  at: { in: 'a.xlsx', row: 2, column: null },
  where: 'a.xlsx 第 2 行',
  sourceId: 'Q1',
  entryId: 'e',
  rev: 1,
  title: '落户',
  code: '',
  words: '',
  differences: [],
};
const lines = (rows: BatchRowView[]) => receiptCsv(rows).split('\r\n').slice(1, -1);

describe('a receipt as a table', () => {
  it('begins with the mark of UTF-8 and its head, so that Excel of a Chinese desk opens it', () => {
    expect(receiptCsv([])).to.equal('\ufeff位置,结果,来源编号,条目,代码,说明,字段,原,新\r\n');
  });

  it('has a line for a row, or one for each of its differences', () => {
    const differences = ['标题', '正文'].map((name) => ({ field: name, name, before: '甲', after: '乙' }));
    expect(lines([row, { ...row, outcome: 'changed', differences }])).to.deep.equal([
      'a.xlsx 第 2 行,新增,Q1,落户,,,,,',
      'a.xlsx 第 2 行,变更,Q1,落户,,,标题,甲,乙',
      'a.xlsx 第 2 行,变更,Q1,落户,,,正文,甲,乙',
    ]);
  });

  it('runs nothing: what begins like a formula is text', () => {
    for (const start of ['=', '+', '-', '@', '\t', '＝', "'="])
      expect(lines([{ ...row, title: `${start}cmd` }])[0], start).to.contain(`'${start}cmd`);
    expect(lines([{ ...row, title: '1=1' }])[0]).to.contain(',1=1,');
  });

  it('keeps commas, quotes and line ends inside their cell', () => {
    const words = '一,"二"\n三';
    expect(receiptCsv([{ ...row, words }])).to.contain('"一,""二""\n三"');
  });
});
