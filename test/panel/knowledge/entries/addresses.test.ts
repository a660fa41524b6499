import { expect } from 'chai';
import { newAddress, readNewAddress } from '../../../../agent-panel/src/knowledge/entries/new-address.ts';
import { filtersOf, noWish, queryOf } from '../../../../agent-panel/src/knowledge/entries/wish.ts';
import { addressOf, placeOf } from '../../../../agent-panel/src/pages/knowledge/tabs.ts';

describe('the addresses of the knowledge desk', () => {
  it('lead to a tab, to what is open in it and to a part of that, and back', () => {
    for (const [open, part] of [
      [null, ''],
      ['desk-1/2 三', ''],
      ['desk-1', 'edit'],
      ['+faq+id-operator a1', ''],
    ] as const)
      expect(placeOf(addressOf('entries', open, part))).to.deep.equal({ tab: 'entries', open, part });
  });

  it('an address that was cut short or made up leads to the first tab, and breaks nothing', () => {
    expect(placeOf('#knowledge/nowhere')).to.deep.equal({ tab: 'entries', open: null, part: '' });
    expect(placeOf('#knowledge/tasks/%E9%')).to.deep.equal({ tab: 'tasks', open: null, part: '' });
    expect(placeOf('')).to.deep.equal({ tab: 'entries', open: null, part: '' });
  });

  it('a new entry has an address of its own, with the task that it is to answer', () => {
    expect(readNewAddress(newAddress('faq'))).to.deep.equal({ kind: 'faq', taskId: null });
    expect(readNewAddress(newAddress('faq', 'id-a r+1'))).to.deep.equal({ kind: 'faq', taskId: 'id-a r+1' });
    expect(readNewAddress('desk-1')).to.equal(null);
    expect(readNewAddress('+king')).to.equal(null);
  });
});

describe('what a list is filtered by', () => {
  it('becomes a question without what is not wished for', () => {
    expect(queryOf(noWish)).to.equal('');
    expect(queryOf({ ...noWish, text: ' 公积金&x ', stage: 'editing' })).to.equal(
      'text=%E5%85%AC%E7%A7%AF%E9%87%91%26x&stage=editing&',
    );
  });

  it('counts the filters that stand out of sight', () => {
    expect(filtersOf({ ...noWish, text: '公积金', stage: 'editing' })).to.equal(0);
    expect(filtersOf({ ...noWish, kind: 'faq', dueBefore: '2026-12-01' })).to.equal(2);
  });
});
