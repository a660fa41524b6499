import { expect } from 'chai';
import { buildClauseIndex } from '../../../knowledge/index/clause-index.ts';
import { anArticle, clause } from '../library.ts';

describe('the index of clauses', () => {
  const index = buildClauseIndex([
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
    expect(hit).to.include({ articleId: 'B', articleRev: 3, clause: 0, clauseNo: '第一条' });
    expect([...(hit?.matched() ?? [])]).to.have.deep.members([
      ['考试', ['title', 'text']],
      ['补考', ['heading']],
    ]);
  });

  it('puts the clause with more of the words first', () => {
    expect(
      find('渔船', '登记', '工作').map(({ articleId, clause: at }) => `${articleId}${at}`),
    ).to.deep.equal(['A0', 'A1']);
  });

  it('finds nothing for words that no text has, and for no words', () => {
    expect(find('火箭')).to.deep.equal([]);
    expect(find()).to.deep.equal([]);
  });
});
