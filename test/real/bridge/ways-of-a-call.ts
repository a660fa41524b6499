import { expect } from 'chai';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import {
  compareQueueLog,
  type KnownError,
  type QueueLogDifference,
} from '../../../bridge/domain/telephony/compare-queue-log.ts';
import { queueLogLines } from '../../recordings/queue-log.ts';
import { ANSWERS, REJECTS, RINGS } from '../floor.ts';
import type { SipCall, SipUserAgent } from '../sip-user-agent.ts';
import type { City } from './city.ts';
import type { Operator } from './operator.ts';
import { until } from './patience.ts';

/** Who sits where in these stories: queue_log charges calls to the member's name, the operator's number. */
const seats: ReadonlyMap<string, string> = new Map([
  ['1203', '1001'],
  ['1204', '1002'],
  ['1205', '1003'],
]);

/** How calls end and where they go: what the pages show, what the facts say, and what app_queue itself wrote. */
export function waysOfACall(city: () => City): void {
  const at = async (seat: string, login: string, manner: SipUserAgent['manner'], ...queues: string[]) => {
    const operator = await city().operator(login);
    const telephone = await city().floor.seat(seat, manner);
    await operator.takesSeat(seat, ...queues);
    return { operator, telephone };
  };
  const isOver = (callId: string) => city().fact(callId, 'it is over', ({ endedAt }) => endedAt !== null);
  /** The exchange names the transfer some milliseconds after it was made. */
  const isFrom = (seat: string, operator: Operator, callId: string) =>
    operator.shows(`the call came from ${seat}`, ({ cards }) =>
      cards.some((card) => card.callId === callId && card.transferredFrom === seat),
    );
  /** queue_log is written some moments after the events; where it is wrong, the reason must be the known one. */
  const agreesWithQueueLog = async (fact: CallFact, ...because: KnownError[]) => {
    let differences: readonly QueueLogDifference[] = [];
    await until(
      'queue_log tells the same',
      async () => {
        const log = await city().floor.server.queueLog();
        const lines = queueLogLines(log.map((line) => line.join('|')).join('\n'));
        const own = lines.filter(({ uniqueId }) => fact.uniqueIds.includes(uniqueId));
        ({ differences } = compareQueueLog([fact], own, (agent) => seats.get(agent) ?? null));
        const known = (one: QueueLogDifference) => one.because !== null && because.includes(one.because);
        return differences.every(known) && differences.length >= because.length;
      },
      { withinMs: 5000, instead: () => JSON.stringify(differences) },
    );
  };

  describe('a talk', () => {
    let operator: Operator;
    let telephone: SipUserAgent;
    let call: SipCall;
    let atSeat: SipCall;
    let callId: string;

    beforeEach(async () => {
      ({ operator, telephone } = await at('1001', 'zhang1203', ANSWERS, 'policy'));
      call = await city().floor.citizen('1');
      atSeat = await telephone.nextCall();
      ({ callId } = (await operator.cardIn('talking')).card);
    });

    it('that the citizen ends', async () => {
      await call.hangUp();
      await operator.cardIn('ended', { callId });
      const fact = await isOver(callId);
      expect(fact).to.include({ result: 'answered', endedBy: 'caller', ratingAsked: false });
      await agreesWithQueueLog(fact);
    });

    it('that the seat ends is rated by the citizen, and the card shows it while the record is open', async () => {
      await atSeat.hangUp();
      await operator.cardIn('ended', { callId });
      await city().floor.said('RatingAsked');
      await call.press('5');
      const rating = await operator.shows('the call is rated', ({ cards }) => cards[0]?.rating ?? undefined);
      expect(rating).to.equal(5);
      const fact = await isOver(callId);
      expect(fact).to.include({ result: 'answered', endedBy: 'seat', ratingAsked: true, rating: 5 });
      await agreesWithQueueLog(fact);
    });

    it('that is held and taken up again', async () => {
      const from = operator.here;
      await atSeat.hold();
      const { card } = await operator.cardIn('held', { from, callId });
      expect(card.heldAt).to.be.a('number');
      await operator.isIn('HOLD');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await atSeat.resume();
      await operator.isIn('TALKING');
      await call.hangUp();
      await operator.cardIn('ended', { callId });
      expect(operator.phasesOf(callId).filter((phase) => phase !== 'ringing')).to.deep.equal([
        'talking',
        'held',
        'talking',
        'ended',
      ]);
      const fact = await isOver(callId);
      expect(fact.talks).to.have.lengthOf(1);
      expect(fact.talks[0]?.holdSeconds).to.be.within(0.9, 2.5);
      await agreesWithQueueLog(fact);
    });

    it('that the seat transfers blind (REFER) pops at the new seat although no queue offered it, and ends at the first', async () => {
      const second = await at('1003', 'wang1205', ANSWERS, 'business');
      expect(await atSeat.transferTo('1003')).to.equal(202);
      const { card } = await second.operator.cardIn('ringing', { callId });
      expect(card).to.include({ kind: 'inbound', number: '13874801001', reconciled: false });
      await second.operator.cardIn('talking', { callId });
      await isFrom('1001', second.operator, callId);
      await operator.cardIn('ended', { callId });
      await operator.isIn('ACW');
      await call.hangUp();
      await second.operator.cardIn('ended', { callId });
      expect(second.operator.popsOf(callId)).to.equal(1);

      const fact = await isOver(callId);
      expect(fact.talks.map(({ seat }) => seat)).to.deep.equal(['1001', '1003']);
      expect(fact.offers.at(-1)).to.include({ queue: null, seat: '1003', result: 'answered' });
      expect(fact.transfers).to.have.lengthOf(1);
      expect(fact.transfers[0]).to.include({ kind: 'blind', from: '1001', to: '1003' });
      expect(fact.endedBy).to.equal('caller');
      await agreesWithQueueLog(fact);
    });

    it('that the seat transfers after asking (REFER with Replaces) moves to the asked seat’s page', async () => {
      const second = await at('1003', 'wang1205', ANSWERS, 'business');
      await atSeat.hold();
      await operator.cardIn('held', { callId });
      const consultation = telephone.call('1003');
      const atSecond = await second.telephone.nextCall();
      await consultation.answered;
      await operator.cardIn('consulting', { callId });
      const asked = await second.operator.cardIn('talking');
      expect(asked.card).to.include({ kind: 'internal', number: null, record: null });
      expect(await atSeat.transferInto(consultation)).to.equal(202);
      const { card } = await second.operator.cardIn('talking', { callId });
      expect(card).to.include({ kind: 'inbound', number: '13874801001' });
      await isFrom('1001', second.operator, callId);
      await operator.cardIn('ended', { callId });
      await atSecond.hangUp();
      await second.operator.cardIn('ended', { callId });

      const fact = await isOver(callId);
      expect(fact.talks.map(({ seat }) => seat)).to.deep.equal(['1001', '1003']);
      expect(fact.transfers[0]).to.include({ kind: 'attended', from: '1001', to: '1003' });
      expect(fact.endedBy).to.equal('seat');
      await agreesWithQueueLog(fact);
    });

    it('that the exchange redirects is two talks, though queue_log gives all of it to the first seat', async () => {
      const second = await at('1003', 'wang1205', ANSWERS, 'business');
      const channel = (await city().floor.seen({ Event: 'AgentConnect' })).get('Channel');
      await city().floor.ami.act('Redirect', {
        Channel: channel,
        Context: 'seats',
        Exten: '1003',
        Priority: '1',
      });
      await second.operator.cardIn('ringing', { callId });
      await operator.cardIn('ended', { callId });
      await second.operator.cardIn('talking', { callId });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await call.hangUp();
      await second.operator.cardIn('ended', { callId });

      const fact = await isOver(callId);
      expect(fact.talks.map(({ seat }) => seat)).to.deep.equal(['1001', '1003']);
      expect(fact.transfers[0]).to.include({ kind: 'redirect', from: null, to: '1003' });
      await agreesWithQueueLog(fact, 'redirect');
    });
  });

  describe('a citizen', () => {
    it('who gives up while it rings leaves a missed card behind, no record, and a seat that is ready', async () => {
      const { operator } = await at('1001', 'zhang1203', RINGS, 'policy');
      const before = await city().figures();
      const call = await city().floor.citizen('1');
      const { card } = await operator.cardIn('ringing');
      await call.hangUp();
      const missed = await operator.cardIn('missed', { callId: card.callId });
      expect(missed.card).to.include({ number: '138****1001', numberMasked: true, record: null });
      await operator.isIn('READY');
      const fact = await isOver(card.callId);
      expect(fact).to.include({ result: 'abandoned', endedBy: 'caller' });
      await agreesWithQueueLog(fact);
      const after = await city().figures();
      expect((after.get('n-abandoned') ?? 0) - (before.get('n-abandoned') ?? 0)).to.equal(1);
      expect(after.get('n-answered')).to.equal(before.get('n-answered'));
    });

    for (const [how, manner, result] of [
      ['whom the first seat lets ring', RINGS, 'no-answer'],
      ['whom the first seat refuses', REJECTS, 'rejected'],
    ] as const)
      it(`${how} is taken by the next: missed at the one page, in hand at the other`, async () => {
        const first = await at('1001', 'zhang1203', manner, 'policy');
        const second = await at('1002', 'li1204', ANSWERS, 'service-guide');
        const call = await city().floor.citizen('1');
        const { card } = await first.operator.cardIn('ringing');
        const { callId } = card;
        await second.operator.does({
          type: 'sign-in-seat',
          seat: '1002',
          queues: ['policy'],
          takeOver: false,
        });
        await second.operator.cardIn('talking', { callId });
        const missed = await first.operator.cardIn('missed', { callId });
        expect(missed.card).to.include({ number: '138****1001', numberMasked: true, record: null });
        await call.hangUp();
        await second.operator.cardIn('ended', { callId });
        const fact = await isOver(callId);
        expect(fact.offers[0]).to.include({ seat: '1001', result });
        expect(fact.offers.at(-1)).to.include({ seat: '1002', result: 'answered' });
        await agreesWithQueueLog(fact);
      });
  });
}
