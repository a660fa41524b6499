import { expect } from 'chai';
import fc from 'fast-check';
import {
  longestShareIn,
  rareShareIn,
  withoutQuantities,
  writingsOf,
} from '../../../knowledge/rank/stands-in.ts';

describe('how much of a question stands in a text', () => {
  it('counts each word once, as much as it is rare', () => {
    const share = rareShareIn(
      [
        { word: '公积金', rarity: 3, heard: true },
        { word: '提取', rarity: 1, heard: true },
      ],
      [],
    );
    expect(share('公积金的缴存')).to.deep.equal({ inText: 0.75, inAll: 0.75 });
    expect(share('公积金的缴存', ['住房', '公积金提取'])).to.deep.equal({ inText: 0.75, inAll: 1 });
    expect(share('')).to.deep.equal({ inText: 0, inAll: 0 });
  });

  it('finds what rules write for a word that callers say', () => {
    const spoken = [{ spoken: '躺平假', written: ['年休假', '带薪假'] }];
    const words = ['躺平', '平假', '几天'].map((word) => ({ word, rarity: 1, heard: true }));
    expect(rareShareIn(words, spoken)('职工享受年休假')).to.deep.equal({ inText: 2 / 3, inAll: 2 / 3 });
    expect(rareShareIn(words, [])('职工享受年休假')).to.deep.equal({ inText: 0, inAll: 0 });
    expect(writingsOf('躺平假几天', spoken)).to.deep.equal(['躺平假几天', '年休假几天']);
    expect(writingsOf('年休假几天', spoken)).to.deep.equal(['年休假几天']);
  });

  it('has a share of 0 of a question without words', () => {
    expect(rareShareIn([], [])('公积金')).to.deep.equal({ inText: 0, inAll: 0 });
    expect(longestShareIn('', '公积金')).to.equal(0);
  });

  it('is the same whether a quantity is written in signs or in digits', () => {
    expect(withoutQuantities('罚款五千元怎么交')).to.equal(withoutQuantities('罚款5,000块钱怎么交'));
    expect(longestShareIn(withoutQuantities('罚款5000元'), '处五千元罚款')).to.equal(2 / 3);
    expect(withoutQuantities('第三十三条')).to.equal('第三十三条');
  });

  it('finds the longest stretch, as a look at all of them does', () => {
    const signs = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 12 });
    fc.assert(
      fc.property(signs, signs, (question, text) => {
        let longest = 0;
        for (let from = 0; from < question.length; from += 1)
          for (let to = from + 1; to <= question.length; to += 1)
            if (text.includes(question.slice(from, to))) longest = Math.max(longest, to - from);
        expect(longestShareIn(question, text)).to.equal(longest / Math.max(1, question.length));
      }),
    );
  });
});
