import { expect } from 'chai';
import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { AnswerUsed } from '../../../bridge/protocol/domain.ts';
import { regionsSeenFrom } from '../../../knowledge/validity/region.ts';
import { RINGS } from '../floor.ts';
import type { SipUserAgent } from '../sip-user-agent.ts';
import type { City } from './city.ts';
import type { Measured } from './measured.ts';
import type { Operator } from './operator.ts';

/** Nobody says 您好 sooner after the first ring. */
const QUICK_HAND = { does: 'answers', after: 400 } as const;

/** One call, all the way: from the ring to the figures. */
export function oneCall(city: () => City, measured: Measured): void {
  const popAfterOffer = async (at: number) => {
    const offered = await city().floor.seen({ Event: 'AgentCalled' });
    return measured.note('AgentCalled → card at the page', at - Number(offered.get('Timestamp')) * 1000);
  };

  describe('a citizen calls 12345', () => {
    let operator: Operator;
    let telephone: SipUserAgent;

    beforeEach(async () => {
      operator = await city().operator('zhang1203');
      telephone = await city().floor.seat('1001', QUICK_HAND);
      await operator.takesSeat('1001');
    });

    it('and the card is at the page of the seat that rings, and of no other, before the telephone is answered', async () => {
      const other = await city().operator('li1204');
      const otherTelephone = await city().floor.seat('1002', QUICK_HAND);
      await other.takesSeat('1002', 'policy');
      const board = await (await city().supervisor()).open({ kind: 'floor' });
      await city().floor.citizen('1', '13874801101');
      const called = await Promise.race([telephone.nextCall(), otherTelephone.nextCall()]);
      const answered = called.answered.then(() => Date.now());
      const offered = (await city().floor.seen({ Event: 'AgentCalled' })).get('Interface');
      const [rung, silent] = offered === 'PJSIP/1001' ? [operator, other] : [other, operator];
      const { card, at } = await rung.cardIn('ringing', { from: 0 });
      expect(card).to.include({
        number: '13874801101',
        numberMasked: false,
        kind: 'inbound',
        queueName: '政策咨询',
        offer: 1,
        answeredAt: null,
        reconciled: false,
      });
      expect(at, 'card before answer').to.be.below(await answered);
      await popAfterOffer(at);
      await rung.cardIn('talking');
      expect(silent.desk.cards).to.deep.equal([]);
      const watched = await board.first(
        'the supervisor sees the seat in the talk',
        (frame) =>
          frame.type === 'floor-changes' &&
          frame.changes.seats.find(({ seat, state }) => seat === rung.desk.seat && state === 'TALKING'),
      );
      expect(watched.caller).to.equal('138****1101');
      await board.close();
    });

    it('and the answers follow the card within 200 ms, each in force here today', async () => {
      await city().knowsThePolicies();
      telephone.manner = RINGS;
      const region = operator.desk.regions?.[0]?.regionCode ?? '';
      const hits: AnswerHitView[] = [];
      for (const number of ['13874801102', '13874801103', '13874801104', '13874801105', '13874801106']) {
        const from = operator.here;
        const call = await city().floor.citizen('1', number);
        const { card, at } = await operator.cardIn('ringing', { from });
        const answers = await operator.page.first(
          'answers to the pop',
          (frame, when) =>
            frame.type === 'pop-answers' &&
            frame.answers.callId === card.callId && { hits: frame.answers.hits, when },
          { from },
        );
        expect(measured.note('card → answers', answers.when - at), 'ms after the card').to.be.at.most(200);
        hits.push(...answers.hits);
        await call.hangUp();
        await operator.cardIn('missed', { callId: card.callId });
      }
      expect(region).to.equal('430100');
      expect(hits).to.have.length.above(5);
      for (const { title, regionCode, validity } of hits) {
        expect(regionCode, title).to.be.oneOf(regionsSeenFrom(region));
        expect(validity.state, title).to.be.oneOf(['in-force', 'partly']);
      }
    });

    it('and from the ring to the saved record desk, exchange and figures say the same', async () => {
      const before = await city().figures();
      const call = await city().floor.citizen('1', '13874801107');
      const { card } = await operator.cardIn('ringing');
      const { callId } = card;
      await operator.cardIn('talking', { callId });
      await city().isPaused('1001', 'acw');
      await call.hangUp();
      const ended = await operator.cardIn('ended', { callId });
      await operator.isIn('ACW');

      const hungUp = Number((await city().floor.seen({ Event: 'HangupRequest' })).get('Timestamp'));
      const paused = city()
        .floor.events('QueueMemberPause')
        .filter((event) => event.has({ Interface: 'PJSIP/1001', Paused: '1', PausedReason: 'acw' }));
      expect(paused.map((event) => event.get('Queue'))).to.have.members(
        operator.desk.queues.map(({ queue }) => queue),
      );
      for (const event of paused)
        expect(Number(event.get('Timestamp')), 'pause before hang-up').to.be.below(hungUp);

      const tooSoon = await operator.do({ type: 'set-state', state: 'READY', reason: '' });
      expect(tooSoon).to.include({ outcome: 'refused', code: 'record-open' });

      const saved = await operator.save(ended.card, {}, 'save-1');
      expect(saved).to.include({ outcome: 'saved', rev: 1, repeated: false });
      await operator.isIn('READY');
      for (const { paused: still } of await city().memberships('1001')) expect(still).to.be.false;
      expect(operator.desk.cards).to.deep.equal([]);
      expect(await operator.save(ended.card, {}, 'save-1'), 'the same command again').to.deep.equal(saved);
      expect(await operator.save(ended.card, {}, 'save-2'), 'the same content again').to.deep.equal({
        ...saved,
        repeated: true,
      });

      expect(operator.phasesOf(callId)).to.deep.equal(['ringing', 'talking', 'ended']);
      expect(operator.popsOf(callId)).to.equal(1);
      const after = await city().figures();
      for (const figure of ['n-in', 'n-queued', 'n-answered', 'n-records'])
        expect((after.get(figure) ?? 0) - (before.get(figure) ?? 0), figure).to.equal(1);
      for (const figure of ['n-abandoned', 'n-unknown', 'n-timeout'])
        expect(after.get(figure), figure).to.equal(before.get(figure));
    });

    it('and when the same number calls again, the clause it was answered with stands first; not so for another', async () => {
      await city().knowsThePolicies();
      const answersTo = async (number: string) => {
        const from = operator.here;
        const call = await city().floor.citizen('1', number);
        const { card } = await operator.cardIn('talking', { from });
        const hits = await operator.page.first(
          'answers to the pop',
          (frame) =>
            frame.type === 'pop-answers' && frame.answers.callId === card.callId && frame.answers.hits,
          { from },
        );
        await call.hangUp();
        const ended = await operator.cardIn('ended', { callId: card.callId });
        return { card: ended.card, hits };
      };
      const first = await answersTo('13874801108');
      const used = first.hits.at(-1);
      if (used === undefined) throw new Error('there was no answer to use');
      expect(first.card.history).to.deep.equal([]);
      await operator.saves(first.card, { outcomeCode: 'D1', answers: [answerUsed(used)] });
      await operator.isIn('READY');

      const other = await answersTo('13874801109');
      expect(other.hits[0]).to.not.include({ articleId: used.articleId, clauseNo: used.clauseNo });
      expect(other.hits.flatMap(({ why }) => why.map(({ kind }) => kind))).to.not.include('earlier-answer');
      expect(other.card.history).to.deep.equal([]);
      await operator.saves(other.card);
      await operator.isIn('READY');

      const again = await answersTo('13874801108');
      expect(again.hits[0]).to.include({ articleId: used.articleId, clauseNo: used.clauseNo });
      expect(again.hits[0]?.why.map(({ kind }) => kind)).to.include('earlier-answer');
      expect(again.card.history.map(({ answers }) => answers[0]?.clauseNo)).to.deep.equal([used.clauseNo]);
      expect(again.card.callsThisWeek).to.equal(2);
      await operator.saves(again.card);
    });
  });
}

function answerUsed(hit: AnswerHitView): AnswerUsed {
  const { articleId, articleRev, clauseNo, title, docNo, validity, rank } = hit;
  return { articleId, articleRev, clauseNo, title, docNo, validityAtAnswer: validity.label, rank };
}
