import { expect } from 'chai';
import { ANSWERS } from '../floor.ts';
import type { SipUserAgent } from '../sip-user-agent.ts';
import type { City } from './city.ts';
import type { Operator } from './operator.ts';
import { until } from './patience.ts';

const COUNTS = ['n-in', 'n-queued', 'n-answered', 'n-abandoned', 'n-records'] as const;

/** Today's figures count citizens' calls, each once, and the records that were saved, whatever call they are of. */
export function whatIsCounted(city: () => City): void {
  describe('today’s figures', () => {
    let operator: Operator;
    let telephone: SipUserAgent;
    let before: ReadonlyMap<string, number>;

    const rose = async () => {
      const after = await city().figures();
      return Object.fromEntries(COUNTS.map((id) => [id, (after.get(id) ?? 0) - (before.get(id) ?? 0)]));
    };
    const NOTHING = Object.fromEntries(COUNTS.map((id) => [id, 0]));

    beforeEach(async () => {
      operator = await city().operator('zhang1203');
      telephone = await city().floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy');
      before = await city().figures();
    });

    it('do not rise for a call from seat to seat', async () => {
      await city().floor.seat('1006', ANSWERS);
      const call = telephone.call('1006');
      await operator.isIn('TALKING');
      await call.hangUp();
      await operator.isIn('READY');
      expect(await rose()).to.deep.equal(NOTHING);
    });

    it('do not rise for a call to a citizen, though it has a card; they do for the record that it leaves', async () => {
      await city().floor.outside('13874801114', ANSWERS);
      const call = telephone.call('913874801114');
      const { card } = await operator.cardIn('talking');
      expect(card).to.include({ kind: 'outbound', number: '13874801114', queue: null });
      expect(operator.desk.state).to.equal('OUTBOUND');
      await call.hangUp();
      const ended = await operator.cardIn('ended', { callId: card.callId });
      expect(await rose()).to.deep.equal(NOTHING);
      await operator.saves(ended.card);
      expect(await rose()).to.deep.equal({ ...NOTHING, 'n-records': 1 });
    });

    it('count a call once although somebody listens to it', async () => {
      await city().floor.seat('1010', ANSWERS);
      const call = await city().floor.citizen('1');
      const { card } = await operator.cardIn('talking');
      await city().floor.listens('1010', '1001');
      await call.hangUp();
      await operator.cardIn('ended', { callId: card.callId });
      const fact = await city().fact(card.callId, 'it is over', ({ endedAt }) => endedAt !== null);
      expect(fact.monitored).to.have.lengthOf(1);
      expect(fact.talks).to.have.lengthOf(1);
      expect(await rose()).to.deep.equal({ ...NOTHING, 'n-in': 1, 'n-queued': 1, 'n-answered': 1 });
    });

    it('count a call once although it waits in a second queue and is answered there again', async () => {
      const second = await city().operator('li1204');
      await city().floor.seat('1002', ANSWERS);
      await second.takesSeat('1002', 'service-guide');
      const call = await city().floor.citizen('1');
      const { card } = await operator.cardIn('talking');
      await (await telephone.nextCall()).transferTo('7002');
      await second.cardIn('talking', { callId: card.callId });
      await call.hangUp();
      await second.cardIn('ended', { callId: card.callId });
      const fact = await city().fact(card.callId, 'it is over', ({ endedAt }) => endedAt !== null);
      expect(fact.queueStays.map(({ queue, result }) => `${queue} ${result}`)).to.deep.equal([
        'policy answered',
        'service-guide answered',
      ]);
      expect(await rose()).to.deep.equal({ ...NOTHING, 'n-in': 1, 'n-queued': 1, 'n-answered': 1 });
    });

    it('are the same on the supervisor’s live page and when they are worked out again from what is stored', async () => {
      const call = await city().floor.citizen('1');
      const { card } = await operator.cardIn('talking');
      await call.hangUp();
      const ended = await operator.cardIn('ended', { callId: card.callId });
      await operator.saves(ended.card);
      const supervisor = await city().supervisor();
      await until('both say the same', async () => {
        const board = await supervisor.open({ kind: 'floor' });
        const live = new Map(board.last('floor')?.floor.figures.map(({ id, value }) => [id, value]));
        await board.close();
        const stored = await city().figures();
        return (
          [...live].every(([id, value]) => Object.is(stored.get(id), value ?? Number.NaN)) &&
          live.size === stored.size
        );
      });
    });
  });
}
