import { expect } from 'chai';
import fc from 'fast-check';
import {
  type DocNo,
  findDocNos,
  parseDocNo,
  sameDocNo,
  startOfDocNo,
} from '../../../knowledge/text/doc-no.ts';

function numbered(written: string): DocNo {
  const docNo = parseDocNo(written);
  if (docNo === null) throw new Error(`${written} is not read as a 文号`);
  return docNo;
}

const PLAN = numbered('长政务公开发〔2021〕1号');
const ORDER = numbered('国务院令第711号');

describe('a 文号', () => {
  it('is taken apart into 机关代字, year and serial', () => {
    expect(PLAN).to.deep.equal({
      written: '长政务公开发〔2021〕1号',
      issuerCode: '长政务公开发',
      year: 2021,
      serial: 1,
    });
  });

  it('of an order has no year', () => {
    expect(ORDER).to.include({ issuerCode: '国务院令', year: null, serial: 711 });
  });

  for (const written of [
    '长政务公开发〔2021〕1号',
    '长政务公开发[2021]1号',
    '长政务公开发［２０２１］１号',
    '长政务公开发（2021）第1号',
    '长政务公开发【2021】1',
    '长政务公开发 2021 1号',
    '长政务公开发2021年1号',
    '[2021]1',
    '2021 1号',
    '请问长政务公开发〔2021〕1号怎么说',
    '长政务公开发2021-1',
    '长政务 公开发 〔 2021 〕 1 号',
    '长政务公开发〔二〇二一〕一号',
    '（2021）第1号',
    '请问〔2021〕1号',
    '2021年第1号',
  ]) {
    it(`is recognised when somebody types ${written}`, () => {
      expect(findDocNos(written).some((found) => sameDocNo(found, PLAN))).to.equal(true);
    });
  }

  for (const written of [
    '国务院令第711号',
    '国务院令711',
    '国务院第711号令',
    '中华人民共和国国务院令第711号',
    '国令第711号',
    '711号令',
    '国令711',
    '国令７１１',
    '国务院令第七百一十一号',
    '国务院 令 第 711 号',
    '请问711号令',
    '第七百一十一号令',
  ]) {
    it(`is recognised when somebody types ${written}`, () => {
      expect(findDocNos(written).some((found) => sameDocNo(found, ORDER))).to.equal(true);
    });
  }

  it('is another one when the year, the serial or the code differs', () => {
    expect(sameDocNo(numbered('长政务公开发〔2022〕1号'), PLAN)).to.equal(false);
    expect(sameDocNo(numbered('长政务公开发〔2021〕11号'), PLAN)).to.equal(false);
    expect(sameDocNo(numbered('湘政办发〔2021〕1号'), PLAN)).to.equal(false);
    expect(sameDocNo(numbered('民政部令第711号'), ORDER)).to.equal(false);
  });

  it('is not seen in dates, amounts and telephone numbers', () => {
    for (const text of [
      '2021年5月1日',
      '2021年1月',
      '2021-1-5',
      '2021-01',
      '（2021）1月',
      '12345',
      '0731-2021-1',
      '罚款2000元',
      '13874801115',
      '202111号',
      '2021 1号楼',
      '（2021）湘01民初1号',
      '公积金',
    ]) {
      expect(findDocNos(text), text).to.deep.equal([]);
    }
  });

  it('begins where its code begins, not with the words before it', () => {
    for (const [text, at] of [
      ['答复期限 国务院令第711号', 5],
      ['答复期限国务院令第711号', 4],
      ['答复 期限 国务院 令第711号', 6],
      ['国令711', 0],
    ] as const) {
      const [found] = findDocNos(text);
      expect(found === undefined ? null : startOfDocNo(text, found, ORDER), text).to.equal(at);
    }
  });

  it('is looked for in any string without complaint, and soon', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'国务院令第号年〔〕[]2021一七 -'), maxLength: 200 });
    fc.assert(
      fc.property(signs, (text) => {
        for (const { start, end, written } of findDocNos(text))
          expect(text.slice(start, end)).to.equal(written);
      }),
    );
    const start = performance.now();
    findDocNos('令国 '.repeat(66));
    expect(performance.now() - start).to.be.below(2_000);
  });

  it('is found with its place in a sentence that names several', () => {
    const text = '见国办发〔2021〕12号和湘政办发〔2021〕14 号';
    expect(findDocNos(text).map(({ start, end }) => text.slice(start, end))).to.deep.equal([
      '见国办发〔2021〕12号',
      '和湘政办发〔2021〕14 号',
    ]);
  });

  it('is itself in any writing of brackets and spaces', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('〔〕', '[]', '()', '（）', '【】', '［］'),
        fc.integer({ min: 1950, max: 2049 }),
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('', ' '),
        ([left = '', right = ''], year, serial, gap) => {
          const found = numbered(`湘政办发${gap}${left}${year}${right}${gap}${serial}${gap}号`);
          expect(found).to.include({ issuerCode: '湘政办发', year, serial });
        },
      ),
    );
  });
});
