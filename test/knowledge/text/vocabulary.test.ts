import { expect } from 'chai';
import { hearPinyin } from '../../../knowledge/text/pinyin.ts';
import { Vocabulary } from '../../../knowledge/text/vocabulary.ts';
import { vocabularyOf } from './words-by-sound.ts';

describe('the words of a library', () => {
  it('are those that stand in it', () => {
    const vocabulary = vocabularyOf('渔船登记');
    expect(vocabulary.hasPair('渔船')).to.equal(true);
    expect(vocabulary.hasPair('船渔')).to.equal(false);
    expect(vocabulary.hasLatin('etc')).to.equal(false);
    expect(vocabularyOf('ＥＴＣ通道').hasLatin('etc')).to.equal(true);
  });

  it('are the same in traditional signs', () => {
    expect(vocabularyOf('漁船登記').hasPair('渔船')).to.equal(true);
  });

  it('are its titles too, by their initials', () => {
    const vocabulary = new Vocabulary({ titles: ['中华人民共和国渔业法'], texts: [], asked: [] });
    expect(hearPinyin('yyf', vocabulary).text).to.equal('渔业法');
  });

  it('weigh more where callers asked for them', () => {
    const asked = new Vocabulary({ titles: [], texts: Array(9).fill('鱼缸'), asked: Array(9).fill('渔港') });
    const written = new Vocabulary({
      titles: [],
      texts: Array(9).fill('渔港'),
      asked: Array(9).fill('鱼缸'),
    });
    expect(hearPinyin('yugang', asked).text).to.equal('渔港');
    expect(hearPinyin('yugang', written).text).to.equal('鱼缸');
  });

  it('do not hold a pair that stood there by chance', () => {
    const vocabulary = new Vocabulary({ titles: [], texts: ['渔船'], asked: [] });
    expect(hearPinyin('yuchuan', vocabulary).text).to.equal('yuchuan');
  });
});
