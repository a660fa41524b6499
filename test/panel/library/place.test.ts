import { expect } from 'chai';
import {
  type LibraryPlace,
  libraryAddressOf,
  libraryPlaceOf,
  wholeShelf,
} from '../../../agent-panel/src/pages/library/place.ts';

describe('an address of the library', () => {
  const places: Readonly<Record<string, LibraryPlace>> = {
    '#library': { view: 'news', since: null, open: null },
    '#library/news?since=2026-11-20&open=E1': { view: 'news', since: '2026-11-20', open: 'E1' },
    '#library/shelf': wholeShelf,
    '#library/shelf?class=%E6%94%BF%E7%AD%96%E6%96%87%E4%BB%B6&open=a%2Fb%23c': {
      ...wholeShelf,
      materialClass: '政策文件',
      open: 'a/b#c',
    },
    '#library/ask?text=%E4%B8%80+%E4%BA%8C&region=430102&date=2026-01-01&compare=1&open=P1&clause=%E7%AC%AC':
      {
        view: 'ask',
        text: '一 二',
        regionCode: '430102',
        date: '2026-01-01',
        compare: true,
        open: 'P1',
        clauseNo: '第',
      },
  };
  for (const [address, place] of Object.entries(places))
    it(`${address} says what is in sight, and what is in sight says it`, () => {
      expect(libraryPlaceOf(address)).to.deep.equal(place);
      expect(libraryAddressOf(place)).to.equal(address);
    });

  it('that says nothing we know leads to the news of today', () => {
    for (const odd of [
      '#library/x?open=',
      '#library/news?since=2026-99-99',
      '#library/ask',
      '',
      '#library/ask?text=',
    ])
      expect(libraryPlaceOf(odd), odd).to.deep.equal({ view: 'news', since: null, open: null });
    expect(libraryPlaceOf(`#library/ask?text=${'长'.repeat(300)}`))
      .to.have.property('text')
      .with.length(200);
  });
});
