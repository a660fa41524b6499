import { expect } from 'chai';
import { type AskedFor, askedFor, gives } from '../../../knowledge/text/asked-for.ts';

describe('what a question wants to be told', () => {
  const cases: [question: string, wanted: AskedFor[]][] = [
    ['最低工资现在一个月多少钱', ['amount', 'present']],
    ['地铁二号线晚上几点收班', ['hour']],
    ['雨花区政务服务中心的电话是多少', ['amount', 'telephone']],
    ['天然气初装费要交好多', ['amount']],
    ['在长沙住院医保能报百分之几', ['amount']],
    ['公积金提取去哪里办', ['place']],
    ['老板拖欠工资怎么办', []],
    ['劳动仲裁多少天内要裁决', []],
  ];
  for (const [question, wanted] of cases)
    it(`${question}: ${wanted.join('、') || 'nothing of the kind'}`, () => {
      expect(askedFor(question).sort()).to.deep.equal([...wanted].sort());
    });

  it('is given by a text that has a figure, or whom to apply to; what is so today by none', () => {
    expect(gives('处二百元以上五百元以下罚款', 'amount')).to.equal(true);
    expect(gives('由省、自治区、直辖市人民政府规定', 'amount')).to.equal(false);
    expect(gives('应当向住房公积金管理中心提出申请', 'place')).to.equal(true);
    expect(gives('国家建立最低工资保障制度', 'place')).to.equal(false);
    expect(gives('现在是每月二千一百元', 'present')).to.equal(false);
  });
});
