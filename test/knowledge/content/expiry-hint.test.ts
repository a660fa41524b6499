import { expect } from 'chai';
import fc from 'fast-check';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { expiryHint } from '../../../knowledge/content/expiry-hint.ts';
import { addYears, chineseDay } from '../../../knowledge/day.ts';
import { loadLibrary } from '../../../knowledge/import/load-library.ts';
import { writeNumeral } from '../../../knowledge/text/numeral.ts';

type Given = Partial<Parameters<typeof expiryHint>[0]>;

function textSaying(said: string, given: Given = {}) {
  return {
    title: '关于支持新能源汽车消费的若干措施',
    clauses: [
      { no: '第一条', text: '持有效期十年的居民身份证的，可以申请。', anchor: 'art-1', heading: [] },
      { no: '第九条', text: said, anchor: 'art-9', heading: [] },
    ],
    commencement: {
      kind: 'known' as const,
      ruleFrom: '2025-03-01',
      textFrom: '2025-03-01',
      unseenFrom: null,
      basis: '第九条',
    },
    ending: { kind: 'none' as const },
    instrument: '规范性文件' as const,
    materialClass: '政策文件' as const,
    ...given,
  };
}

const { articles } = loadLibrary();

describe('A hint that a text ends', () => {
  for (const [said, on] of [
    ['本办法自2025年3月1日起施行，有效期五年。', '2030-03-01'],
    ['本办法自2025年3月1日起施行，有效期为5年。', '2030-03-01'],
    ['本办法自2025年3月1日起施行。有效期两年。', '2027-03-01'],
    ['本措施自2025年3月1日起施行，有效期至2026年12月31日。', '2027-01-01'],
    ['本通告自2025年3月1日起施行，至2025年12月31日止。', '2026-01-01'],
    ['本政策自二〇二五年三月一日起执行，执行至二〇二六年十二月三十一日。', '2027-01-01'],
    ['本方案自印发之日起施行，试行期1年。', '2026-03-01'],
    ['本意见自发布之日起实施，有效期18个月。', '2026-09-01'],
    ['本办法自2024年2月29日起施行，有效期1年。', '2025-03-01'],
    ['本细则自2025年8月31日起施行，有效期6个月。', '2026-03-01'],
  ] as const)
    it(`reads ${said}`, () => {
      const hint = expiryHint(textSaying(said));
      expect(hint).to.include({ on, certainty: 'stated' });
      expect(hint?.basis?.clauseNo).to.equal('第九条');
      expect(hint?.words).to.contain(chineseDay(on));
    });

  it('tells a term whose beginning is not known without a day', () => {
    const unknown = { kind: 'unknown' as const, basis: '读不到' };
    expect(
      expiryHint(textSaying('本办法自公布之日起施行，有效期5年。', { commencement: unknown })),
    ).to.include({
      on: null,
      certainty: 'stated',
    });
  });

  it('calls the term of its kind usual where a 规范性文件 states none, and a shorter one for a trial', () => {
    const said = '本措施自2025年3月1日起施行。';
    expect(expiryHint(textSaying(said))).to.include({ on: '2030-03-01', certainty: 'usual', basis: null });
    const trial = expiryHint(textSaying(said, { title: '长沙市电动自行车管理办法（试行）' }));
    expect(trial).to.include({ on: '2027-03-01', certainty: 'usual' });
    expect(trial?.words).to.contain('请向制定机关核实');
  });

  it('has none for a text that says it has no end, or whose end is known', () => {
    expect(expiryHint(textSaying('本通知自2025年3月1日起施行，长期有效。'))).to.equal(null);
    const ended: PolicyArticle['ending'] = {
      kind: 'repealed',
      on: '2026-01-01',
      basis: 'x',
      successorId: null,
    };
    expect(expiryHint(textSaying('本办法自2025年3月1日起施行，有效期五年。', { ending: ended }))).to.equal(
      null,
    );
  });

  it('does not take a term of a licence for its own', () => {
    const hint = expiryHint(textSaying('许可证自2025年3月1日核发，有效期五年。'));
    expect(hint?.certainty).to.equal('usual');
  });

  it('finds no end in any law or regulation of the library: 暂行条例 of the state do not run out', () => {
    const hints = articles.flatMap((article) => {
      const hint = expiryHint(article);
      return hint === null ? [] : [`${article.id} ${hint.certainty} ${hint.basis?.sentence ?? ''}`];
    });
    expect(hints).to.deep.equal(['CS001 usual ']);
  });

  it('proposes the day that follows the term, whatever the day and the length', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (date, years, inSigns) => {
          const start = date.toISOString().slice(0, 10);
          const term = inSigns ? writeNumeral(years) : String(years);
          const hint = expiryHint(textSaying(`本办法自${chineseDay(start)}起施行，有效期${term}年。`));
          expect(hint?.on).to.equal(addYears(start, years));
        },
      ),
    );
  });
});
