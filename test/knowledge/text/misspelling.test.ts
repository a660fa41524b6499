import { expect } from 'chai';
import fc from 'fast-check';
import { DICTIONARY } from '../../../knowledge/text/dictionary.ts';
import { hearMisspelt } from '../../../knowledge/text/misspelling.ts';
import type { Vocabulary } from '../../../knowledge/text/vocabulary.ts';
import { realLibrary } from '../library.ts';
import { realVocabulary, vocabularyOf } from './words-by-sound.ts';

describe('a word under the wrong signs', function () {
  this.timeout(20_000);
  let vocabulary: Vocabulary;
  before(() => {
    vocabulary = realVocabulary();
  });

  const read = (typed: string) => hearMisspelt(typed, vocabulary).text;

  const meant: Record<string, string> = {
    公鸡金: '公积金',
    公基金怎么取: '公积金怎么取',
    失业保现: '失业保险',
    失业保现怎么领: '失业保险怎么领',
    居主证: '居住证',
    身分证: '身份证',
    养老保先: '养老保险',
    社宝: '社保',
    低宝: '低保',
    加斑费: '加班费',
    离婚邓记: '离婚登记',
  };
  for (const [typed, words] of Object.entries(meant)) {
    it(`${typed} is ${words}`, () => {
      expect(read(typed)).to.equal(words);
    });
  }

  it('is heard as in the south: n l, zh z, ch c, sh s, h f, in ing, en eng', () => {
    const own = vocabularyOf(
      '居住证',
      '户口迁移',
      '农民工',
      '身份证',
      '最低工资',
      '失业保险',
      '精神损害',
      '生育保险',
    );
    const pairs: [string, string][] = [
      ['居祖证', '居住证'],
      ['福口迁移', '户口迁移'],
      ['龙民工', '农民工'],
      ['身份赠', '身份证'],
      ['罪低工资', '最低工资'],
      ['思业保险', '失业保险'],
      ['森育保险', '生育保险'],
    ];
    for (const [typed, word] of pairs) expect(hearMisspelt(typed, own).text, typed).to.equal(word);
  });

  it('is told with what was typed', () => {
    expect(hearMisspelt('长沙公鸡金', vocabulary).heard).to.deep.equal([
      { written: '公鸡金', words: ['公积金'], by: 'signs' },
    ]);
  });

  it('is not seen in what is written so in a text, or was asked so', () => {
    expect(hearMisspelt('公鸡金', vocabularyOf('公积金', '公鸡', '鸡金')).text).to.equal('公鸡金');
  });

  it('is not seen in questions as they are put', () => {
    for (const text of [
      '年审被要求搭售',
      '闯红灯扣几分',
      '漏水可以不交物业费吗',
      '工伤休养期间工资怎么发',
      '今天天气好不好',
      '我家楼上很吵怎么办',
      '醉驾五年禁驾是真的吗',
    ])
      expect(read(text), text).to.equal(text);
  });

  it('is never seen in a question made of words of the library', () => {
    const texts = realLibrary().articles.flatMap(({ clauses }) => clauses.map(({ text }) => text));
    const phrase = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 2, max: 8 }))
      .map(([text, at, length]) =>
        text.slice(at % Math.max(1, text.length - 1), (at % Math.max(1, text.length - 1)) + length),
      )
      .filter((part) => /^\p{Script=Han}{2,}$/u.test(part));
    const word = fc
      .constantFrom(...DICTIONARY)
      .filter((each) =>
        [...each].every((sign, at, signs) => at === 0 || realVocabulary().hasPair(`${signs[at - 1]}${sign}`)),
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(phrase, word), { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.join('');
        expect(hearMisspelt(text, vocabulary)).to.deep.equal({ text, heard: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the length of every text, and its positions', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'公鸡金居主证身分失业保现险a1 ，我的𠮷') }),
        (text) => {
          expect(read(text)).to.have.lengthOf(text.length);
        },
      ),
    );
  });

  it('is looked for in any string without complaint', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void read(text)));
  });
});
