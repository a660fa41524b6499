import { expect } from 'chai';
import fc from 'fast-check';
import { fold, normalise } from '../../../knowledge/text/normalise.ts';

describe('normalised text', () => {
  it('is the same for full and half width, upper and lower case, any spaces', () => {
    expect(normalise('　ＡＢＣ　１２３４５ 热线\n查询 ')).to.equal('abc 12345 热线 查询');
    expect(normalise('APP')).to.equal(normalise('ａｐｐ'));
  });

  it('leaves Chinese numerals as they are', () => {
    expect(normalise('第三十三条')).to.equal('第三十三条');
  });

  it('does not change when it is normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalise(normalise(text))).to.equal(normalise(text));
      }),
    );
  });
});

describe('folded text', () => {
  it('keeps its length, so that a match can be shown where it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(text)).to.have.lengthOf(text.length);
      }),
    );
  });
});
