import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../knowledge/day.ts';
import { applies, validityAt } from '../../../knowledge/validity/validity.ts';
import { anArticle, realArticle, realLibrary } from '../library.ts';

const on = (id: string, day: string) => validityAt(realArticle(id), day);

describe('whether a text applies', () => {
  for (const [title, old, last, next, first] of [
    ['the noise law', 'P111', '2022-06-04', 'P110', '2022-06-05'],
    ['个体工商户条例', 'P053', '2022-10-31', 'P052', '2022-11-01'],
    ['信访条例', 'P002', '2022-04-30', 'P003', '2022-05-01'],
    ['行政复议法', 'P004', '2023-12-31', 'P005', '2024-01-01'],
    ['增值税暂行条例', 'P066', '2025-12-31', 'P067', '2026-01-01'],
    ['保障中小企业款项支付条例', 'P055', '2025-05-31', 'P056', '2025-06-01'],
    ['妇女权益保障法', 'P085', '2022-12-31', 'P086', '2023-01-01'],
    ['未成年人保护法', 'P083', '2024-04-25', 'P084', '2024-04-26'],
    ['烈士褒扬条例', 'P089', '2024-12-31', 'P090', '2025-01-01'],
  ] as const) {
    it(`has two answers on two days: ${title} until ${last}, then its successor`, () => {
      expect(on(old, last).label).to.equal('现行有效');
      expect(on(next, last).state).to.equal('not-yet');
      expect(applies(on(old, first).state)).to.equal(false);
      expect(on(old, first)).to.include({ to: first, successorId: next });
      expect(on(next, first).label).to.equal('现行有效');
    });
  }

  it('is told with the words of the clause that says so', () => {
    expect(on('P001', '2026-11-24')).to.deep.equal({
      state: 'in-force',
      label: '现行有效',
      from: '2019-05-15',
      to: null,
      basis: '第五十六条：本条例自2019年5月15日起施行。',
      successorId: null,
    });
    expect(on('P111', '2022-06-05')).to.include({ state: 'repealed', label: '废止' });
    expect(on('P111', '2022-06-05').basis).to.include('《噪声污染防治法》第九十条');
  });

  it('is 尚未生效 before its first day, although it is published', () => {
    expect(on('P001', '2019-05-14')).to.include({ state: 'not-yet', label: '尚未生效' });
    expect(on('P067', '2025-04-19').label).to.equal('尚未生效');
  });

  it('is 待核 while an older wording applied that the library does not have', () => {
    // 社会保险法: since 2011, this wording since 2018-12-29.
    expect(on('P015', '2011-06-30').state).to.equal('not-yet');
    expect(on('P015', '2015-01-01')).to.include({ state: 'unclear', label: '待核' });
    expect(on('P015', '2018-12-29').state).to.equal('in-force');
    // 上海市优化营商环境条例: the wordings of 2021 and 2023 are missing.
    expect(on('P060', '2021-10-28').state).to.equal('amended');
    expect(on('P061', '2021-10-27').state).to.equal('not-yet');
    expect(on('P061', '2022-01-01').state).to.equal('unclear');
    expect(on('P061', '2024-11-01').state).to.equal('in-force');
  });

  it('is 待核 from the day on which a revision begins that the library does not have', () => {
    expect(on('P036', '2025-01-19').label).to.equal('现行有效');
    expect(on('P036', '2025-05-10').label).to.equal('待核');
    expect(on('P121', '2025-12-31').label).to.equal('现行有效');
    expect(on('P121', '2026-01-01')).to.include({ label: '待核', successorId: null });
    expect(on('P121', '2026-01-01').basis).to.include('知识库未收录');
  });

  it('is 待核 on every day when its beginning cannot be read', () => {
    for (const day of ['1990-01-01', '2021-07-29', '2026-11-24'])
      expect(on('P119', day).label).to.equal('待核');
  });

  it('says that it ends before it does', () => {
    expect(on('P066', '2025-12-31')).to.include({ label: '现行有效', to: '2026-01-01', successorId: 'P067' });
  });

  it('says when a date rests on memory', () => {
    expect(on('P002', '2023-01-01').basis).to.include('未核对原文');
  });

  it('does not follow a status that the source once wrote: the set has no such field', () => {
    expect(realLibrary().articles.every((article) => !('status' in article))).to.equal(true);
  });

  it('of a policy document without a term is to be checked after five years, in words', () => {
    expect(on('CS001', '2026-08-11').basis).not.to.include('核实');
    expect(on('CS001', '2026-08-12').basis).to.include('未载明有效期');
    expect(on('CS001', '2026-08-12').label).to.equal('现行有效');
  });
});

describe('a text of which a clause has ended', () => {
  const article = anArticle({
    endedClauses: [{ no: '第二条', on: '2023-01-01', basis: '某决定：第二条自2023年1月1日起废止。' }],
  });

  it('is 部分失效 from that day, and the clause itself 失效', () => {
    expect(validityAt(article, '2022-12-31').label).to.equal('现行有效');
    expect(validityAt(article, '2023-01-01').label).to.equal('部分失效');
    expect(validityAt(article, '2023-01-01', '第一条').label).to.equal('部分失效');
    expect(validityAt(article, '2023-01-01', '第二条')).to.include({
      label: '失效',
      basis: '某决定：第二条自2023年1月1日起废止。',
    });
  });
});

describe('for every text of the library', () => {
  const ids = realLibrary().articles.map(({ id }) => id);
  const id = fc.constantFrom(...ids);
  const day = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('1950-01-01', days));

  it('once ended it never applies again, and before its first day it never applies', () => {
    fc.assert(
      fc.property(id, day, fc.nat(10_000), (text, from, later) => {
        const { state, to, from: first } = on(text, from);
        if (to !== null && from >= to) expect(applies(on(text, addDays(from, later)).state)).to.equal(false);
        if (applies(state)) expect(first !== null && first <= from).to.equal(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('a text and its successor never apply on the same day', () => {
    const pairs = ids.flatMap((old) => realArticle(old).supersededBy.map((next) => [old, next] as const));
    fc.assert(
      fc.property(fc.constantFrom(...pairs), day, ([old, next], date) => {
        expect(applies(on(old, date).state) && applies(on(next, date).state)).to.equal(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('there is always a reason in words', () => {
    fc.assert(
      fc.property(id, day, (text, date) => {
        expect(on(text, date).basis).to.match(/\S{6,}/);
      }),
    );
  });
});
