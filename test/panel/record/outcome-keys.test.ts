import { expect } from 'chai';
import { type OutcomeTyping, typeOutcome } from '../../../agent-panel/src/record/outcome-keys.ts';
import { type OutcomeCode, outcomes } from '../../../bridge/protocol/domain.ts';

const start: OutcomeTyping = { letter: null, code: null };

function typed(keys: string, from = start): OutcomeTyping {
  return [...keys].reduce<OutcomeTyping>((typing, key) => typeOutcome(typing, key) ?? typing, from);
}

describe('typing an outcome', () => {
  it('reaches every code by its letter and its digit, in capitals or not', () => {
    for (const { code } of outcomes) {
      expect(typed(code).code).to.equal(code);
      expect(typed(code.toLowerCase()).code).to.equal(code);
    }
  });

  it('takes a digit alone for another outcome of the same group', () => {
    expect(typed('3', { letter: null, code: 'D1' }).code).to.equal('D3' satisfies OutcomeCode);
  });

  it('passes over a digit that the group does not have', () => {
    expect(typeOutcome({ letter: 'N', code: null }, '7')).to.equal(null);
    expect(typed('N72').code).to.equal('N2');
  });

  it('moves with the arrows and stays at the ends', () => {
    expect(typeOutcome({ letter: null, code: 'D1' }, 'ArrowUp')?.code).to.equal('D1');
    expect(typeOutcome({ letter: null, code: 'D5' }, 'ArrowDown')?.code).to.equal('T1');
    expect(typeOutcome(start, 'ArrowUp')?.code).to.equal('X3');
  });

  it('leaves other keys to the page', () => {
    expect(typeOutcome(start, 'Tab')).to.equal(null);
    expect(typeOutcome(start, 'q')).to.equal(null);
  });
});
