import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { holidayYearSchema } from '../../../bridge/domain/calendar/holiday-year.ts';
import { WorkingDays } from '../../../bridge/domain/calendar/working-days.ts';

const FOLDER = join(import.meta.dirname, '../../../telephony-config/holidays');
const years = readdirSync(FOLDER).map((file) =>
  holidayYearSchema.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
);
const calendar = new WorkingDays(years);

const day = fc
  .integer({ min: Date.parse('2025-01-01T00:00:00Z') / 86_400_000, max: 20_970 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const count = fc.integer({ min: 1, max: 60 });

const daysOf = (year: number) => {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

describe('working days by the notices of the State Council', () => {
  it('are as many in 2025 and 2026 as the law leaves: 52 weeks, 13 days off by 全国年节及纪念日放假办法', () => {
    // 调休 moves days about and takes none away.
    for (const { year } of years) {
      const weekdays = daysOf(year).filter(
        (one) => ![0, 6].includes(new Date(`${one}T00:00:00Z`).getUTCDay()),
      );
      const worked = daysOf(year).filter((one) => calendar.isWorkingDay(one));
      // Of the 13 days, those that fall on a weekend without being made up for cost no weekday.
      expect(weekdays.length - worked.length, `weekdays lost in ${year}`).to.be.within(11, 13);
    }
  });

  it('leave out 春节, and count the Saturday that is worked for it', () => {
    expect(calendar.isWorkingDay('2026-02-14'), 'a Saturday of 调休').to.be.true;
    expect(calendar.isWorkingDay('2026-02-16'), 'a Monday of 春节').to.be.false;
    expect(calendar.isWorkingDay('2026-02-24'), 'the Tuesday after').to.be.true;
    // Friday: Saturday is worked, then nine days are off.
    expect(calendar.after('2026-02-13', 1).day).to.equal('2026-02-14');
    expect(calendar.after('2026-02-13', 2).day).to.equal('2026-02-24');
  });

  it('do not count the day itself', () => {
    expect(calendar.after('2026-11-30', 1)).to.deep.equal({ day: '2026-12-01', guessedYears: [] });
  });

  it('say of which year nothing is known', () => {
    expect(calendar.after('2026-12-30', 3)).to.deep.equal({ day: '2027-01-04', guessedYears: [2027] });
    expect(calendar.after('2026-12-01', 20).guessedYears).to.deep.equal([]);
  });

  it('end on a working day, and on a later one for a later start or a larger count', () => {
    fc.assert(
      fc.property(day, count, (from, n) => {
        const { day: reached } = calendar.after(from, n);
        expect(calendar.isWorkingDay(reached)).to.be.true;
        expect(calendar.after(from, n + 1).day > reached).to.be.true;
        const next = new Date(Date.parse(`${from}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
        expect(calendar.after(next, n).day >= reached).to.be.true;
      }),
    );
  });

  it('add up: n and then m are n + m, and between two ends lie as many as were counted', () => {
    fc.assert(
      fc.property(day, count, count, (from, n, m) => {
        const { day: middle } = calendar.after(from, n);
        const { day: reached } = calendar.after(from, n + m);
        expect(calendar.after(middle, m).day).to.equal(reached);
        let worked = 0;
        for (let at = Date.parse(`${from}T00:00:00Z`) + 86_400_000; ; at += 86_400_000) {
          const one = new Date(at).toISOString().slice(0, 10);
          if (one > reached) break;
          if (calendar.isWorkingDay(one)) worked += 1;
        }
        expect(worked).to.equal(n + m);
      }),
    );
  });

  it('are refused for no days, and for a day that is none', () => {
    expect(() => calendar.after('2026-11-30', 0)).to.throw(RangeError);
    expect(() => calendar.after('2026-13-01', 1)).to.throw(RangeError);
  });
});

describe('a holiday notice', () => {
  const [notice] = years;
  const faultsOf = (change: object) => {
    const read = holidayYearSchema.safeParse({ ...notice, ...change });
    return read.success ? [] : read.error.issues.map(({ message }) => message);
  };

  it('is refused, in words, where its days cannot be meant', () => {
    expect(faultsOf({})).to.deep.equal([]);
    expect(faultsOf({ work: ['2025-03-05'] }).join()).to.contain('2025-03-05 不是周六、周日');
    expect(faultsOf({ work: ['2026-02-14'] }).join()).to.contain('不在 2025 年');
    expect(faultsOf({ work: ['2025-02-01'] }).join()).to.contain('同时列为放假和上班');
    expect(faultsOf({ off: [{ name: '元旦', from: '2025-01-03', to: '2025-01-01' }] }).join()).to.contain(
      '写反了',
    );
  });
});
