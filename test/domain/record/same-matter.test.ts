import { expect } from 'chai';
import { sameMatter } from '../../../bridge/domain/record/same-matter.ts';

const at = '2026-11-23T10:00:00.000+08:00';
const since = Date.parse('2026-11-17T00:00:00+08:00');
const rent = {
  recordNo: 'CS1',
  at,
  question: '租房两年了，公积金能不能取出来付房租',
  answers: [{ articleId: 'P024', clauseNo: '第六条' }],
};
const permit = {
  recordNo: 'CS2',
  at,
  question: '居住证到期怎么续',
  answers: [{ articleId: 'P033', clauseNo: '第十条' }],
};
const now = (question: string, answers: { articleId: string; clauseNo: string }[] = []) => ({
  question,
  answers,
});

describe('whether a caller asks about the same matter again (同一事项)', () => {
  it('is pointed out where the same clause is used', () => {
    expect(sameMatter([permit, rent], now('', [{ articleId: 'P024', clauseNo: '第六条' }]), since)).to.equal(
      'CS1',
    );
    expect(sameMatter([rent], now('', [{ articleId: 'P024', clauseNo: '第七条' }]), since)).to.equal(null);
  });

  it('is pointed out where the question says the same, with other signs and a few other words', () => {
    expect(sameMatter([permit, rent], now('租房两年 公积金能不能取出来付房租？'), since)).to.equal('CS1');
    expect(sameMatter([permit, rent], now('失业保险金怎么申领'), since)).to.equal(null);
  });

  it('is said of nothing before anything is known of this call', () => {
    expect(sameMatter([rent], now(''), since)).to.equal(null);
    expect(sameMatter([rent], now('公积金'), since), 'a word is no question').to.equal(null);
    expect(sameMatter([], now(rent.question), since)).to.equal(null);
  });

  it('is said of the newest, and of no call that is longer ago than the city says', () => {
    const older = { ...rent, recordNo: 'CS0', at: '2026-11-20T10:00:00.000+08:00' };
    expect(sameMatter([rent, older], now(rent.question), since)).to.equal('CS1');
    expect(sameMatter([rent], now(rent.question), Date.parse(at) + 1)).to.equal(null);
  });
});
