import { expect } from 'chai';
import { fitLeaning, leaningOf } from '../../../knowledge/rerank/leaning.ts';

const about = (texts: readonly string[], holds: boolean) => texts.map((text) => ({ text, holds }));
/** Rules of ships are here; hours of today are not. */
const cases = [
  ...about(['渔船登记要几天', '渔船登记收费吗', '渔船怎么登记', '船证丢了怎么补', '渔船能转卖吗'], true),
  ...about(['今天几点开门', '窗口几点下班', '地铁几点收班', '今天开门吗', '大厅今天几点关门'], false),
];

describe('what the signs of a text lean to', () => {
  it('is learned from texts of which it is known, and told of others', () => {
    const learned = fitLeaning(cases);
    expect(leaningOf(learned, '渔船登记去哪里')).to.be.greaterThan(0);
    expect(leaningOf(learned, '医院几点下班')).to.be.lessThan(0);
  });

  it('goes by nothing that was met once or twice, nor by marks', () => {
    const { signs } = fitLeaning(cases);
    expect(signs).to.include.keys('渔', '渔船', '几点');
    expect(signs).not.to.include.keys('地铁', '证');
    const learned = fitLeaning(cases);
    expect(leaningOf(learned, '几点，收班？')).to.equal(leaningOf(learned, '几点 收班'));
  });

  it('does not grow by saying the same again, and is the bias where nothing is known', () => {
    const learned = fitLeaning(cases);
    expect(leaningOf(learned, '几点几点几点')).to.equal(leaningOf(learned, '几点'));
    expect(leaningOf(learned, 'abc')).to.equal(learned.bias);
    expect(leaningOf(learned, '')).to.equal(learned.bias);
  });

  it('is the same at every learning', () => {
    expect(fitLeaning(cases)).to.deep.equal(fitLeaning(cases));
  });

  it('cannot be learned where all cases are alike', () => {
    expect(() => fitLeaning(about(['渔船', '船证'], true))).to.throw(RangeError, 'nothing can be learned');
  });
});
