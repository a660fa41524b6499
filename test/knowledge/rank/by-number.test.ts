import { expect } from 'chai';
import fc from 'fast-check';
import type { Answers } from '../../../knowledge/answers.ts';
import type { DocNo } from '../../../knowledge/text/doc-no.ts';
import { writeNumeral } from '../../../knowledge/text/numeral.ts';
import { realAnswers, realLibrary } from '../library.ts';

const wide = (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const inDigits = (year: number) =>
  [...String(year)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');

/** A number as hands and programs write it. */
const noisy = ({ issuerCode, year, serial }: DocNo) =>
  fc
    .record({
      gap: fc.constantFrom('', ' ', '　'),
      di: fc.constantFrom('', '第'),
      hao: fc.constantFrom('', '号', ' 号'),
      brackets: fc.constantFrom('〔〕', '[]', '()', '（）', '【】', '［］', '﹝﹞'),
      digits: fc.constantFrom<(value: number) => string>(
        String,
        (value) => wide(String(value)),
        writeNumeral,
      ),
      torn: fc.nat({ max: Math.max(0, issuerCode.length - 1) }),
      form: fc.constantFrom('brackets', 'year', 'space', 'stroke', 'signs'),
      order: fc.constantFrom('code first', 'code last', 'short'),
    })
    .map(({ gap, di, hao, brackets, digits, torn, form, order }) => {
      const code = torn === 0 ? issuerCode : `${issuerCode.slice(0, torn)} ${issuerCode.slice(torn)}`;
      const [open = '', close = ''] = brackets;
      if (year === null) {
        if (order === 'code last')
          return `${issuerCode.slice(0, -1)}${gap}${di}${gap}${digits(serial)}${gap}号令`;
        const short = order === 'short' ? issuerCode.replace(/^国务院令$/, '国令') : code;
        return `${short}${gap}${di}${gap}${digits(serial)}${gap}${hao}`;
      }
      switch (form) {
        case 'brackets':
          return `${code}${gap}${open}${gap}${year}${gap}${close}${gap}${di}${digits(serial)}${hao}`;
        case 'year':
          return `${code}${gap}${wide(String(year))}年${gap}${di}${digits(serial)}号`;
        case 'space':
          return `${code}${gap}${year} ${di}${digits(serial)}号`;
        case 'stroke':
          return `${code}${gap}${year}-${wide(String(serial))}`;
        default:
          return `${code}${gap}${open}${inDigits(year)}${close}${digits(serial)}号`;
      }
    });

describe('a text asked for by its 文号', function () {
  this.timeout(60_000);
  let answers: Answers;
  before(() => {
    answers = realAnswers();
  });

  const ask = (text: string) =>
    answers.search({ text, regionCode: '430100', date: '2026-11-24', serviceFunction: null, limit: 20 });
  const reasonOf = (text: string) =>
    new Map(
      ask(text).map(({ articleId, why }) => [
        articleId,
        why.find(({ kind }) => kind === 'docNo' || kind === 'successor')?.kind,
      ]),
    );

  const numbers = new Map<string, { docNo: DocNo; texts: Set<string> }>();
  for (const { id, docNo, formerDocNos } of realLibrary().articles) {
    for (const number of docNo === null ? formerDocNos : [docNo, ...formerDocNos]) {
      const known = numbers.get(number.written) ?? { docNo: number, texts: new Set() };
      known.texts.add(id);
      numbers.set(number.written, known);
    }
  }

  it('is found by any writing of any number in the catalogue, and nothing else but what took its place', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...numbers.values())
          .chain(({ docNo, texts }) => fc.tuple(noisy(docNo), fc.constant(texts))),
        ([written, texts]) => {
          const found = reasonOf(written);
          const byNumber = [...found].filter(([, kind]) => kind === 'docNo').map(([id]) => id);
          expect(byNumber, written).to.have.members([...texts]);
          expect([...found.values()], written).not.to.include(undefined);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is found without its code, with all others of that year and serial', () => {
    for (const written of ['[2021]1', '（2021）第1号', '2021 1号', '〔２０２１〕１号', '2021年第1号'])
      expect([...reasonOf(written)], written).to.deep.equal([['CS001', 'docNo']]);
    expect([...reasonOf('第14号令').keys()]).to.have.members(['P037', 'P038']);
  });

  it('leaves the words before it to the question', () => {
    for (const written of [
      '答复期限 国务院令第711号',
      '国务院令第711号答复期限',
      '答复期限国务院令第七百一十一号',
    ])
      expect(ask(written)[0], written).to.include({ articleId: 'P001', clauseNo: '第三十三条' });
  });

  it('is not what a telephone number, a date, an amount, a case or a building is', () => {
    for (const text of [
      '13874801115',
      '0731-2021-1',
      '2021年1月',
      '2021-1-5',
      '2021-01',
      '2021年1月1号',
      '（2021）1月',
      '缴了2021元1号',
      '（2021）湘01民初1号',
      '(2021)湘0102行初1号',
      '2021 1号楼',
      '202101号',
      '工单202111号',
      '430102202101011234',
      '711号',
      '711路',
      '责令711元',
      '第711条',
    ])
      expect(
        [...reasonOf(text).values()].filter((kind) => kind !== undefined),
        text,
      ).to.deep.equal([]);
  });
});
