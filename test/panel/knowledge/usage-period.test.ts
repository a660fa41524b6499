import { expect } from 'chai';
import { periodOf, spanOf } from '../../../agent-panel/src/knowledge/usage/period.ts';

describe('the days that the usage is told of', () => {
  const today = '2026-03-01';

  it('are the last seven where the address says nothing sound', () => {
    for (const written of [
      null,
      '',
      '8',
      '2026-02-30~2026-03-01',
      '2026-03-01~2026-02-01',
      '2026-01-01~2026-03-02',
    ])
      expect(periodOf(written, today), String(written)).to.deep.equal({ from: '2026-02-23', to: today });
  });

  it('are those of the address, both counted', () => {
    expect(periodOf('1', today)).to.deep.equal({ from: today, to: today });
    expect(periodOf('30', today)).to.deep.equal({ from: '2026-01-31', to: today });
    expect(periodOf('2025-12-31~2026-01-01', today)).to.deep.equal({ from: '2025-12-31', to: '2026-01-01' });
  });

  it('are known again as a span that ends today', () => {
    expect(spanOf(periodOf('30', today), today)).to.equal(30);
    expect(spanOf({ from: '2026-02-22', to: '2026-02-28' }, today)).to.equal(null);
  });
});
