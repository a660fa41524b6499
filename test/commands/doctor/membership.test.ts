import { expect } from 'chai';
import { memberTrouble, othersFree } from '../../../bridge/commands/doctor/membership.ts';
import type { Membership } from '../../../bridge/domain/telephony/event.ts';

const seat = { seat: '1001', interface: 'PJSIP/1001' };

function member(line: string, change: Partial<Membership> = {}): Membership {
  return {
    queue: 'policy',
    interface: line,
    stateInterface: line,
    name: '',
    penalty: 0,
    paused: false,
    reason: '',
    device: 1,
    ...change,
  };
}

describe('a member of a queue, as the doctor looks at it', () => {
  const trouble = (...members: Membership[]) => memberTrouble(members, 'policy', seat);

  it('is in order where the queue can ring it', () => {
    expect(trouble(member('PJSIP/1002', { paused: true }), member('PJSIP/1001'))).to.equal(null);
    expect(trouble(member('PJSIP/1001', { device: 0 }))).to.equal(null);
  });

  it('is missing where only another queue has it, or it is written otherwise', () => {
    expect(trouble(member('PJSIP/1001', { queue: 'business' }))).to.include({
      kind: 'member-missing',
      alike: null,
    });
    expect(trouble(member('SIP/1001'))).to.include({ kind: 'member-missing', alike: 'SIP/1001' });
    expect(trouble(member('Local/1001@from-queue/n'))).to.include({ alike: 'Local/1001@from-queue/n' });
    expect(trouble(member('PJSIP/11001'))).to.include({ alike: null });
  });

  it('is not rung while paused, away or in a talk', () => {
    expect(trouble(member('PJSIP/1001', { paused: true, reason: 'lunch' }))).to.include({
      kind: 'member-paused',
      reason: 'lunch',
    });
    for (const device of [2, 3, 4, 5, 6, 7, 8])
      expect(trouble(member('PJSIP/1001', { device }))).to.include({ kind: 'member-device', device });
  });

  it('has others beside it that would be rung as well', () => {
    const members = [
      member('PJSIP/1001'),
      member('PJSIP/1002'),
      member('PJSIP/1003', { paused: true }),
      member('PJSIP/1004', { device: 2 }),
      member('PJSIP/1005', { queue: 'business' }),
      member('SIP/1006', { device: 0 }),
    ];
    expect(othersFree(members, 'policy', seat)).to.deep.equal(['PJSIP/1002', 'SIP/1006']);
  });
});
