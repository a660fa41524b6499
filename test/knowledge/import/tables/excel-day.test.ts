import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../../knowledge/day.ts';
import { dayOfSerial, isDayFormat, readDay } from '../../../../knowledge/import/tables/excel-day.ts';

describe('a day in a cell', () => {
  it('is read in the writings of offices', () => {
    for (const written of [
      '2026-01-31',
      '2026-1-31',
      '2026/1/31',
      '2026.1.31',
      '2026年1月31日',
      '2026 年 1 月 31 日',
      '20260131',
      '2026-01-31 08:30',
      '2026/1/31 08:30:00',
      '2026-01-31T00:00:00.000Z',
    ])
      expect(readDay(written), written).to.equal('2026-01-31');
  });

  it('is none where there is no such day, or none is meant', () => {
    for (const written of [
      '2026-02-29',
      '2026-13-01',
      '2026-04-31',
      '20260230',
      '2026',
      '26-1-31',
      '长期',
      '',
    ]) {
      expect(readDay(written), written).to.equal(null);
    }
    expect(readDay('2024-02-29')).to.equal('2024-02-29');
  });

  it('as a number counts as Excel does, whose 1900 has a day that never was', () => {
    expect(dayOfSerial(1, false)).to.equal('1900-01-01');
    expect(dayOfSerial(59, false)).to.equal('1900-02-28');
    expect(dayOfSerial(60, false)).to.equal(null);
    expect(dayOfSerial(61, false)).to.equal('1900-03-01');
    expect(dayOfSerial(46_053.75, false)).to.equal('2026-01-31');
    expect(dayOfSerial(2_958_465, false)).to.equal('9999-12-31');
    expect(dayOfSerial(44_591, true)).to.equal('2026-01-31');
    for (const none of [0, -1, 2_958_466, Number.NaN]) expect(dayOfSerial(none, false)).to.equal(null);
  });

  it('comes back from any writing of any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_900_000 }), (serial) => {
        const day = addDays('1899-12-30', serial);
        const [year, month, date] = day.split('-').map(Number);
        expect(dayOfSerial(serial, false)).to.equal(day);
        expect(readDay(day)).to.equal(day);
        expect(readDay(day.replaceAll('-', ''))).to.equal(day);
        expect(readDay(`${String(year).padStart(4, '0')}年${month}月${date}日`)).to.equal(day);
      }),
    );
  });

  it('is told by its format, built in or written', () => {
    expect([14, 22, 31, 57].every((id) => isDayFormat(id, undefined))).to.equal(true);
    expect([0, 1, 10, 20, 49].some((id) => isDayFormat(id, undefined))).to.equal(false);
    for (const code of ['yyyy"年"m"月"d"日";@', '[$-804]yyyy/m/d', 'm/d'])
      expect(isDayFormat(176, code)).to.equal(true);
    for (const code of ['0.00', '[Red]0', '"day"0', '\\d0', 'h:mm:ss', '@'])
      expect(isDayFormat(176, code), code).to.equal(false);
  });
});
