import { expect } from 'chai';
import fc from 'fast-check';
import { weigh } from '../../../knowledge/rank/weigh.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';

const weights = (text: string) => new Map(weigh(tokenise(text)).map(({ term, weight }) => [term, weight]));

describe('what a word of a question counts', () => {
  it('is the same for a long word and a short one: 个体工商户 does not drown 注销', () => {
    const counted = weights('个体工商户注销');
    expect(counted.get('个体工商户')).to.equal(counted.get('注销'));
    const pairs = ['个体', '体工', '工商', '商户'].map((pair) => counted.get(pair) ?? 0);
    expect(pairs.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-9);
  });

  it('is little for a pair that only two neighbours make', () => {
    const counted = weights('多久答复');
    expect(counted.get('久答')).to.be.lessThan(counted.get('多久') ?? 0);
  });

  it('is some for what the rest begins with, when a character stands alone', () => {
    expect(weigh(tokenise('税'))).to.deep.equal([{ term: '税*', weight: 1 }]);
  });

  it('is never nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'政府信息公开申请答复个体工商户登记A1 ') }),
        (text) => {
          for (const { weight } of weigh(tokenise(text))) expect(weight).to.be.greaterThan(0);
        },
      ),
    );
  });
});
