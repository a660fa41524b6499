import { expect } from 'chai';
import fc from 'fast-check';
import { isSeenFrom, regionsSeenFrom } from '../../../knowledge/validity/region.ts';
import { realLibrary } from '../library.ts';

const code = fc.integer({ min: 110000, max: 829999 }).map(String);

describe('the regions whose texts apply to a caller', () => {
  it('are, for a district, its own, its city, its province and the state, nearest first', () => {
    expect(regionsSeenFrom('430102')).to.deep.equal(['430102', '430100', '430000', '000000']);
  });

  it('are, for a county-level city, those of the city that it belongs to', () => {
    expect(regionsSeenFrom('430181')).to.deep.equal(['430181', '430100', '430000', '000000']);
  });

  it('are, for the city, not those of one of its districts', () => {
    expect(regionsSeenFrom('430100')).to.deep.equal(['430100', '430000', '000000']);
    expect(isSeenFrom('430102', '430100')).to.equal(false);
  });

  it('are, for a street, those of its district too', () => {
    expect(regionsSeenFrom('430102001')).to.deep.equal(['430102001', '430102', '430100', '430000', '000000']);
  });

  it('are the state alone when the code is none', () => {
    for (const none of ['', '000000', '4301', '长沙'])
      expect(regionsSeenFrom(none), none).to.deep.equal(['000000']);
  });

  it('of Changsha hold no text of 北京 上海 浙江 山东 河南 广东', () => {
    const seen = realLibrary().articles.filter(({ regionCode }) => isSeenFrom(regionCode, '430100'));
    expect(new Set(seen.map(({ regionCode }) => regionCode))).to.deep.equal(new Set(['000000', '430100']));
    expect(seen).to.have.lengthOf(105);
  });

  it('are never those of another province', () => {
    fc.assert(
      fc.property(code, code, (text, caller) => {
        fc.pre(text.slice(0, 2) !== caller.slice(0, 2));
        expect(isSeenFrom(text, caller)).to.equal(false);
      }),
    );
  });

  it('always hold the caller’s own and the state', () => {
    fc.assert(
      fc.property(code, (caller) => {
        expect(isSeenFrom(caller, caller)).to.equal(true);
        expect(isSeenFrom('000000', caller)).to.equal(true);
      }),
    );
  });
});
