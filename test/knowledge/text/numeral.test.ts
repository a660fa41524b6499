import { expect } from 'chai';
import fc from 'fast-check';
import { findClauseNo, readNumeral, writeNumeral } from '../../../knowledge/text/numeral.ts';

describe('a numeral', () => {
  it('is read in each way that rules write one', () => {
    expect(readNumeral('三十三')).to.equal(33);
    expect(readNumeral('十')).to.equal(10);
    expect(readNumeral('一百零四')).to.equal(104);
    expect(readNumeral('一百一十二')).to.equal(112);
    expect(readNumeral('一九九五')).to.equal(1995);
    expect(readNumeral('二〇二一')).to.equal(2021);
    expect(readNumeral('33')).to.equal(33);
  });

  it('is refused when it is none', () => {
    for (const none of ['', '若干', '三四五六七', '12345']) expect(readNumeral(none), none).to.equal(null);
  });

  it('is read back as it was written, up to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (value) => {
        expect(readNumeral(writeNumeral(value))).to.equal(value);
      }),
    );
  });

  it('beyond 9999 is refused: no rule has so many articles', () => {
    expect(() => writeNumeral(10_000)).to.throw(RangeError, '10000');
  });

  it('is written as articles are numbered', () => {
    expect([10, 12, 33, 104, 110, 112, 1005].map(writeNumeral)).to.deep.equal([
      '十',
      '十二',
      '三十三',
      '一百零四',
      '一百一十',
      '一百一十二',
      '一千零五',
    ]);
  });
});

describe('an article number in a question', () => {
  it('is found in digits and in characters', () => {
    expect(findClauseNo('政府信息公开条例第33条')?.no).to.equal('第三十三条');
    expect(findClauseNo('第一百零四条讲什么')?.no).to.equal('第一百零四条');
    expect(findClauseNo('劳动合同法47条')?.no).to.equal('第四十七条');
    expect(findClauseNo('第一百三十三条之一')?.no).to.equal('第一百三十三条之一');
  });

  it('is not seen in what only counts something', () => {
    expect(findClauseNo('家里养了三条狗')).to.equal(null);
    expect(findClauseNo('收到两条短信')).to.equal(null);
  });
});
