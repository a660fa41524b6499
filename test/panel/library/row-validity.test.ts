import { expect } from 'chai';
import { rowValidity } from '../../../agent-panel/src/library/row-validity.ts';

describe('效力 in a list', () => {
  const on = (kind: 'article' | 'faq' | 'item', beginsOn: string | null, endsOn: string | null) =>
    rowValidity({ kind, beginsOn, endsOn }, '2026-11-24')?.label ?? null;

  it('begins on its first day and ends on the first day without it', () => {
    expect(on('article', '2026-11-25', null)).to.equal('尚未生效');
    expect(on('article', '2026-11-24', null)).to.equal('现行有效');
    expect(on('article', '2020-01-01', '2026-11-25')).to.equal('现行有效');
    expect(on('article', '2020-01-01', '2026-11-24')).to.equal('失效');
  });

  it('is not told where it is not known: a text without a first day is to be checked, an FAQ follows its clauses', () => {
    expect(on('article', null, null)).to.equal('待核');
    expect(on('item', null, null)).to.equal('现行有效');
    expect(on('faq', '2020-01-01', null)).to.equal(null);
    expect(on('faq', null, '2026-11-24')).to.equal('失效');
  });
});
