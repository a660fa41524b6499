import { expect } from 'chai';
import fc from 'fast-check';
import { PairCounts, signsOf } from '../../../knowledge/text/pair-counts.ts';

describe('how often two signs are neighbours', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'公积金〇a1 ，龥𠮷の') });

  it('is counted over all texts, by what a text counts', () => {
    const pairs = new PairCounts();
    pairs.count('公积金，公积', 1);
    pairs.count('公积', 5);
    expect(pairs.of('公积', 0)).to.equal(7);
    expect(pairs.of('公积金', 1)).to.equal(1);
    expect(pairs.of('金公', 0)).to.equal(0);
    expect(counted(pairs)).to.deep.equal(
      new Map([
        ['公积', 7],
        ['积金', 1],
      ]),
    );
    pairs.count('公积', -7);
    expect(counted(pairs)).to.deep.equal(new Map([['积金', 1]]));
  });

  it('is that of a count by hand, in any text', () => {
    fc.assert(
      fc.property(signs, (text) => {
        const pairs = new PairCounts();
        pairs.count(text, 1);
        const byHand = new Map<string, number>();
        for (let at = 0; at + 1 < text.length; at += 1) {
          const pair = text.slice(at, at + 2);
          if (/^[公积金〇龥]{2}$/.test(pair)) byHand.set(pair, (byHand.get(pair) ?? 0) + 1);
        }
        expect(counted(pairs)).to.deep.equal(byHand);
      }),
    );
  });

  it('goes on from what was kept as from what was counted', () => {
    fc.assert(
      fc.property(signs, signs, (before, after) => {
        const whole = new PairCounts();
        whole.count(before, 2);
        const kept = new PairCounts(whole.numbers());
        for (const each of [whole, kept]) {
          each.count(after, 3);
          each.count(before, -2);
        }
        expect(kept.numbers()).to.deep.equal(whole.numbers());
        expect(kept.of('公积', 0)).to.equal(whole.of('公积', 0));
      }),
    );
  });
});

function counted(pairs: PairCounts): Map<string, number> {
  const numbers = pairs.numbers();
  return new Map(
    Array.from({ length: numbers.length / 2 }, (_, at) => [
      signsOf(numbers[2 * at] ?? 0),
      numbers[2 * at + 1] ?? 0,
    ]),
  );
}
