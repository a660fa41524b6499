import { expect } from 'chai';
import { QuestionBank } from '../../../knowledge/rerank/question-bank.ts';

const asked = (answer: string, ...words: string[]) => ({ words, answers: [answer] });

describe('questions that were answered before', () => {
  const bank = QuestionBank.of([
    asked('加班', '公司', '加班', '工资'),
    asked('辞退', '公司', '辞退', '赔偿'),
    asked('离婚', '离婚', '财产'),
  ]);

  it('are found by what they have in common with a new one, the rare word before the usual one', () => {
    expect(bank.near(['公司', '辞退'], 5).map(({ question }) => question.answers[0])).to.deep.equal([
      '辞退',
      '加班',
    ]);
  });

  it('are alike by 1 when they are the same, and by less the more else is asked', () => {
    const [same] = bank.near(['财产', '离婚'], 1);
    expect(same?.likeness).to.be.closeTo(1, 1e-9);
    const [less] = bank.near(['财产', '离婚', '孩子', '抚养'], 1);
    expect(less?.likeness).to.be.within(0.1, 0.9);
  });

  it('are not found by nothing in common', () => {
    expect(bank.near(['天气'], 5)).to.deep.equal([]);
  });
});
