import { expect } from 'chai';
import fc from 'fast-check';
import { DICTIONARY } from '../../../knowledge/text/dictionary.ts';
import { normalise } from '../../../knowledge/text/normalise.ts';
import { hearPinyin } from '../../../knowledge/text/pinyin.ts';
import { readingOf } from '../../../knowledge/text/reading.ts';
import type { Vocabulary } from '../../../knowledge/text/vocabulary.ts';
import { realVocabulary, vocabularyOf } from './words-by-sound.ts';

describe('pinyin, in the words of the library', function () {
  this.timeout(20_000);
  let vocabulary: Vocabulary;
  before(() => {
    vocabulary = realVocabulary();
  });

  const hear = (typed: string) => hearPinyin(normalise(typed), vocabulary);
  const read = (typed: string) => hear(typed).text;

  const meant: Record<string, string> = {
    gjj: '公积金',
    gongjijin: '公积金',
    "gong'ji'jin tiqu": '公积金 提取',
    'gong ji jin': '公积金',
    ｇｊｊ: '公积金',
    GJJ: '公积金',
    '长沙gjj tiqu': '长沙公积金 提取',
    公积jin: '公积金',
    gong积jin怎么tiqu: '公积金怎么提取',
    办gongjijin: '办公积金',
    gjjtq: '公积金提取',
    shiyebaoxian: '失业保险',
    ldht: '劳动合同',
    ldhtf: '劳动合同法',
    zfxxgk: '政府信息公开',
    shebao: '社保',
    nvzhigong: '女职工',
    nuzhigong: '女职工',
    nüzhigong: '女职工',
    gongan: '公安',
    'gjj etc': '公积金 etc',
  };
  for (const [typed, words] of Object.entries(meant)) {
    it(`${typed} is ${words}`, () => {
      expect(read(typed)).to.equal(words);
    });
  }

  it('half typed is the word that it will be', () => {
    for (const typed of [
      'gongji',
      'gongjij',
      'gongjiji',
      'gongjijin',
      "gong'ji'j",
      "gong'ji'ji",
      'gj',
      '公积j',
    ])
      expect(read(typed), typed).to.equal('公积金');
    expect(read('tiq')).to.equal('提取');
    expect(read('gongjijin t')).to.equal('公积金 t');
    expect(read('gongjijint')).to.equal('公积金t');
  });

  it('tells what was typed and what was understood, the likeliest word first', () => {
    expect(hear("长沙gong'ji'jin").heard).to.deep.equal([
      { written: "gong'ji'jin", words: ['公积金'], by: 'pinyin' },
    ]);
    const [understood] = hear('gs').heard;
    expect(understood?.words).to.have.length.within(2, 3);
    expect(understood?.words).to.include('工伤');
  });

  it('takes, of words that sound the same, the one that is written most', () => {
    const ofWater = vocabularyOf('用水', '用水', '用税');
    expect(hearPinyin('yongshui', ofWater).heard[0]?.words).to.deep.equal(['用水', '用税']);
  });

  it('knows the words of this library, and no others', () => {
    expect(hearPinyin('yuchuan', vocabularyOf('渔船登记')).text).to.equal('渔船');
    expect(hearPinyin('gjj', vocabularyOf('渔船登记')).text).to.equal('gjj');
  });

  it('leaves Latin words, numbers and addresses alone', () => {
    for (const text of [
      'etc怎么办',
      'app',
      '12345',
      'vat',
      'wifi',
      'hello',
      'china mobile',
      'xyzzy',
      'g',
      "don't",
      'gjj2021',
      'gjj.changsha.gov.cn',
      'a@gjj.cn',
      'pm2.5',
      'case',
      '小c',
      '维生素c',
      'a类',
    ])
      expect(read(text), text).to.equal(text);
  });

  it('leaves alone what is written in Latin letters in a text', () => {
    expect(hearPinyin('gjj', vocabularyOf('公积金gjj登录', '公积金')).text).to.equal('gjj');
    expect(hearPinyin('gjj', vocabularyOf('公积金见gjj.changsha.gov.cn')).text).to.equal('公积金');
  });

  const fieldWord = fc.constantFrom(...DICTIONARY).filter((word) => standsInLibrary(word));
  const standsInLibrary = (word: string) =>
    [...word].every((sign, at, signs) => at === 0 || realVocabulary().hasPair(`${signs[at - 1]}${sign}`));

  it('finds every word of the field by its full pinyin, however the syllables are set apart', () => {
    const missed: string[] = [];
    for (const word of DICTIONARY) {
      if (!standsInLibrary(word)) continue;
      for (const mark of ['', "'", ' ', '’']) {
        const { text, heard } = hear(readingOf(word).join(mark));
        // 工伤 and 工商 sound the same: then it is among what is sought.
        if (text.replaceAll(' ', '') !== word && !heard.some(({ words }) => words.includes(word)))
          missed.push(`${readingOf(word).join(mark)} ${word} ${text}`);
      }
    }
    expect(missed).to.deep.equal([]);
  });

  it('finds most words of three signs and more by their initials', () => {
    const long = [...DICTIONARY].filter((word) => word.length >= 3 && standsInLibrary(word));
    const found = long.filter((word) => {
      const initials = readingOf(word).map((syllable) => syllable.charAt(0));
      return hear(initials.join('')).heard.some(({ words }) => words.includes(word));
    });
    expect(found.length / long.length).to.be.above(0.9);
  });

  it('reads the same while an input method composes as when the letters stand without its marks', () => {
    fc.assert(
      fc.property(fc.array(fieldWord, { minLength: 1, maxLength: 3 }), (words) => {
        const syllables = words.map(readingOf);
        const composing = syllables.map((each) => each.join("'")).join(' ');
        const ended = syllables.map((each) => each.join('')).join(' ');
        // fang'an may be fan'gan without its mark; that is what the mark is for.
        const unclear = syllables.some((each) =>
          each.some((syllable, at) => at > 0 && /^[aoe]/.test(syllable)),
        );
        if (!unclear) expect(read(ended)).to.equal(read(composing));
      }),
      { numRuns: 300 },
    );
  });

  it('never changes what is typed in signs and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'公鸡金居住证12345，。 〔〕失业保现') }), (text) => {
        expect(hearPinyin(text, vocabulary)).to.deep.equal({ text, heard: [] });
      }),
    );
  });

  it('keeps all signs and digits, in order, whatever letters stand between', () => {
    const typed = fc.array(
      fc.constantFrom('gjj', 'ti', "q'u", ' ', 'x', 'hello', '1', '〇', '税', '公积', 'jin', 'etc'),
    );
    fc.assert(
      fc.property(typed, (parts) => {
        const text = normalise(parts.join(''));
        const kept = text.replace(/[a-z'\s]+/g, '');
        let from = 0;
        for (const sign of kept) {
          const at = read(text).indexOf(sign, from);
          expect(at, `${text} → ${read(text)}`).to.be.at.least(from);
          from = at + 1;
        }
      }),
    );
  });

  it('is read in any string without complaint', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void read(text)));
    expect(read('abcdefghijklmnopqrstuvwxyz'.repeat(7))).to.be.a('string');
    expect(read('jzz'.repeat(66))).to.be.a('string');
  });
});
