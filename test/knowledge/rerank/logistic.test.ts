import { expect } from 'chai';
import fc from 'fast-check';
import { fitLogistic, likelihood } from '../../../knowledge/rerank/logistic.ts';

const day = (degrees: number, wind: number, holds: boolean) => ({ features: [degrees, wind], holds });
/** It is bathed on warm days; the wind says nothing. */
const days = [
  day(31, 2, true),
  day(28, 7, true),
  day(30, 5, true),
  day(26, 3, true),
  day(12, 6, false),
  day(15, 2, false),
  day(9, 4, false),
];

describe('a case that holds or not, learned from others', () => {
  it('is told by what sets them apart', () => {
    const learned = fitLogistic(days, 0.01);
    expect(likelihood(learned, [29, 4])).to.be.greaterThan(0);
    expect(likelihood(learned, [10, 4])).to.be.lessThan(0);
    expect(Math.abs(learned.weights[0] ?? 0)).to.be.greaterThan(Math.abs(learned.weights[1] ?? 0));
  });

  it('is told alike however its features are measured', () => {
    const scale = fc.double({ min: 0.01, max: 1000, noNaN: true });
    const shift = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(scale, shift, (by, from) => {
        const other = days.map(({ features, holds }) => ({
          features: features.map((value) => value * by + from),
          holds,
        }));
        const [one, measured] = [fitLogistic(days, 0.01), fitLogistic(other, 0.01)];
        for (const { features } of days)
          expect(
            likelihood(
              measured,
              features.map((value) => value * by + from),
            ),
          ).to.be.closeTo(likelihood(one, features), 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it('is not told by how many there are of a kind', () => {
    const many = [...days, ...days.filter(({ holds }) => !holds), ...days.filter(({ holds }) => !holds)];
    const [few, more] = [fitLogistic(days, 0.01), fitLogistic(many, 0.01)];
    expect(likelihood(more, [20, 4])).to.be.closeTo(likelihood(few, [20, 4]), 0.5);
  });

  it('cannot be learned where all are alike', () => {
    expect(() => fitLogistic(days.slice(0, 4), 0.01)).to.throw(RangeError, 'alike');
    expect(() => fitLogistic([], 0.01)).to.throw(RangeError);
  });
});
