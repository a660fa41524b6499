import { expect } from 'chai';
import fc from 'fast-check';
import { joinSeveral, splitSeveral } from '../../../../knowledge/import/tables/several.ts';
import { guard, unguard } from '../../../../knowledge/text/guarded.ts';

describe('several values in one cell', () => {
  it('are parted by ；, | or a new line', () => {
    expect(splitSeveral('甲；乙;丙|丁｜戊\n己\r\n庚')).to.deep.equal([
      '甲',
      '乙',
      '丙',
      '丁',
      '戊',
      '己',
      '庚',
    ]);
    expect(splitSeveral(' 甲 ；； 乙 ')).to.deep.equal(['甲', '乙']);
    expect(splitSeveral('')).to.deep.equal([]);
    expect(splitSeveral('甲\\；乙\\')).to.deep.equal(['甲；乙\\']);
  });

  it('come back from their cell, whatever they hold', () => {
    const value = fc
      .string({ unit: fc.constantFrom('；', ';', '|', '｜', '\n', '\\', '甲', ' ', 'a') })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(splitSeveral(joinSeveral(values))).to.deep.equal(values);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a cell that begins like a formula', () => {
  it('is written behind an apostrophe', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', "'=1", '＝1']) {
      expect(guard(text)).to.equal(`'${text}`);
    }
    for (const text of ['甲', "'甲", '1-2', '']) expect(guard(text)).to.equal(text);
  });

  it('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '甲', '＝') }), (text) => {
        expect(unguard(guard(text))).to.equal(text);
        expect(guard(text)).not.to.match(/^[=+\-@\t\r＝]/);
      }),
    );
  });
});
