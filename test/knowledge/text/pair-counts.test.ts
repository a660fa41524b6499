import { expect } from 'chai';
import fc from 'fast-check';
import { PairCounts } from '../../../knowledge/text/pair-counts.ts';

describe('how often two signs are neighbours', () => {
  it('is counted over all texts, by what a text counts', () => {
    const pairs = new PairCounts();
    pairs.count('公积金，公积', 1);
    pairs.count('公积', 5);
    expect(pairs.of('公积', 0)).to.equal(7);
    expect(pairs.of('公积金', 1)).to.equal(1);
    expect(pairs.of('金公', 0)).to.equal(0);
    expect([...pairs.atLeast(5)]).to.deep.equal([['公积', 7]]);
  });

  it('is that of a count by hand, in any text', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'公积金〇a1 ，龥𠮷の') });
    fc.assert(
      fc.property(signs, (text) => {
        const pairs = new PairCounts();
        pairs.count(text, 1);
        const byHand = new Map<string, number>();
        for (let at = 0; at + 1 < text.length; at += 1) {
          const pair = text.slice(at, at + 2);
          if (/^[公积金〇龥]{2}$/.test(pair)) byHand.set(pair, (byHand.get(pair) ?? 0) + 1);
        }
        expect(new Map(pairs.atLeast(1))).to.deep.equal(byHand);
      }),
    );
  });
});
