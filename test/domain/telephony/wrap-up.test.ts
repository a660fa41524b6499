import { expect } from 'chai';
import fc from 'fast-check';
import type { WrapUpRules } from '../../../bridge/domain/telephony/state-limits.ts';
import { extendWrapUp, notExtended, wrapUpUntil } from '../../../bridge/domain/telephony/wrap-up.ts';

const rules: WrapUpRules = { seconds: 60, extensionSeconds: 30, extensions: 2, basis: '本站约定' };
const hangUp = Date.parse('2026-11-24T10:00:00+08:00');

const anyRules = fc.record({
  seconds: fc.integer({ min: 10, max: 3600 }),
  extensionSeconds: fc.integer({ min: 10, max: 1800 }),
  extensions: fc.integer({ min: 0, max: 10 }),
  basis: fc.constant('本站约定'),
});
/** ms after the hang-up at which somebody asks for more time */
const presses = fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 15 });

function pressed(one: WrapUpRules, times: readonly number[]) {
  let extension = notExtended;
  let last = wrapUpUntil(hangUp, extension, one);
  const steps: { at: number; before: number; after: number }[] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    const next = extendWrapUp(hangUp, extension, one, { now: hangUp + time, commandId: `c${time}` });
    if (next === null) continue;
    extension = next;
    const after = wrapUpUntil(hangUp, extension, one);
    steps.push({ at: hangUp + time, before: last, after });
    last = after;
  }
  return { extension, steps };
}

describe('the time for a record (话后整理)', () => {
  it('ends the configured seconds after the hang-up', () => {
    expect(wrapUpUntil(hangUp, notExtended, rules)).to.equal(hangUp + 60_000);
  });

  it('is longer by one step with an extension, counted from its end', () => {
    const { extension } = pressed(rules, [50_000]);
    expect(extension).to.deep.equal({ times: 1, until: hangUp + 90_000, commandId: 'c50000' });
  });

  it('asked for when it is over already, counts from the press', () => {
    expect(pressed(rules, [100_000]).extension.until).to.equal(hangUp + 130_000);
  });

  it('begins anew with a later talk of the same call', () => {
    const { extension } = pressed(rules, [50_000]);
    expect(wrapUpUntil(hangUp + 600_000, extension, rules)).to.equal(hangUp + 660_000);
  });

  it('is extended no more than the city allows, and each time by at least one step from the press', () => {
    fc.assert(
      fc.property(anyRules, presses, (one, times) => {
        const { extension, steps } = pressed(one, times);
        expect(extension.times).to.equal(Math.min(times.length, one.extensions));
        for (const { at, before, after } of steps) {
          expect(after - before).to.be.at.least(one.extensionSeconds * 1000);
          expect(after - at).to.be.at.least(one.extensionSeconds * 1000);
        }
      }),
    );
  });
});
