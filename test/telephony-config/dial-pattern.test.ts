import { expect } from 'chai';
import fc from 'fast-check';
import {
  type DialPattern,
  dialPatternsOverlap,
  matchesDialPattern,
  mayReachAbroad,
  parseDialPattern,
} from '../../telephony-config/dial-pattern.ts';

const parsed = (text: string): DialPattern => parseDialPattern(text) ?? expect.fail(`${text} is a pattern`);

describe('a dial pattern', () => {
  it('is read as Asterisk reads it', () => {
    expect(parsed('_0ZN[13-5]X')).to.deep.equal(['0', '123456789', '23456789', '1345', '0123456789']);
    expect(parsed('12315')).to.deep.equal(['1', '2', '3', '1', '5']);
  });

  it('matches numbers of its own length only', () => {
    const mobile = parsed('_1[3-9]XXXXXXXXX');
    expect(matchesDialPattern(mobile, '13874801114')).to.be.true;
    expect(matchesDialPattern(mobile, '12874801114')).to.be.false;
    expect(matchesDialPattern(mobile, '138748011140')).to.be.false;
  });

  it('may reach abroad where a wildcard stands for the zeros, or the country is left open', () => {
    expect(mayReachAbroad(parsed('_XXXXXXXX'))).to.be.true;
    expect(mayReachAbroad(parsed('_00XXXXXXXXX'))).to.be.true;
    expect(mayReachAbroad(parsed('_00852XXXXXXXX'))).to.be.false;
    expect(mayReachAbroad(parsed('_0[1-9]XXXXXXXXX'))).to.be.false;
    expect(mayReachAbroad(parsed('0'))).to.be.false;
  });

  const place = fc.constantFrom('X', 'Z', 'N', '0', '5', '9', '[1-3]', '[05]');
  const pattern = fc.array(place, { minLength: 1, maxLength: 4 }).map((places) => `_${places.join('')}`);

  it('overlaps another exactly where some number fits both', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, two) => {
        const [first, second] = [parsed(one), parsed(two)];
        const numbers = Array.from({ length: 10 ** first.length }, (_, n) =>
          String(n).padStart(first.length, '0'),
        );
        const both = numbers.some(
          (number) => matchesDialPattern(first, number) && matchesDialPattern(second, number),
        );
        expect(dialPatternsOverlap(first, second)).to.equal(both);
      }),
      { numRuns: 60 },
    );
  });
});
