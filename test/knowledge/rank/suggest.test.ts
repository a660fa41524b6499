import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../knowledge/day.ts';
import type { SuggestQuery } from '../../../knowledge/rank/hit.ts';
import { Shelf } from '../../../knowledge/rank/shelf.ts';
import { suggest } from '../../../knowledge/rank/suggest.ts';
import { anArticle, named, realArticle, realLibrary } from '../library.ts';

const TODAY = '2026-11-24';

describe('the five answers of the pop', () => {
  const { articles, lines, dataAsOf } = realLibrary();
  const shelf = new Shelf({ articles, faqs: [], trees: [], doubt: null, lines, dataAsOf });
  const pop = (different: Partial<SuggestQuery> = {}) =>
    suggest(shelf, {
      queue: 'policy',
      serviceFunction: 'POLICY',
      regionCode: '430100',
      date: TODAY,
      earlier: [],
      limit: 5,
      ...different,
    });
  const earlier = (articleId: string, clauseNo: string, answeredAt = '2026-11-20T09:30:00+08:00') => ({
    articleId,
    clauseNo,
    answeredAt,
  });

  it('on the disclosure line are what its callers ask: what to write, how long, which answers', () => {
    const hits = pop({ queue: 'disclosure', serviceFunction: 'DISCLOSURE_GUIDE' });
    expect(hits.map(named)).to.deep.equal([
      '政府信息公开条例 第二十九条',
      '政府信息公开条例 第三十三条',
      '政府信息公开条例 第三十六条',
      '政府信息公开条例 第三十条',
      '政府信息公开条例 第四十二条',
    ]);
    expect(hits[1]?.why).to.deep.equal([{ kind: 'line', text: '指导申请公开常问：多久答复' }]);
  });

  it('differ by queue where two lines have one function', () => {
    expect(pop({ queue: 'business' }).map(({ articleId }) => articleId)).to.include('P056');
    expect(pop({ queue: 'policy' }).map(({ articleId }) => articleId)).not.to.include('P056');
  });

  it('are five on every line, on an unknown one too', () => {
    for (const { queues, serviceFunction } of lines) {
      expect(pop({ queue: queues[0] ?? '', serviceFunction })).to.have.lengthOf(5);
    }
    expect(pop({ queue: 'night', serviceFunction: null })).to.have.lengthOf(5);
  });

  it('begin with what this number was answered before, newest first', () => {
    const hits = pop({
      earlier: [earlier('P001', '第三十三条'), earlier('P024', '第二十六条', '2026-10-08')],
    });
    expect(hits.slice(0, 2).map(named)).to.deep.equal([
      '政府信息公开条例 第三十三条',
      '住房公积金管理条例 第二十六条',
    ]);
    expect(hits[0]?.why).to.deep.equal([
      { kind: 'earlier-answer', text: '2026年11月20日曾据本条答复此号码' },
    ]);
  });

  it('give, for an answer that was superseded since, the clause that took its place', () => {
    const [hit] = pop({ earlier: [earlier('P002', '第三十三条', '2021-03-01T10:00:00+08:00')] });
    expect(named(hit ?? expect.fail('nothing suggested'))).to.equal('信访工作条例 第三十四条');
    expect(hit?.why[0]?.text).to.equal(
      '2021年3月1日曾据《信访条例》第三十三条答复此号码（该文本：废止），此为现行条款',
    );
  });

  it('pass over an earlier answer of which nothing is left, or which is to be checked', () => {
    const before = pop().map(named);
    expect(pop({ earlier: [earlier('P053', '第八条')] }).map(named)).to.deep.equal(before);
    expect(pop({ earlier: [earlier('P036', '第五条')] }).map(named)).to.deep.equal(before);
    expect(pop({ earlier: [earlier('P999', '第一条')] }).map(named)).to.deep.equal(before);
    expect(pop({ earlier: [earlier('P001', '第九百条')] }).map(named)).to.deep.equal(before);
  });

  it('leave room for the line when a number called often', () => {
    const often = ['第二十九条', '第三十条', '第三十三条', '第三十六条', '第四十二条'].map((no) =>
      earlier('P001', no),
    );
    const hits = pop({ earlier: often });
    expect(hits.slice(0, 3).every(({ articleId }) => articleId === 'P001')).to.equal(true);
    expect(hits.slice(3).every(({ why }) => why[0]?.kind === 'line')).to.equal(true);
  });

  it('name each clause once', () => {
    const hits = pop({
      queue: 'disclosure',
      earlier: [earlier('P001', '第三十三条'), earlier('P001', '第三十三条', '2026-01-01')],
    });
    expect(new Set(hits.map(named)).size).to.equal(hits.length);
  });

  it('end with a rule that changed within the last 30 days, opened where it says since when', () => {
    const news = pop({ date: '2026-01-10' }).at(-1);
    expect(named(news ?? expect.fail('nothing suggested'))).to.equal('增值税法 第三十八条');
    expect(news?.why).to.deep.equal([{ kind: 'today', text: '新规：2026年1月1日起施行' }]);
    expect(pop({ date: '2026-01-31' }).map(({ articleId }) => articleId)).not.to.include('P067');
  });

  it('are no service item that began today: it is no new rule', () => {
    const began = '2026-11-20';
    const commencement = {
      kind: 'known',
      ruleFrom: began,
      textFrom: began,
      unseenFrom: null,
      basis: '',
    } as const;
    const item = anArticle({ id: 'T1', regionCode: '430100', commencement, materialClass: '办事指南' });
    const rule = anArticle({ id: 'T1', regionCode: '430100', commencement, materialClass: '政策文件' });
    const withNew = (one: typeof item) =>
      suggest(
        new Shelf({ articles: [...articles, one], faqs: [], trees: [], doubt: null, lines, dataAsOf }),
        {
          queue: 'policy',
          serviceFunction: 'POLICY',
          regionCode: '430100',
          date: TODAY,
          earlier: [],
          limit: 5,
        },
      ).map(({ articleId }) => articleId);
    expect(withNew(rule)).to.include('T1');
    expect(withNew(item)).to.not.include('T1');
  });

  it('tell that part of a text has ended', () => {
    const part = anArticle({
      endedClauses: [{ no: '第二条', on: '2026-11-20', basis: '某决定废止第二条。' }],
    });
    const hits = suggest(
      new Shelf({ articles: [part], faqs: [], trees: [], doubt: null, lines: [], dataAsOf }),
      {
        queue: '',
        serviceFunction: null,
        regionCode: '430100',
        date: TODAY,
        earlier: [{ articleId: 'T1', clauseNo: '第二条', answeredAt: '2026-11-01' }],
        limit: 5,
      },
    );
    expect(hits.map(({ clauseNo }) => clauseNo)).to.deep.equal(['第三条']);
    expect(hits[0]?.why[0]).to.deep.equal({ kind: 'today', text: '近30日有条款失效' });
  });

  it('are never of another region and never out of force, whatever was answered before', () => {
    const clauses = articles.flatMap(({ id, clauses: all }) => all.map(({ no }) => [id, no] as const));
    const answered = fc.array(
      fc.constantFrom(...clauses).map(([id, no]) => earlier(id, no)),
      { maxLength: 5 },
    );
    const day = fc.integer({ min: 0, max: 6_500 }).map((days) => addDays('2010-01-01', days));
    const queue = fc.constantFrom('policy', 'service-guide', 'disclosure', 'business', 'night');
    fc.assert(
      fc.property(answered, day, queue, (before, date, line) => {
        const hits = pop({ earlier: before, date, queue: line });
        for (const { regionCode, validity, articleId } of hits) {
          expect(regionCode).to.be.oneOf(['000000', '430100']);
          expect(validity.state, realArticle(articleId).title).to.be.oneOf(['in-force', 'partly']);
        }
        expect(hits.map(({ rank }) => rank)).to.deep.equal(hits.map((_, position) => position + 1));
      }),
      { numRuns: 200 },
    );
  });
});
