import { expect } from 'chai';
import fc from 'fast-check';
import { seatStateSchema } from '../../../bridge/domain/telephony/seat-state.ts';
import { overFrom, type StateRules } from '../../../bridge/domain/telephony/state-limits.ts';

const rules: StateRules = {
  breaks: [
    { name: '用餐', limitMinutes: 45, colour: 'amber' },
    { name: '培训', limitMinutes: null, colour: 'violet' },
  ],
  busyLimitMinutes: 10,
  wrapUp: { seconds: 60, extensionSeconds: 30, extensions: 2, basis: '本站约定' },
};
const since = Date.parse('2026-11-24T12:00:00+08:00');

describe('how long a state may last', () => {
  it('is what the city says of the reason, and of 示忙', () => {
    expect(overFrom(rules, { state: 'BREAK', reason: '用餐', since })).to.equal(since + 45 * 60_000);
    expect(overFrom(rules, { state: 'BUSY', reason: '示忙', since })).to.equal(since + 10 * 60_000);
  });

  it('has no end for a reason without a limit, one that was taken out of the list, or an unknown beginning', () => {
    expect(overFrom(rules, { state: 'BREAK', reason: '培训', since })).to.equal(null);
    expect(overFrom(rules, { state: 'BREAK', reason: '饮水', since })).to.equal(null);
    expect(overFrom(rules, { state: 'BREAK', reason: '用餐', since: null })).to.equal(null);
    expect(overFrom({ ...rules, busyLimitMinutes: null }, { state: 'BUSY', reason: null, since })).to.equal(
      null,
    );
  });

  it('is told of 小休 and 示忙 alone: nobody is over time in a call', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seatStateSchema.options),
        fc.constantFrom('用餐', '培训', null),
        fc.nat(),
        (state, reason, from) => {
          const over = overFrom(rules, { state, reason, since: from });
          if (over === null) return;
          expect(state).to.be.oneOf(['BREAK', 'BUSY']);
          expect(over).to.be.greaterThan(from);
        },
      ),
    );
  });
});
