import { expect } from 'chai';
import { UnitTree } from '../../../bridge/domain/people/unit.ts';

const unit = (
  id: string,
  parentId: string | null,
  validFrom: string | null = null,
  validTo: string | null = null,
) => ({
  id,
  name: `单位 ${id}`,
  parentId,
  validFrom,
  validTo,
});

describe('the tree of units', () => {
  const tree = new UnitTree([
    unit('cs', null),
    unit('kf', 'cs'),
    unit('street', 'kf', null, '2026-06-30'),
    { ...unit('street', 'yl', '2026-07-01'), name: '新街道' },
    unit('yl', 'cs'),
  ]);

  it('puts a unit below its ancestors, and no other', () => {
    expect(tree.isWithin('street', 'cs', '2026-01-01')).to.equal(true);
    expect(tree.isWithin('kf', 'kf', '2026-01-01')).to.equal(true);
    expect(tree.isWithin('cs', 'kf', '2026-01-01')).to.equal(false);
    expect(tree.isWithin('unknown', 'cs', '2026-01-01')).to.equal(false);
  });

  it('is the tree of the day that is asked for', () => {
    expect(tree.isWithin('street', 'kf', '2026-06-30')).to.equal(true);
    expect(tree.isWithin('street', 'kf', '2026-07-01')).to.equal(false);
    expect(tree.isWithin('street', 'yl', '2026-07-01')).to.equal(true);
    expect(tree.name('street', '2026-07-01')).to.equal('新街道');
  });

  it('ends also where somebody drew a circle', () => {
    const circle = new UnitTree([unit('a', 'b'), unit('b', 'a')]);
    expect(circle.isWithin('a', 'c', '2026-01-01')).to.equal(false);
  });
});
