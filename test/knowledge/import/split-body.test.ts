import { expect } from 'chai';
import fc from 'fast-check';
import { loadLibrary } from '../../../knowledge/import/load-library.ts';
import { joinBody, splitBody } from '../../../knowledge/import/split-body.ts';

const brief = (body: string) => splitBody(body).map(({ no, text, heading }) => [no, text, heading.join('/')]);

describe('正文 as paragraphs', () => {
  it('is split by its articles, under chapters that nobody marked', () => {
    expect(
      brief(
        '为了规范，制定本办法。\n第一章 总则\n第一条 甲。\n第一项。\n第二章 补贴\n第一节　标准\n第二条　乙。',
      ),
    ).to.deep.equal([
      ['序言', '为了规范，制定本办法。', ''],
      ['第一条', '甲。\n第一项。', '第一章 总则'],
      ['第二条', '乙。', '第二章 补贴/第一节　标准'],
    ]);
  });

  it('takes 第三条 without a space for an article only where it is the next', () => {
    expect(brief('第一条甲。\n第二条乙，见\n第五条规定的情形。\n第三条丙。').map(([no]) => no)).to.deep.equal(
      ['第一条', '第二条', '第三条'],
    );
  });

  it('is split by sections, those of one paragraph too', () => {
    expect(
      brief(
        '一、总体要求\n（一）甲。\n（二）乙。\n二、对新办企业给予补贴。\n另行公布。\n三、附则\n自发布之日起施行。',
      ),
    ).to.deep.equal([
      ['一（一）', '甲。', '一、总体要求'],
      ['一（二）', '乙。', '一、总体要求'],
      ['二', '对新办企业给予补贴。\n另行公布。', ''],
      ['三', '自发布之日起施行。', '三、附则'],
    ]);
  });

  it('without any structure is one clause', () => {
    expect(brief('甲。\n乙。')).to.deep.equal([['序言', '甲。\n乙。', '']]);
    expect(brief(' \n')).to.deep.equal([]);
  });

  it('loses no word, whatever stands where', () => {
    const line = fc.constantFrom(
      '第一编 总则',
      '第一章 总则',
      '第二章 补贴',
      '第一节 标准',
      '第一条 甲',
      '第一条乙',
      '第二条　丙',
      '第三条规定',
      '一、要求',
      '二、补贴。给钱',
      '三、丁',
      '（一）戊',
      '（二）己',
      '附件：清单',
      '1．庚',
      '2、辛',
      '## 壬',
      '正文',
      '第一条之一 癸',
    );
    const letters = (text: string) => text.replace(/[\s#]/g, '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const clauses = splitBody(lines.join('\n'));
        const found = clauses
          .flatMap(({ no, text, heading }) => [no, text, ...heading])
          .map(letters)
          .join('');
        const lost = lines
          .flatMap((each) => [...letters(each).replace(/[、（）．]|^\d/g, '')])
          .filter((letter) => !found.includes(letter));
        expect(lost).to.deep.equal([]);
        expect(new Set(clauses.map(({ anchor }) => anchor)).size).to.equal(clauses.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of every text of the library comes back from its paragraphs', () => {
    const { articles } = loadLibrary();
    for (const { id, clauses } of articles) expect(splitBody(joinBody(clauses)), id).to.deep.equal(clauses);
    expect(articles).to.have.length.greaterThan(100);
  });
});
