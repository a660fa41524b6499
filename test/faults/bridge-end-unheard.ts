import { expect } from 'chai';
import type { City } from '../real/bridge/city.ts';
import { ANSWERS } from '../real/floor.ts';

/** All that Asterisk tells when a talk ends. */
const ends = [
  'HangupRequest',
  'SoftHangupRequest',
  'BridgeLeave',
  'BridgeDestroy',
  'AgentComplete',
  'Hangup',
];

/** The link holds, and yet some messages never arrive. */
export function endUnheard(city: () => City): void {
  describe('a talk whose end nobody told', () => {
    it('holds its seat until the operator says 状态不对; then the record is written and the seat is ready', async () => {
      const { wire, floor } = city();
      const operator = await city().operator('zhang1203');
      const telephone = await floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy');
      const call = await floor.citizen('1');
      await telephone.nextCall();
      const { card } = await operator.cardIn('talking');
      expect(await operator.do({ type: 'check-state' }), 'while it goes on').to.include({
        outcome: 'checked',
        ended: 0,
      });
      expect(operator.desk.state).to.equal('TALKING');

      wire?.lose(...ends);
      await call.hangUp();
      await floor.seen({ Event: 'Hangup' });
      await floor.seen({ Event: 'AgentComplete' });
      expect(operator.desk.state).to.equal('TALKING');
      const checked = await operator.do({ type: 'check-state' });
      wire?.lose();
      expect(checked).to.include({ outcome: 'checked', ended: 2 });
      await operator.cardIn('ended', { callId: card.callId });
      await operator.isIn('ACW');
      await operator.saves(card);
      await operator.isIn('READY');
      const fact = await city().fact(card.callId, 'it is over', ({ endedBefore }) => endedBefore !== null);
      expect(fact).to.include({ endedAt: null, result: 'answered' });
    });
  });
}
