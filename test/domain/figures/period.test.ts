import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  chinaDay,
  chinaTime,
  contains,
  dayPeriod,
  isDay,
  weekStart,
} from '../../../bridge/domain/figures/period.ts';

const anyTime = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2040-01-01') });

describe('periods of the statistics', () => {
  it('begin and end at midnight in China, wherever the server stands', () => {
    expect(dayPeriod('2026-11-24')).to.deep.equal({
      from: '2026-11-24T00:00:00.000+08:00',
      to: '2026-11-25T00:00:00.000+08:00',
    });
    expect(chinaDay(Date.parse('2026-11-23T15:59:59.999Z'))).to.equal('2026-11-23');
    expect(chinaDay(Date.parse('2026-11-23T16:00:00.000Z'))).to.equal('2026-11-24');
  });

  it('put each moment into one day', () => {
    fc.assert(
      fc.property(anyTime, (time) => {
        const day = chinaDay(time);
        expect(contains(dayPeriod(day), chinaTime(time))).to.equal(true);
        expect(contains(dayPeriod(addDays(day, -1)), chinaTime(time))).to.equal(false);
        expect(contains(dayPeriod(addDays(day, 1)), chinaTime(time))).to.equal(false);
      }),
    );
  });

  it('begin the week on Monday', () => {
    expect(weekStart('2026-11-24')).to.equal('2026-11-23');
    expect(weekStart('2026-11-23')).to.equal('2026-11-23');
    expect(weekStart('2026-11-29')).to.equal('2026-11-23');
    fc.assert(
      fc.property(anyTime, (time) => {
        const monday = weekStart(chinaDay(time));
        expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).to.equal(1);
        expect(addDays(monday, 7) > chinaDay(time)).to.equal(true);
      }),
    );
  });

  it('know a day from what only looks like one', () => {
    for (const day of ['2026-02-28', '2028-02-29']) expect(isDay(day), day).to.equal(true);
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', 'today', ''])
      expect(isDay(day), day).to.equal(false);
  });
});
