import { expect } from 'chai';
import { holdsNumber, maskNumber, maskNumbersIn } from '../../../bridge/domain/people/number.ts';

describe('a masked number', () => {
  it('keeps its ends, however its digits are set apart', () => {
    const cases: [string, string][] = [
      ['13874801115', '138****1115'],
      ['138 7480 1115', '138****1115'],
      ['138-7480-1115', '138****1115'],
      ['+86 138 7480 1115', '+86****1115'],
      ['0731-88665432', '073****5432'],
      ['(0731) 88665432', '073****5432'],
      ['（0731）88665432', '073****5432'],
      ['8866 5432', '88****32'],
      ['1001', '****'],
    ];
    for (const [number, masked] of cases) expect(maskNumber(number), number).to.equal(masked);
  });

  it('is found inside text', () => {
    const cases: [string, string][] = [
      ['call 13874801115.', 'call 138****1115.'],
      ['no.13874801115', 'no.138****1115'],
      ['0731.88665432, 13874801115.1', '0731.88****32, 138****1115.1'],
      ['leg 1795511322.20 of 13874801115', 'leg 1795511322.20 of 138****1115'],
      ['call 138 7480 1115 back', 'call 138****1115 back'],
      ['Local/0731-88665432@out-0000001a;1', 'Local/073****5432@out-0000001a;1'],
      ['Local/13874801115@out', 'Local/138****1115@out'],
      ['PJSIP/13874801115@trunk,30,tT', 'PJSIP/138****1115@trunk,30,tT'],
      ['DAHDI/i1/88665432-00000012', 'DAHDI/i1/88****32-00000012'],
    ];
    for (const [text, masked] of cases) {
      expect(maskNumbersIn(text), text).to.equal(masked);
      expect(holdsNumber(text), text).to.equal(true);
    }
  });

  it('is not seen in the counters of channels, in extensions, or in unique ids', () => {
    for (const text of [
      '',
      'PJSIP/1001-0000001a',
      'PJSIP/1001-00000015',
      'PJSIP/trunk-00000012',
      'Local/1003@seats-00000001;2',
      'PJSIP/1002,q',
      'Queue:disclosure_pause_PJSIP/1001',
      '1795511322.20',
      '192.168.10.20',
      '12345',
    ]) {
      expect(maskNumbersIn(text), text).to.equal(text);
      expect(holdsNumber(text), text).to.equal(false);
    }
  });
});
