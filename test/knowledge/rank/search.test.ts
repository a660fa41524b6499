import { expect } from 'chai';
import fc from 'fast-check';
import type { Answers } from '../../../knowledge/answers.ts';
import { QuestionError } from '../../../knowledge/answers.ts';
import type { Faq } from '../../../knowledge/content/entry.ts';
import { ClauseIndex } from '../../../knowledge/index/clause-index.ts';
import { doubtNames } from '../../../knowledge/rank/doubt.ts';
import type { AnswerHit, AnswerQuery } from '../../../knowledge/rank/hit.ts';
import { search } from '../../../knowledge/rank/search.ts';
import { Shelf } from '../../../knowledge/rank/shelf.ts';
import { aFaq, anArticle, clause, named, realAnswers } from '../library.ts';

const TODAY = '2026-11-24';
const CHANGSHA = '430100';

describe('a search from Changsha', function () {
  this.timeout(60_000);
  let answers: Answers;
  before(() => {
    answers = realAnswers();
  });

  const ask = (text: string, different: Partial<AnswerQuery> = {}) =>
    answers.search({
      text,
      regionCode: CHANGSHA,
      date: TODAY,
      serviceFunction: null,
      limit: 10,
      ...different,
    });
  const reasons = (hit: AnswerHit | undefined, kind: string) =>
    hit?.why.filter((reason) => reason.kind === kind).map(({ text }) => text);

  it('for 信息公开申请多久答复 gives 第三十三条 of the regulation among the first three', () => {
    const hits = ask('信息公开申请多久答复');
    expect(hits.slice(0, 3).map(named)).to.include('政府信息公开条例 第三十三条');
    // Pages that still serve the text of 2007 say 15 working days.
    expect(hits[0]?.validity).to.include({ label: '现行有效', from: '2019-05-15' });
    expect(hits.find((hit) => hit.clauseNo === '第三十三条')?.clauseText).to.include('20个工作日');
  });

  it('does not give a rule before it applies: 政府信息公开条例 of 2019 was not the answer in 2018', () => {
    for (const hit of ask('信息公开申请多久答复', { date: '2018-06-01' })) {
      if (hit.articleId === 'P001') expect(hit.validity.label).to.equal('尚未生效');
    }
  });

  it('gives the old noise law until 2022-06-04 and the new one from 2022-06-05, the other below it and marked', () => {
    const before = ask('夜间施工噪声', { date: '2022-06-04' });
    const after = ask('夜间施工噪声', { date: '2022-06-05' });
    expect(before[0]).to.include({ articleId: 'P111' });
    expect(before.find(({ articleId }) => articleId === 'P110')?.validity.label).to.equal('尚未生效');
    expect(after[0]).to.include({ articleId: 'P110' });
    const old = after.find(({ articleId }) => articleId === 'P111');
    expect(old?.validity).to.deep.include({
      state: 'repealed',
      to: '2022-06-05',
      successor: { articleId: 'P110', title: '中华人民共和国噪声污染防治法' },
    });
    expect(reasons(old, 'validity')).to.deep.equal([
      '2022年6月5日起废止，现为《中华人民共和国噪声污染防治法》',
    ]);
  });

  it('opens the text of a 文号 in any writing, and nothing else', () => {
    for (const written of [
      '长政务公开发〔2021〕1号',
      '长政务公开发[2021]1',
      '长政务公开发2021 1号',
      '[2021]1',
    ]) {
      expect(
        ask(written).map(({ articleId }) => articleId),
        written,
      ).to.deep.equal(['CS001']);
    }
    const [order] = ask('国务院令第711号');
    expect(order).to.include({ articleId: 'P001', docNo: '国务院令第711号' });
    expect(reasons(order, 'docNo')).to.deep.equal(['文号相符：国务院令第711号']);
  });

  it('shows, for the 文号 of a repealed text, first what took its place', () => {
    const hits = ask('国务院令第431号');
    expect(hits.map(({ articleId }) => articleId)).to.deep.equal(['P003', 'P002']);
    expect(reasons(hits[0], 'successor')).to.deep.equal(['接替《信访条例》（国务院令第431号）']);
    expect(hits[1]?.validity.label).to.equal('废止');
  });

  it('puts the text of a 文号 first, whatever else was said with it', () => {
    expect(ask('国务院令第711号 答复期限').slice(0, 2).map(named)).to.deep.equal([
      '政府信息公开条例 第三十三条',
      '政府信息公开条例 第三十条',
    ]);
    expect(ask('国务院令第711号 噪声')[0]).to.include({ articleId: 'P001', clauseNo: '第一条' });
    expect(ask('国务院令第431号 多久')[0]).to.include({ articleId: 'P003' });
  });

  it('reads a number that no text bears as words', () => {
    expect(ask('公积金2020 3号楼')[0]?.articleId).to.equal('P024');
  });

  it('knows the number under which an earlier wording was published', () => {
    expect(reasons(ask('国务院令第492号')[0], 'docNo')).to.deep.equal(['曾用文号相符，现为国务院令第711号']);
  });

  it('finds the article that is asked for by its number', () => {
    const [hit] = ask('政府信息公开条例第33条');
    expect(hit).to.include({ articleId: 'P001', clauseNo: '第三十三条' });
    expect(reasons(hit, 'clauseNo')).to.deep.equal(['条号相符：第三十三条']);
    expect(ask('国务院令第711号第42条')[0]).to.include({ articleId: 'P001', clauseNo: '第四十二条' });
  });

  it('finds a text of the city and says that it is one', () => {
    const [hit] = ask('政务公开窗口能不能出具证明');
    expect(hit).to.include({ articleId: 'CS001', clauseNo: '四（二）', level: '市', regionCode: '430100' });
    expect(reasons(hit, 'region')).to.deep.equal(['本市政策文件']);
  });

  it('says why a hit is here, in words that were said and words that the rule uses', () => {
    const [hit] = ask('公积金能取出来付房租吗');
    expect(named(hit ?? expect.fail('no hit'))).to.equal('住房公积金管理条例 第二十四条');
    expect(reasons(hit, 'title')).to.deep.equal(['标题含“公积金”']);
    expect(reasons(hit, 'words')).to.deep.equal(['条文含“公积金”“房租”']);
    expect(reasons(hit, 'spoken')).to.include('“取出来”对应条文用语“提取”');
  });

  it('marks in the snippet what was found', () => {
    const [hit] = ask('失业金可以领多久');
    const marked = hit?.highlights.map(([from, to]) => hit.snippet.slice(from, to)).join('');
    expect(marked).to.include('失业保险金');
  });

  it('tells a new rule as new for a month', () => {
    const vat = (date: string) => reasons(ask('增值税税率', { date })[0], 'today');
    expect(vat('2026-01-30')).to.deep.equal(['新规：2026年1月1日起施行']);
    expect(vat('2026-01-31')).to.deep.equal([]);
  });

  it('puts a text that is to be checked below all that apply, with a warning', () => {
    const hits = ask('结婚登记需要什么材料');
    const states = hits.map(({ validity }) => validity.label);
    expect(states).to.include('待核');
    expect(states.indexOf('待核')).to.be.greaterThan(states.lastIndexOf('现行有效'));
    expect(
      reasons(
        hits.find(({ articleId }) => articleId === 'P036'),
        'validity',
      ),
    ).to.deep.equal(['效力待核，答复前请核对现行文本']);
  });

  it('answers a single character, and says nothing to an empty or foreign question', () => {
    expect(ask('税')[0]?.title).to.match(/税/);
    expect(ask('税')[0]?.why).not.to.deep.equal([]);
    for (const none of ['', '   ', '？？？', '😀', 'xyzzy']) expect(ask(none), none).to.deep.equal([]);
  });

  it('gives no more than asked for, ranked from 1', () => {
    expect(ask('社会保险', { limit: 3 }).map(({ rank }) => rank)).to.deep.equal([1, 2, 3]);
  });

  it('lifts, on a line, the clause that its callers ask for most, and says so', () => {
    const hit = ask('信息公开申请内容', { serviceFunction: 'DISCLOSURE_GUIDE' }).find(
      ({ clauseNo }) => clauseNo === '第二十九条',
    );
    expect(reasons(hit, 'line')).to.deep.equal(['本专线常用']);
  });

  it('refuses a date that is none, instead of comparing it as a string', () => {
    expect(() => ask('公积金', { date: '2026/11/24' })).to.throw(QuestionError, '2026/11/24');
  });

  const asked = fc
    .array(
      fc.constantFrom(
        ...'公积金 居住证 噪声 登记 申请 失业保险 物业 停车 12345 热线 养犬 优化营商环境 医疗保障 生活垃圾 第三条 国务院令'.split(
          ' ',
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((words) => words.join(''));
  const day = fc.constantFrom(
    '2012-03-01',
    '2018-06-01',
    '2021-10-28',
    '2022-06-04',
    '2024-06-01',
    '2025-05-10',
    TODAY,
  );

  it('never gives a text of another region, whatever is asked on whatever day', () => {
    fc.assert(
      fc.property(asked, day, (text, date) => {
        for (const { regionCode } of ask(text, { date, limit: 30 }))
          expect(regionCode).to.be.oneOf(['000000', '430100']);
      }),
      { numRuns: 60 },
    );
  });

  it('never puts a text that does not apply above one that does', () => {
    fc.assert(
      fc.property(asked, day, (text, date) => {
        const applying = ask(text, { date, limit: 30 }).map(({ validity }) => validity.state === 'in-force');
        expect(applying.lastIndexOf(true)).to.be.lessThan(
          applying.includes(false) ? applying.indexOf(false) : Infinity,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('in 北京 finds the rule of 北京', () => {
    const texts = ask('机动车停车', { regionCode: '110105' }).map(({ articleId }) => articleId);
    expect(texts).to.include('P077');
    expect(ask('机动车停车').map(({ articleId }) => articleId)).not.to.include('P077');
  });
});

describe('facts and scores', () => {
  const strong = '渔船登记渔船登记渔船登记';
  const texts = [
    anArticle({ id: 'company', audience: ['企业'], clauses: [clause('第一条', strong)] }),
    anArticle({ id: 'everybody', clauses: [clause('第一条', '渔船登记办理。')] }),
    anArticle({
      id: 'part',
      clauses: [clause('第一条', `${strong}费用。`), clause('第二条', '渔船登记。')],
      endedClauses: [{ no: '第一条', on: '2022-01-01', basis: '某决定废止第一条。' }],
    }),
    anArticle({ id: 'district', level: '区县', regionCode: '430102', clauses: [clause('第一条', strong)] }),
  ];
  const shelf = new Shelf({
    articles: texts,
    faqs: [],
    trees: [],
    doubt: null,
    lines: [],
    dataAsOf: '2025-04-19',
  });
  const index = new ClauseIndex(texts);
  const query = {
    text: '渔船登记',
    regionCode: CHANGSHA,
    date: '2023-01-01',
    serviceFunction: null,
    limit: 10,
  };

  it('a text for companies is not shown to a person', () => {
    const ids = (audience: '个人' | '企业' | null) =>
      search(shelf, index, query, audience).map(({ articleId }) => articleId);
    expect(ids('个人')).not.to.include('company');
    expect(ids('企业')).to.include('company');
    expect(ids(null)).to.include('company');
  });

  it('a clause that has ended alone stands below the rest of its text', () => {
    const hits = search(shelf, index, query).map(({ articleId, clauseNo, validity }) => [
      articleId + clauseNo,
      validity.label,
    ]);
    expect(hits).to.deep.include(['part第二条', '部分失效']);
    expect(hits.at(-1)).to.deep.equal(['part第一条', '失效']);
  });

  it('a district’s text is seen in the district, not in the city', () => {
    const from = (regionCode: string) =>
      search(shelf, index, { ...query, regionCode }).map(({ articleId }) => articleId);
    expect(from('430102')).to.include('district');
    expect(from('430100')).not.to.include('district');
    expect(from('430103')).not.to.include('district');
  });
});

describe('that nothing here may answer', () => {
  const asked = '渔船登记费今年涨到几块钱了';
  /** Doubts whatever it sees. */
  const doubt = { weights: doubtNames.map(() => 0), bias: -1, wording: { bias: 0, signs: {} } };
  const told = (faqs: Faq[], text = asked) => {
    const articles = [anArticle()];
    const shelf = new Shelf({ articles, faqs, trees: [], doubt, lines: [], dataAsOf: '2025-04-19' });
    const query = {
      text,
      regionCode: CHANGSHA,
      date: '2023-01-01',
      serviceFunction: null,
      limit: 10,
    };
    const [first] = search(shelf, new ClauseIndex(articles), query);
    expect(first?.clauseNo).to.be.a('string');
    return first?.why.some(({ kind }) => kind === 'near');
  };

  it('is told with the first clause where it is in doubt', () => {
    expect(told([aFaq('F1', '办理船证要带什么')])).to.equal(true);
  });

  it('is not told where somebody wrote an FAQ to nearly this question', () => {
    expect(told([aFaq('F1', '渔船登记费今年涨到几块钱')])).to.equal(false);
  });

  it('is not told where all words stand in the clause, or the text is named', () => {
    expect(told([aFaq('F1', '办理船证要带什么')], '渔船登记应当自受理之日起')).to.equal(false);
    expect(told([aFaq('F1', '办理船证要带什么')], '某市测试办法今年涨价')).to.equal(false);
  });
});
