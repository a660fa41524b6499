import { expect } from 'chai';
import { spokenIn } from '../../../knowledge/text/spoken.ts';

describe('what callers say', () => {
  it('is told in the words of the rules', () => {
    expect(spokenIn('驾照扣分').map(({ written }) => written)).to.deep.equal([['机动车驾驶证'], ['记分']]);
  });

  it('is taken at its longest: 营业执照 is not also 执照', () => {
    expect(spokenIn('营业执照丢了').map(({ spoken }) => spoken)).to.have.members(['营业执照', '丢了']);
  });

  it('is left alone when it is said as the rule writes it', () => {
    expect(spokenIn('最低生活保障')).to.deep.equal([]);
  });
});
