import { expect } from 'chai';
import { closestClause } from '../../../knowledge/rank/closest-clause.ts';
import { realArticle } from '../library.ts';

function carriedOver(oldId: string, clauseNo: string, newId: string): string | undefined {
  const old = realArticle(oldId).clauses.find(({ no }) => no === clauseNo);
  const next = realArticle(newId).clauses;
  const position = closestClause(old?.text ?? '', next);
  return position === null ? undefined : next[position]?.no;
}

describe('the clause that took the place of another', () => {
  it('is the one that says the same in the new text', () => {
    // 信访事项 within 60 days, in both.
    expect(carriedOver('P002', '第三十三条', 'P003')).to.equal('第三十四条');
    // 行政复议 within 60 days of knowing.
    expect(carriedOver('P004', '第九条', 'P005')).to.equal('第二十条');
    expect(carriedOver('P055', '第八条', 'P056')).to.equal('第九条');
  });

  it('is none when the new text has dropped the matter', () => {
    expect(carriedOver('P053', '第八条', 'P052')).to.equal(undefined);
    expect(carriedOver('P004', '第二十五条', 'P005')).to.equal(undefined);
  });
});
