import { expect } from 'chai';
import { tells, wishesIn } from '../../../knowledge/text/wishes.ts';

describe('what a question wishes to be told', () => {
  const asked: [question: string, wishes: string[]][] = [
    ['信息公开申请多久答复', ['period']],
    ['独生子女费一个月好多钱', ['amount']],
    ['老板不发工资找谁', ['office']],
    ['办居住证要带什么材料', ['papers']],
    ['半夜装修会被罚吗', ['penalty']],
    ['没满一年能不能请年假', ['right']],
    ['申请公租房什么条件', ['conditions']],
    ['失业金怎么领', ['way']],
    ['医保', []],
  ];
  for (const [question, wishes] of asked)
    it(`${question} → ${wishes.join(', ') || 'nothing of these'}`, () => {
      expect(wishesIn(question)).to.deep.equal(wishes);
    });

  it('is told by a rule that is written so', () => {
    const rule = '行政机关应当自收到申请之日起20个工作日内予以答复';
    expect(tells(rule, 'period')).to.equal(true);
    expect(tells(rule, 'amount')).to.equal(false);
    expect(tells('处二百元以上五百元以下罚款', 'amount')).to.equal(true);
    expect(tells('处二百元以上五百元以下罚款', 'penalty')).to.equal(true);
    expect(tells('第二十条', 'period')).to.equal(false);
  });

  it('is found in a text of nothing but figures no later than in another', () => {
    const began = process.cpuUsage();
    expect(tells('9'.repeat(400_000), 'period')).to.equal(false);
    expect(tells('9'.repeat(400_000), 'amount')).to.equal(false);
    // The square of it would be minutes.
    expect(process.cpuUsage(began).user / 1000).to.be.lessThan(2_000);
  });
});
