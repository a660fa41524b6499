import { expect } from 'chai';
import { countCall } from '../../../bridge/domain/figures/count-call.ts';
import { compareQueueLog } from '../../../bridge/domain/telephony/compare-queue-log.ts';
import { Story, type TestLeg } from '../telephony/events.ts';

const rules = {
  answerWithinSeconds: 15,
  answerWithinBasis: '',
  shortAbandonSeconds: 5,
  shortAbandonBasis: '',
};

/** The number of the doctor's call, which nobody can have, but which a dishonest caller could show. */
const NUMBER = '00012345';

/** The pair of Local channels by which the exchange plays a call to itself, as Asterisk 22 tells of them. */
function played(story: Story): TestLeg {
  const near: TestLeg = {
    leg: 'test-call-1795510800.7',
    call: 'test-call-1795510800.7',
    channel: 'Local/12345@from-trunk-00000000;1',
    dialled: '12345',
  };
  const far: TestLeg = { ...near, leg: `${near.leg};2`, channel: 'Local/12345@from-trunk-00000000;2' };
  const told = { number: null, name: null, context: 'from-trunk' };
  story.tell('leg-appeared', { ...near, ...told, state: 'down' });
  story.tell('leg-appeared', { ...far, ...told, state: 'calling' });
  for (const leg of [near, far]) story.tell('leg-identified', { ...leg, number: NUMBER, name: '测试来电' });
  story.tell('legs-paired', { one: near.leg, oneCall: near.call, two: far.leg, twoCall: far.call });
  story.tell('leg-changed', { ...far, state: 'up' }).tell('leg-changed', { ...near, state: 'up' });
  story.tell('originate-ended', {
    actionId: 'a',
    leg: near.leg,
    success: true,
    reason: 4,
    channel: near.channel,
    dialled: null,
    number: NUMBER,
    application: 'Wait',
    data: '300',
  });
  return far;
}

describe('the call that the doctor plays', () => {
  it('pops at its seat, and is in no figure, neither waiting nor given up', () => {
    const story = new Story().member('1001', 'policy');
    const caller = played(story);
    story.at(1).joins('policy', caller);
    const seatLeg = story.rings('policy', '1001', caller);
    expect(story.pops()).to.deep.equal(['1001 policy']);
    expect(story.state('1001')).to.equal('RINGING');
    const near = { ...caller, leg: caller.call };
    expect(countCall(story.fact(near), rules)).to.deep.equal({});

    story.at(2).hangsUp(caller).dialEnds(caller, seatLeg, 'CANCEL').ends(near).ends(seatLeg);
    story
      .tell('queue-gave-up', { ...caller, queue: 'policy' })
      .leaves('policy', caller)
      .ends(caller);
    const fact = story.fact(near);
    expect(fact).to.include({ kind: 'internal', caller: null });
    expect(fact.endedAt).to.not.equal(null);
    expect(fact.offers.map(({ seat }) => seat)).to.deep.equal(['1001']);
    expect(countCall(fact, rules)).to.deep.equal({});
    expect(story.state('1001')).to.equal('READY');
    expect(story.waiting('policy')).to.deep.equal([]);

    const zero = Date.parse('2026-11-24T17:00:00+08:00') / 1000;
    const line = (at: number, agent: string, event: string, ...data: string[]) => ({
      ...{ at: zero + at, uniqueId: caller.leg, queue: 'policy', agent, event, data },
    });
    const log = [
      line(1, 'NONE', 'ENTERQUEUE', '', NUMBER, '1'),
      line(2, 'PJSIP/1001', 'RINGCANCELED', '1000'),
      line(2, 'NONE', 'ABANDON', '1', '1', '1'),
    ];
    const compared = compareQueueLog([fact], log, (agent) => agent.replace('PJSIP/', ''));
    expect(compared, 'queue_log').to.deep.equal({ agreed: 1, differences: [] });
  });

  it('is told from a citizen’s by where it begins: whoever shows its number from outside is counted', () => {
    const story = new Story().member('1001', 'policy');
    const citizen = story.citizenCalls(NUMBER);
    story.at(1).joins('policy', citizen);
    expect(countCall(story.fact(citizen), rules)).to.include({ in: 1, queued: 1, waiting: 1 });
  });
});
