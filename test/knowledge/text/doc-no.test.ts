import { expect } from 'chai';
import fc from 'fast-check';
import { type DocNo, findDocNos, parseDocNo, sameDocNo } from '../../../knowledge/text/doc-no.ts';

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
    for (const text of ['2021年5月1日', '12345', '罚款2000元', '13874801115', '公积金']) {
      expect(findDocNos(text), text).to.deep.equal([]);
    }
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
