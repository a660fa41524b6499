import { expect } from 'chai';
import { type City, linked } from '../real/bridge/city.ts';
import type { Measured } from '../real/bridge/measured.ts';
import type { Operator } from '../real/bridge/operator.ts';
import { until } from '../real/bridge/patience.ts';
import { ANSWERS } from '../real/floor.ts';

const LIFTED_WITHIN_MS = 2000;

/** kill -9 of the bridge: what people did is on disk, what calls did is found again. */
export function bridgeKilled(city: () => City, measured: Measured): void {
  describe('the bridge is killed', () => {
    let operator: Operator;
    let callId: string;
    let hangUp: () => Promise<void>;

    beforeEach(async () => {
      operator = await city().operator('zhang1203');
      const telephone = await city().floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy', 'service-guide');
      const call = await city().floor.citizen('1', '13874804001');
      await telephone.nextCall();
      ({ callId } = (await operator.cardIn('talking')).card);
      await city().isPaused('1001', 'acw');
      await city().isOnDisk(callId, '1001');
      hangUp = () => call.hangUp();
    });

    const pauses = () =>
      city()
        .floor.events('QueueMemberPause')
        .filter((event) => event.get('Interface') === 'PJSIP/1001' && event.get('Paused') === '0');

    it('in somebody’s wrap-up: the seat stays paused while the record is open, the page finds its card again', async () => {
      await hangUp();
      const { card } = await operator.cardIn('ended', { callId });
      const token = operator.page.token;
      const lifted = pauses().length;
      await city().bridge.kill();
      await operator.page.gone;
      for (const { paused, reason } of await city().memberships('1001'))
        expect({ paused, reason }, 'while there is no bridge').to.deep.equal({ paused: true, reason: 'acw' });
      await city().bridge.startAgain();
      await operator.comeBack(token);
      expect(operator.desk.seat).to.equal('1001');
      const [there] = operator.desk.cards;
      expect(there).to.deep.include({
        interactionId: card.interactionId,
        number: '13874804001',
        queue: 'policy',
        record: card.record,
      });
      // The last milliseconds before the kill are not in the journal: that the call is over, the snapshot tells.
      await operator.shows('the link is up', ({ link }) => link.state === 'up', { withinMs: 20_000 });
      await operator.cardIn('ended', { callId });
      await operator.isIn('ACW');
      const tooSoon = await operator.do({ type: 'set-state', state: 'READY', reason: '' });
      expect(tooSoon).to.include({ outcome: 'refused', code: 'record-open' });
      expect(pauses().length, 'the pause was never lifted').to.equal(lifted);

      await operator.saves(card);
      await operator.isIn('READY');
      for (const { paused } of await city().memberships('1001')) expect(paused).to.be.false;
      expect(operator.popsOf(callId)).to.equal(1);
    });

    it('between a save and the end of the pause: the save holds, and the pause is lifted within 2 s of the login', async () => {
      const { wire, bridge } = city();
      await hangUp();
      const { card } = await operator.cardIn('ended', { callId });
      const before = (await city().figures()).get('n-records') ?? 0;
      // The record is saved while the exchange cannot be told.
      await wire?.cut();
      await operator.shows('the link is lost', ({ link }) => link.state === 'lost');
      const saved = await operator.save(card, {}, 'save-before-death');
      expect(saved.outcome).to.equal('saved');
      await bridge.kill();
      await wire?.mend();
      for (const { reason } of await city().memberships('1001')) expect(reason).to.equal('acw');
      const earlier = pauses().length;
      await bridge.startAgain();
      await city().isPaused('1001', null);
      const event = await until('the exchange tells that the pause is lifted', () => pauses()[earlier]);
      const login = wire?.logins.at(-1) ?? 0;
      const took = Number(event.get('Timestamp')) * 1000 - login;
      measured.note('bridge started again: login → pause lifted', took);

      await operator.comeBack();
      expect(operator.desk.cards).to.deep.equal([]);
      for (const command of ['save-before-death', 'save-after-death'])
        expect(await operator.save(card, {}, command), command).to.deep.equal({ ...saved, repeated: true });
      expect((await city().figures()).get('n-records')).to.equal(before + 1);
      expect(took).to.be.within(0, LIFTED_WITHIN_MS);
    });

    it('in the middle of a talk that ends before it is back: the card is there, its record is due, the call counts once', async () => {
      const { bridge } = city();
      const before = await city().figures();
      await bridge.kill();
      await hangUp();
      await bridge.startAgain();
      await operator.comeBack();
      await linked(bridge);
      const { card } = await operator.cardIn('ended', { callId });
      expect(card).to.include({ reconciled: true, number: '13874804001' });
      expect(card.record).to.include({ saved: null, parked: false });
      await operator.isIn('ACW');
      await operator.saves(card);
      await operator.isIn('READY');
      expect(operator.popsOf(callId)).to.equal(1);
      const after = await city().figures();
      for (const figure of ['n-in', 'n-answered'])
        expect(after.get(figure), figure).to.equal(before.get(figure));
    });

    it('in the middle of a talk that goes on: it is in hand as before', async () => {
      const { bridge } = city();
      await bridge.kill();
      await bridge.startAgain();
      await operator.comeBack();
      await linked(bridge);
      const { card } = await operator.cardIn('talking', { callId });
      expect(card).to.include({ number: '13874804001', queue: 'policy' });
      expect(card.answeredAt).to.be.a('number');
      await hangUp();
      const ended = await operator.cardIn('ended', { callId });
      await operator.saves(ended.card);
      await operator.isIn('READY');
      const fact = await city().fact(callId, 'it is over', ({ endedAt }) => endedAt !== null);
      expect(fact).to.include({ result: 'answered', endedBy: 'caller' });
      expect(fact.talks).to.have.lengthOf(1);
    });
  });
}
