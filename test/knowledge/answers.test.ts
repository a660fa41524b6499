import { expect } from 'chai';
import type { Answers } from '../../knowledge/answers.ts';
import { realAnswers } from './library.ts';

describe('an article opened beside the list', function () {
  this.timeout(60_000);
  let answers: Answers;
  before(() => {
    answers = realAnswers();
  });

  it('is shown whole, as it stands on the day of the call', () => {
    const view = answers.article('P001', '2026-11-24');
    expect(view).to.include({
      title: '中华人民共和国政府信息公开条例',
      issuer: '国务院',
      dataAsOf: '2025-04-19',
      rev: 1,
    });
    expect(view?.clauses).to.have.lengthOf(56);
    expect(view?.clauses[32]).to.include({ no: '第三十三条', heading: '第四章 依申请公开' });
    expect(view?.validity).to.deep.include({ label: '现行有效', successor: null });
  });

  it('names its successor once it is repealed', () => {
    expect(answers.article('P053', '2022-10-31')?.validity.label).to.equal('现行有效');
    expect(answers.article('P053', '2022-11-01')?.validity).to.deep.include({
      label: '废止',
      successor: { articleId: 'P052', title: '促进个体工商户发展条例' },
    });
  });

  it('has no heading where the text has none, and is null where there is no text', () => {
    expect(answers.article('P045', '2026-11-24')?.clauses[0]?.heading).to.equal(null);
    expect(answers.article('P999', '2026-11-24')).to.equal(null);
  });
});
