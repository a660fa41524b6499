import { expect } from 'chai';
import fc from 'fast-check';
import { DICTIONARY } from '../../../knowledge/text/dictionary.ts';
import { readingOf, readingsOf } from '../../../knowledge/text/reading.ts';
import { isSyllable } from '../../../knowledge/text/syllables.ts';

describe('how a word is read', () => {
  // Of signs with several readings, the one that the word asks for.
  const readings: Record<string, string> = {
    公积金: 'gong ji jin',
    长沙: 'chang sha',
    家长: 'jia zhang',
    银行: 'yin hang',
    行政: 'xing zheng',
    税率: 'shui lv',
    调解: 'tiao jie',
    调查: 'diao cha',
    给付: 'ji fu',
    供给: 'gong ji',
    还款: 'hai kuan',
    女职工: 'nv zhi gong',
    重复: 'chong fu',
    应当: 'ying dang',
    参差: 'cen ci',
  };
  for (const [word, reading] of Object.entries(readings)) {
    it(`${word} is ${reading}`, () => {
      expect(readingOf(word).join(' ')).to.equal(reading);
    });
  }

  it('is a syllable of pinyin for each sign of each word of the field', () => {
    for (const word of DICTIONARY) {
      expect(readingOf(word), word).to.have.lengthOf([...word].length);
      for (const syllable of readingOf(word))
        expect(isSyllable(syllable), `${word} ${syllable}`).to.equal(true);
    }
  });

  it('has all readings of one sign', () => {
    expect(readingsOf('行')).to.include.members(['xing', 'hang']);
    expect(readingsOf('a')).to.deep.equal([]);
  });

  it('has one place for each sign of any text, empty where there is no Chinese sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'公积a1 ，𠮷行') }), (text) => {
        const signs = [...text];
        const read = readingOf(text);
        expect(read).to.have.lengthOf(signs.length);
        signs.forEach((sign, at) => {
          if (!/\p{Script=Han}/u.test(sign)) expect(read[at]).to.equal('');
        });
      }),
    );
  });
});
