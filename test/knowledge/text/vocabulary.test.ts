import { expect } from 'chai';
import fc from 'fast-check';
import { together } from '../../../knowledge/rank/written.ts';
import { hearPinyin } from '../../../knowledge/text/pinyin.ts';
import { Vocabulary, type VocabularyTable, type Written } from '../../../knowledge/text/vocabulary.ts';
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

describe('the words of a library that changes', () => {
  const phrase = fc
    .array(fc.constantFrom('渔船', '公积金', '女', 'etc', '补贴', '，', '社保', '行业'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  const written: fc.Arbitrary<Written> = fc.record({
    titles: fc.array(phrase, { maxLength: 2 }),
    texts: fc.array(phrase, { maxLength: 4 }),
    asked: fc.array(phrase, { maxLength: 2 }),
  });

  it('are those of what is left, whatever came and went', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(written, fc.boolean()), { maxLength: 12 }),
        fc.array(written, { maxLength: 3 }),
        (came, first) => {
          const left = first.concat(came.filter(([, stays]) => stays).map(([one]) => one));
          const changed = new Vocabulary(together(first));
          for (const [one] of came) changed.put(one);
          for (const [one, stays] of came) if (!stays) changed.remove(one);
          expect(inOrder(changed.table())).to.deep.equal(inOrder(new Vocabulary(together(left)).table()));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are the same when they are read back from their table', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 5 }), phrase, (all, asked) => {
        const made = new Vocabulary(together(all));
        const table = JSON.parse(JSON.stringify(made.table())) as VocabularyTable;
        const read = new Vocabulary(table);
        expect(read.table()).to.deep.equal(table);
        for (const pinyin of ['yuchuan', 'gjj', 'shebao', 'nv', 'hangye'])
          expect(hearPinyin(`${asked} ${pinyin}`, read)).to.deep.equal(
            hearPinyin(`${asked} ${pinyin}`, made),
          );
        for (const known of ['渔船', '船渔']) expect(read.hasPair(known)).to.equal(made.hasPair(known));
        expect(read.hasLatin('etc')).to.equal(made.hasLatin('etc'));
      }),
      { numRuns: 40 },
    );
  });

  it('are understood by their initials once they came, and no more when they went', () => {
    const vocabulary = new Vocabulary({ titles: ['渔业法'], texts: [], asked: [] });
    const news = { titles: ['长者食堂'], texts: [], asked: [] };
    expect(hearPinyin('zzst', vocabulary).text).to.equal('zzst');
    vocabulary.put(news);
    expect(hearPinyin('zzst', vocabulary).text).to.equal('长者食堂');
    vocabulary.remove(news);
    expect(hearPinyin('zzst', vocabulary).text).to.equal('zzst');
    expect(hearPinyin('yyf', vocabulary).text).to.equal('渔业法');
  });
});

/** Without the order in which things came, and how usual names are: that is counted when a name comes. */
function inOrder({ pairs, latin, names, words }: VocabularyTable) {
  const named = new Set(names.map(([name]) => name));
  const counted = Array.from({ length: pairs.length / 2 }, (_, at) => pairs.slice(2 * at, 2 * at + 2));
  return {
    pairs: counted.map(String).sort(),
    latin: latin.map(String).sort(),
    names: names.map(String).sort(),
    words: words
      .map(([word, weight, ...rest]) => [word, named.has(word) ? 0 : weight, ...rest].join(' '))
      .sort(),
  };
}
