import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addYears, chineseDay, dayOf, laterOf } from '../../knowledge/day.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day', () => {
  it('is read from year, month and day, and refused when there is none such', () => {
    expect(dayOf(2019, 5, 15)).to.equal('2019-05-15');
    expect(dayOf(2019, 2, 29)).to.equal(null);
    expect(dayOf(2019, 13, 1)).to.equal(null);
  });

  it('moves over the ends of months and years', () => {
    expect(addDays('2022-06-05', -1)).to.equal('2022-06-04');
    expect(addDays('2025-12-31', 1)).to.equal('2026-01-01');
    expect(addYears('2024-02-29', 1)).to.equal('2025-03-01');
    expect(addYears('2021-08-12', 5)).to.equal('2026-08-12');
  });

  it('is written as people read it', () => {
    expect(chineseDay('2019-05-15')).to.equal('2019年5月15日');
  });

  it('comes back after going any number of days away', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        expect(addDays(addDays(from, days), -days)).to.equal(from);
      }),
    );
  });

  it('sorts as a string in the order of the calendar', () => {
    fc.assert(
      fc.property(day, fc.nat(1000), (from, days) => {
        expect(laterOf(from, addDays(from, days))).to.equal(addDays(from, days));
      }),
    );
  });
});
