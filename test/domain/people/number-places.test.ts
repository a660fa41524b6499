import { expect } from 'chai';
import fc from 'fast-check';
import { NumberPlaces, type NumberRange } from '../../../bridge/domain/people/number-places.ts';

const range = (prefix: string, regionCode: string, name: string): NumberRange => ({
  prefix,
  regionCode,
  name,
});
const places = new NumberPlaces([
  range('0731', '430100', '长沙市'),
  range('138', '430000', '湖南省'),
  range('1387480', '430102', '芙蓉区'),
]);
const nameOf = (number: string | null) => places.of(number)?.name ?? null;

describe('where a number is from', () => {
  it('is what the longest prefix of the table says', () => {
    expect(places.of('13874801115')).to.deep.equal({ regionCode: '430102', name: '芙蓉区', basis: '号段' });
    expect(nameOf('13800001115')).to.equal('湖南省');
    expect(places.of('073188888888')).to.deep.equal({ regionCode: '430100', name: '长沙市', basis: '区号' });
  });

  it('is the same however a trunk writes the number', () => {
    for (const number of ['+8613874801115', '008613874801115', '013874801115'])
      expect(nameOf(number), number).to.equal('芙蓉区');
  });

  it('is not known where the table says nothing, nor for short, local, hidden or foreign numbers', () => {
    for (const number of [
      null,
      '',
      '15900001111',
      '010',
      '8001',
      '88888888',
      '12345',
      '0731',
      '+14155550100',
      'x',
    ])
      expect(nameOf(number), String(number)).to.equal(null);
    expect(new NumberPlaces([]).of('13874801115')).to.equal(null);
  });

  it('is never one whose prefix the number has not, and never a shorter one than there is', () => {
    const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));
    const ranges = fc.array(fc.record({ prefix: digits(2, 8), regionCode: digits(6, 6), name: fc.string() }));
    fc.assert(
      fc.property(ranges, digits(10, 12), (table, number) => {
        const found = new NumberPlaces(table).of(number);
        const plain = /^01[3-9]\d{9}$/.test(number) ? number.slice(1) : number;
        const fitting = table.filter(({ prefix }) => plain.startsWith(prefix));
        const longest = Math.max(0, ...fitting.map(({ prefix }) => prefix.length));
        // The last line of a prefix counts here; a file with the same prefix twice is refused.
        const best = fitting.findLast(({ prefix }) => prefix.length === longest);
        expect(found?.regionCode ?? null).to.equal(best?.regionCode ?? null);
      }),
    );
  });
});
