import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../../knowledge/text/normalise.ts';
import { writeNumeral } from '../../../knowledge/text/numeral.ts';
import { findQuantities } from '../../../knowledge/text/quantity.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';

const quantities = (text: string) => findQuantities(fold(text)).map(({ term }) => term);

describe('a quantity', () => {
  const writings: Record<string, string[]> = {
    '30日': ['三十天', '三十日', '30天', '30日', '３０日', '30 天'],
    '5000元': ['五千元', '5000元', '5,000元', '５０００元', '5千元', '五千块钱', '5000块'],
    '15000元': ['一万五千元', '1.5万元', '一万五元', '15000元'],
    '20工作日': ['二十个工作日', '20个工作日', '20工作日'],
    '18岁': ['十八周岁', '18岁', '十八岁'],
    '6个月': ['六个月', '6个月'],
    '2倍': ['二倍', '两倍', '2倍'],
    '12分': ['十二分', '12分'],
    '50%': ['百分之五十', '50%', '百分之50'],
    '0.5%': ['千分之五', '0.5%'],
    '144平方米': ['一百四十四平方米', '144平米'],
    '1000000元': ['一百万元', '100万元', '1百万元'],
    '120元': ['一百二十元', '一百二块钱'],
  };
  for (const [term, written] of Object.entries(writings)) {
    it(`is ${term} in each of ${written.join('、')}`, () => {
      for (const text of written) expect(quantities(`应当在${text}内`), text).to.deep.equal([term]);
    });
  }

  it('without a unit is a number, where it is no part of a word', () => {
    expect(quantities('三十')).to.deep.equal(['30']);
    expect(quantities('是否超过一百二十')).to.deep.equal(['120']);
  });

  it('is not seen in names, dates and words', () => {
    for (const text of [
      '第三十三条',
      '第三十日',
      '十分',
      '三方',
      '一般',
      '统一',
      '万一',
      '千方百计',
      '百姓',
      '自2020年1月1日起',
      '二〇二〇年十月三十日',
      '三年级',
      '十分之',
      '（十二）未按规定',
      '十二月',
      '12345',
      '138-0000-0000',
    ])
      expect(quantities(text), text).to.deep.equal([]);
  });

  it('is the same in characters and in digits, half and full width, whatever it counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('日', '天', '元', '块钱', '岁', '个月', '个工作日', '倍', '平方米', '小时'),
        (value, unit) => {
          const wide = [...String(value)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
          const digits = quantities(`${value}${unit}`);
          expect(digits).to.have.lengthOf(1);
          expect(quantities(`${writeNumeral(value)}${unit}`)).to.deep.equal(digits);
          expect(quantities(`${wide.join('')}${unit}`)).to.deep.equal(digits);
        },
      ),
    );
  });

  it('in both writings is the same words to index and question: from ten on no others, below ten this one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('日', '元', '岁'), (value, unit) => {
        const terms = (text: string) => tokenise(text).map(({ term }) => term);
        const [digits, signs] = [terms(`${value}${unit}`), terms(`${writeNumeral(value)}${unit}`)];
        if (value >= 10) expect(signs).to.deep.equal(digits);
        expect(digits).to.include(`${value}${unit}`);
        expect(signs).to.include(`${value}${unit}`);
      }),
    );
  });

  it('does not take away the words beside it', () => {
    expect(tokenise('三十日内答复').map(({ term }) => term)).to.include.members(['30日', '日内', '答复']);
  });

  it('is found in any string without complaint, and stands where it says', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...'零〇一二两三十百千万亿0123,.%元日天个月年分之第 a'),
    });
    fc.assert(
      fc.property(signs, (text) => {
        for (const { start, end } of findQuantities(text)) {
          expect(start).to.be.lessThan(end);
          expect(end).to.be.at.most(text.length);
        }
      }),
    );
  });
});
