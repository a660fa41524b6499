import { expect } from 'chai';
import fc from 'fast-check';
import { fold, normalise } from '../../../knowledge/text/normalise.ts';

describe('normalised text', () => {
  it('is the same for full and half width, upper and lower case, any spaces', () => {
    expect(normalise('　ＡＢＣ　１２３４５ 热线\n查询 ')).to.equal('abc 12345 热线 查询');
    expect(normalise('APP')).to.equal(normalise('ａｐｐ'));
  });

  it('is the same in full width as in half width, whatever is printed', () => {
    const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(' ', '公', '證', ...printable)), (signs) => {
        const wide = signs.map((sign) => {
          if (sign === ' ') return '\u3000';
          return printable.includes(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign;
        });
        expect(fold(wide.join(''))).to.equal(fold(signs.join('')));
        expect(fold(signs.join('').toUpperCase())).to.equal(fold(signs.join('')));
      }),
    );
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
