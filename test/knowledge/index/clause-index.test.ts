import { expect } from 'chai';
import fc from 'fast-check';
import { ClauseIndex, type FoundClause } from '../../../knowledge/index/clause-index.ts';
import type { SoughtTerm } from '../../../knowledge/index/segmented-index.ts';
import { readQuestion } from '../../../knowledge/rank/question.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';
import { anArticle, clause, realLibrary } from '../library.ts';
import { questions } from '../rank/questions.ts';
import { buildOracle, type OracleHit } from './lunr-oracle.ts';

describe('the index of clauses', () => {
  const index = new ClauseIndex([
    anArticle({
      id: 'A',
      title: '渔船登记办法',
      clauses: [
        clause('第一条', '渔船登记应当在五个工作日内办结。'),
        clause('第二条', '申请人提交渔船照片。'),
      ],
    }),
    anArticle({
      id: 'B',
      rev: 3,
      title: '船员考试规定',
      clauses: [{ ...clause('第一条', '考试合格的发给证书。'), heading: ['第二章 补考'] }],
    }),
  ]);
  const find = (...terms: string[]) => index.find(terms.map((term) => ({ term, boost: 1 })));

  it('has one document for each clause', () => {
    expect(index.documents).to.equal(3);
  });

  it('tells the clause, its article and rev, and which words matched where', () => {
    const [hit] = find('考试', '补考');
    expect(hit?.at).to.deep.equal({ articleId: 'B', articleRev: 3, clause: 0, clauseNo: '第一条' });
    expect([...(hit?.matched() ?? [])]).to.have.deep.members([
      ['考试', ['title', 'text']],
      ['补考', ['heading']],
    ]);
  });

  it('gives the clause with more of the words the higher score', () => {
    const [more, less, ...others] = find('渔船', '登记', '工作');
    expect([more?.at.clause, less?.at.clause, others.length]).to.deep.equal([0, 1, 0]);
    expect(more?.score).to.be.greaterThan(less?.score ?? Number.NaN);
  });

  it('finds all that begins with a character, and each clause once', () => {
    const [hit, ...others] = find('证*');
    expect(others).to.deep.equal([]);
    expect([...(hit?.matched() ?? [])]).to.deep.equal([['证书', ['text']]]);
  });

  it('remembers nothing of the question before', () => {
    const once = find('考试').map(({ at, score }) => ({ at, score }));
    find('渔船', '考试', '登记');
    expect(find('考试').map(({ at, score }) => ({ at, score }))).to.deep.equal(once);
  });

  it('finds nothing for words that no text has, and for no words', () => {
    expect(find('火箭')).to.deep.equal([]);
    expect(find()).to.deep.equal([]);
  });
});

describe('the index of clauses beside lunr, on the texts that come with the product', function () {
  this.timeout(120_000);
  let index: ClauseIndex;
  let oracle: (terms: readonly SoughtTerm[]) => OracleHit[];
  let vocabulary: string[];

  before(() => {
    const { articles } = realLibrary();
    index = new ClauseIndex(articles);
    oracle = buildOracle(articles);
    const texts = articles.flatMap(({ title, clauses }) => [title, ...clauses.map(({ text }) => text)]);
    vocabulary = [...new Set(texts.flatMap((text) => tokenise(text).map(({ term }) => term)))];
  });

  it('finds the same clauses for what callers ask, worth the same, by the same words in the same fields', () => {
    for (const { question } of questions) expectSame(readQuestion(question, () => null).terms);
  });

  it('and for any words', () => {
    const word = fc.nat().map((at) => vocabulary[at % vocabulary.length] ?? '');
    const term = fc.oneof(
      { weight: 6, arbitrary: word },
      { weight: 1, arbitrary: word.map((written) => `${[...written][0]}*`) },
      { weight: 1, arbitrary: fc.constant('没有这个词') },
    );
    const boost = fc.constantFrom(0.3, 0.5, 0.8, 1, 2);
    const terms = fc.array(fc.record({ term, boost }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(terms, (each) => expectSame(each)),
      { numRuns: 60 },
    );
  });

  function expectSame(terms: readonly SoughtTerm[]): void {
    const ours = new Map(index.find(terms).map((found) => [refOf(found), found]));
    const theirs = oracle(terms);
    expect(ours.size).to.equal(theirs.length);
    for (const { ref, score, matched } of theirs) {
      const found = ours.get(ref);
      // lunr keeps three decimals of a weight.
      expect(found?.score, ref).to.be.closeTo(score, 0.0015 * Math.sqrt(terms.length));
      if (theirs.length < 500) expect(fieldsOf(found), ref).to.deep.equal(matched);
    }
  }

  function refOf({ at }: FoundClause): string {
    return `${at.articleId}#${at.clause}`;
  }

  function fieldsOf(found: FoundClause | undefined): Map<string, string[]> {
    return new Map([...(found?.matched() ?? [])].map(([term, fields]) => [term, [...fields].sort()]));
  }
});
