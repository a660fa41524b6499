import { expect } from 'chai';
import { loadUntaught } from '../../../knowledge/import/load-library.ts';
import { liftOfFunction } from '../../../knowledge/rank/by-function.ts';

describe('what a function of the window is asked for first', () => {
  const [law] = loadUntaught().articles;
  const query = { text: '', regionCode: '430100', date: '2026-11-30', limit: 10 };

  it('are service items in 办事指引, and nothing else there or elsewhere', () => {
    if (law === undefined) throw new Error('the library is empty');
    const item = { ...law, materialClass: '办事指南' as const, topic: '住房' };
    const guide = { ...item, topic: '政府信息公开' };
    const lifted = (article: typeof law, serviceFunction: 'POLICY' | 'SERVICE_GUIDE' | 'DISCLOSURE_GUIDE') =>
      liftOfFunction(article, { ...query, serviceFunction }) !== null;
    expect(lifted(item, 'SERVICE_GUIDE')).to.be.true;
    expect(lifted(law, 'SERVICE_GUIDE')).to.be.false;
    expect(lifted(guide, 'SERVICE_GUIDE'), 'of an organ, no item').to.be.false;
    for (const other of ['POLICY', 'DISCLOSURE_GUIDE'] as const)
      expect(lifted(item, other), other).to.be.false;
  });
});
