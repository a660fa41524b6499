import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { InvalidConfig } from '../../telephony-config/config-error.ts';
import { parseNumberRanges, readNumberRanges } from '../../telephony-config/number-ranges.ts';

const refusal = (text: string): string => {
  try {
    parseNumberRanges(text, 'ranges.csv');
  } catch (error) {
    if (error instanceof InvalidConfig) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a table of number ranges', () => {
  it('is read as spreadsheets write it: with a mark at the beginning, a header, CRLF and empty lines', () => {
    const text =
      '\uFEFF号段,区划代码,名称\r\n# 长沙\r\n0731,430100,长沙市\r\n\r\n1387480, 430102 ,芙蓉区\r\n';
    expect(parseNumberRanges(text, 'ranges.csv')).to.deep.equal([
      { prefix: '0731', regionCode: '430100', name: '长沙市' },
      { prefix: '1387480', regionCode: '430102', name: '芙蓉区' },
    ]);
  });

  it('with a mistake is refused whole, with file, line, what is expected, in both languages', () => {
    const words = refusal(
      '0731,430100,长沙市\n731,430100,长沙市\n138,4301,长沙\n139,430100,<b>\n0731,430100,又是\n',
    );
    for (const line of [2, 3, 4, 5]) expect(words).to.contain(`ranges.csv:${line}:`);
    expect(words).to.not.contain('ranges.csv:1:');
    expect(words).to.contain('在第 1 行已有').and.to.contain('prefix,region code,name');
    expect(refusal('138,430100,长沙,多\n')).to.contain('ranges.csv:1:');
  });

  it('full of mistakes tells the first twenty and stops', () => {
    expect(refusal('x\n'.repeat(1000)).match(/ranges\.csv:\d+:1：/g)).to.have.lengthOf(20);
  });

  it('that is not there is said to be so, with the key to look at', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ranges-'));
    const file = join(folder, 'ranges.csv');
    const missing = await readNumberRanges(file).catch((error: Error) => error.message);
    expect(missing).to.contain('numberRangesFile');
    await writeFile(file, '138,430000,湖南省\n');
    expect(await readNumberRanges(file)).to.have.lengthOf(1);
    await rm(folder, { recursive: true });
  });
});
