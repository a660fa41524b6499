import { expect } from 'chai';
import { Answers } from '../../../knowledge/answers.ts';
import type { ExplainedClause } from '../../../knowledge/rank/explanation.ts';
import { aFaqOn, anArticle, clause, realAnswers, realArticle, realLibrary } from '../library.ts';
import { questions } from './questions.ts';

const frame = { regionCode: '430100', date: '2026-11-24', serviceFunction: null, limit: 10 };

type StepOf<S extends string> = Extract<ExplainedClause['steps'][number], { step: S }>;

function step<S extends ExplainedClause['steps'][number]['step']>(
  { steps }: Pick<ExplainedClause, 'steps'>,
  name: S,
): StepOf<S> | undefined {
  return steps.find((one): one is StepOf<S> => one.step === name);
}

/** The score that the steps come to, one after the other. A text opened by its number alone begins with 1. */
function replayed(explained: ExplainedClause): number {
  const base = step(explained, 'learned')?.score ?? step(explained, 'words')?.score ?? 1;
  const lifts = step(explained, 'lifts')?.lifts ?? [];
  return lifts.reduce((score, { factor, plus }) => score * factor + plus, base);
}

describe('the explanation of a list', function () {
  this.timeout(60_000);
  let answers: Answers;
  before(() => {
    answers = realAnswers();
  });

  it('is of the list that is answered with: its steps, applied, give exactly that order', () => {
    const asked = [
      ...questions.slice(0, 10).map(({ question }) => question),
      '国务院令第431号',
      '劳动合同法第三十九条',
      '租房提取公积金',
    ];
    for (const text of asked) {
      const hits = answers.search({ ...frame, text });
      const { shown, least } = answers.explain({ ...frame, text }, null);
      expect(
        shown.map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`),
        text,
      ).to.deep.equal(hits.map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`));
      shown.forEach((one, at) => {
        const { tier = 3 } = step(one, 'validity') ?? {};
        expect(one.verdict, text).to.include({ kind: 'shown', rank: at + 1 });
        expect(replayed(one), text).to.be.closeTo(hits[at]?.score ?? 0, 1e-9);
        expect(step(one, 'lifts')?.score).to.equal(hits[at]?.score);
        expect(replayed(one)).to.be.at.least((tier === 0 ? least.applying : least.others) - 1e-9);
        const before = shown[at - 1];
        if (before === undefined) return;
        const [above, below] = [before, one].map((each) => [
          step(each, 'validity')?.tier ?? 3,
          -replayed(each),
        ]);
        expect(
          (above?.[0] ?? 0) - (below?.[0] ?? 0) || (above?.[1] ?? 0) - (below?.[1] ?? 0),
          text,
        ).to.be.at.most(1e-9);
      });
    }
  });

  it('tells of the second step what moved a clause most, in words and numbers', () => {
    const { shown } = answers.explain({ ...frame, text: '干了大半年没签合同，能要双倍钱不' }, null);
    const learned = shown[0] && step(shown[0], 'learned');
    expect(learned?.words).to.equal('常见问题“上班半年没签合同，能要双倍工资吗？”依据本条');
    expect(learned?.signals.length).to.be.within(1, 5);
    expect(learned?.signals.some(({ words, factor }) => words.includes('常见问题') && factor > 1)).to.equal(
      true,
    );
    expect(learned?.place).to.equal(1);
  });

  const verdict = (text: string, about: { articleId: string; clauseNo: string }, of: Answers = answers) =>
    of.explain({ ...frame, text }, about).asked?.verdict;

  it('says of a clause that is shown where, and that it stands below what applies once it has ended', () => {
    const text = '国务院令第431号';
    const old = answers.search({ ...frame, text }).find(({ articleId }) => articleId === 'P002');
    const about = { articleId: 'P002', clauseNo: old?.clauseNo ?? '' };
    const { asked } = answers.explain({ ...frame, text }, about);
    expect(asked?.verdict.kind).to.equal('shown');
    const validity = asked && step(asked, 'validity');
    expect(validity).to.include({ tier: 3, label: '废止' });
    expect(validity?.words).to.include('现为《信访工作条例》').and.include('排在所有现行条款之后');
    expect(validity?.place).to.be.greaterThan((asked && step(asked, 'lifts')?.place) ?? Number.NaN);
  });

  it('says of a clause that is not shown what keeps it out', () => {
    const text = '渔船登记';
    const words = '渔船登记应当自受理之日起五个工作日内办结。';
    const one = (id: string, over: Parameters<typeof anArticle>[0] = {}) => anArticle({ id, ...over });
    const many = Array.from({ length: 4 }, (_, at) => one(`M${at}`));
    const library = (articles: ReturnType<typeof anArticle>[], trees = realLibrary().trees) =>
      new Answers({
        articles,
        faqs: [aFaqOn('F1', text, '第二条')],
        lines: [],
        trees,
        doubt: null,
        dataAsOf: '2025-04-19',
      });
    const about = { articleId: 'T1', clauseNo: '第二条' };
    expect(verdict(text, about, library([anArticle({ regionCode: '110000' })]))).to.deep.equal({
      kind: 'other-region',
      rank: null,
      words: '是 110000 的规定，不适用于 430100',
    });
    expect(verdict(text, { ...about, articleId: 'T9' }, library([anArticle()]))?.kind).to.equal('unknown');
    expect(verdict(text, { ...about, clauseNo: '第九条' }, library([anArticle()]))?.words).to.equal(
      '《某市测试办法》没有第九条',
    );
    expect(verdict(text, { ...about, clauseNo: '第三条' }, library([anArticle()]))?.kind).to.equal(
      'not-found',
    );
    expect(verdict('飞碟', about, library([anArticle()]))?.kind).to.equal('not-found');
    const weak = anArticle({
      clauses: [
        clause('第一条', words),
        clause('第二条', words.repeat(3)),
        clause('第三条', '船'.repeat(50) + '登记'.repeat(1)),
      ],
    });
    expect(verdict(text, { ...about, clauseNo: '第三条' }, library([weak], []))?.kind).to.equal('too-weak');
    const last = { ...about, articleId: 'M3' };
    const short = library([...many, anArticle()], []).explain({ ...frame, text, limit: 2 }, last).asked;
    expect(short?.verdict.kind).to.equal('no-room');
    const behind = Array.from({ length: 120 }, (_, at) =>
      one(`B${String(at).padStart(3, '0')}`, { clauses: [clause('第二条', words)] }),
    );
    const far = one('Z1', { clauses: [clause('第二条', `${words}${'其他事项另行规定。'.repeat(30)}`)] });
    expect(
      verdict(text, { articleId: 'Z1', clauseNo: '第二条' }, library([...behind, anArticle(), far]))?.kind,
    ).to.equal('too-far-behind');
  });

  it('agrees with the list on every clause that is asked about', () => {
    const text = '信息公开申请多久答复';
    const hits = answers.search({ ...frame, text });
    const kinds = new Set<string>();
    for (const id of ['P001', 'P002', 'P003', 'P045', 'P120'])
      for (const { no } of realArticle(id).clauses.slice(25, 35)) {
        const about = { articleId: id, clauseNo: no };
        const told = verdict(text, about);
        const rank = hits.find((hit) => hit.articleId === id && hit.clauseNo === no)?.rank ?? null;
        expect(told?.rank, `${id} ${no}`).to.equal(rank);
        kinds.add(told?.kind ?? '');
      }
    expect([...kinds]).to.include.members(['shown', 'too-weak']);
  });
});
