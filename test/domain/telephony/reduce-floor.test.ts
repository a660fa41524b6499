import { expect } from 'chai';
import { liveCall } from '../../../bridge/domain/telephony/floor-views.ts';
import { lasts, membership, pathOf, Story, type TestLeg } from './events.ts';
import { holdsTogether } from './invariants.ts';

describe('the state of a seat', () => {
  it('is LOGGED_OUT in no queue, and READY in one', () => {
    const story = new Story().queuesFound([]);
    expect(story.state('1002')).to.equal('LOGGED_OUT');
    story.member('1002', 'policy');
    expect(story.state('1002')).to.equal('READY');
    story.tell('member-removed', { queue: 'policy', interface: 'PJSIP/1002', stateInterface: 'PJSIP/1002' });
    expect(story.state('1002')).to.equal('LOGGED_OUT');
  });

  for (const [reason, state] of [
    ['', 'BUSY'],
    ['示忙', 'BUSY'],
    ['Auto-Pause', 'BUSY'],
    ['no answer', 'BUSY'],
    ['小休', 'BREAK'],
    ['用餐', 'BREAK'],
    ['break', 'BREAK'],
    ['acw', 'ACW'],
  ] as const) {
    it(`is ${state} when it is paused with ${reason === '' ? 'no reason' : `the reason ${reason}`}`, () => {
      const story = new Story().member('1002', 'policy').member('1002', 'policy', { paused: true, reason });
      expect(story.state('1002')).to.equal(state);
      expect(story.reason('1002')).to.equal(reason === '' ? null : reason);
    });
  }

  it('is still READY when it is paused in one of two queues (autopause)', () => {
    const story = new Story().member('1002', 'policy').member('1002', 'service-guide');
    story.member('1002', 'policy', { paused: true, reason: 'Auto-Pause' });
    expect(story.state('1002')).to.equal('READY');
    story.member('1002', 'service-guide', { paused: true, reason: 'Auto-Pause' });
    expect(story.state('1002')).to.equal('BUSY');
  });

  it('takes another reason without coming back in between (member-changes)', () => {
    const story = new Story().queuesFound([]).at(0).member('1004', 'policy');
    story.at(0.3).member('1004', 'policy', { paused: true, reason: '小休' });
    story.at(1.1).member('1004', 'policy', { paused: true, reason: '培训' });
    expect(story.states('1004').slice(1)).to.deep.equal(['READY 0–0.3', 'BREAK 0.3–1.1', 'BREAK 1.1–']);
    expect(story.reason('1004')).to.equal('培训');
  });

  it('is never RINGING or TALKING by a device state alone (device_state_busy_at)', () => {
    const story = new Story().member('1002', 'policy');
    for (const device of [2, 3, 6, 7, 8]) {
      story.member('1002', 'policy', { device });
      expect(story.state('1002'), `device state ${device}`).to.equal('READY');
    }
  });

  it('goes from RINGING to TALKING to READY with a call', () => {
    const story = new Story().member('1002', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(6).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.states('1002')).to.deep.equal(['READY –1.4', 'RINGING 1.4–2', 'TALKING 2–6', 'READY 6–']);
  });

  it('is HOLD, CONSULT, HOLD and TALKING while it consults with the citizen on hold (consult-then-return)', () => {
    const story = new Story().member('1002', 'policy').member('1003', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg).at(5);
    const { own, far } = story.consults('1002', '1003');
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['CONSULT', 'TALKING']);
    story.at(7).hangsUp(own).parts(pathOf(far), own).parts(pathOf(far), far).ends(far).ends(own);
    story.at(8).resumes(seatLeg).at(9).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.states('1002').slice(2)).to.deep.equal([
      'TALKING 2–4',
      'HOLD 4–5',
      'CONSULT 5–7',
      'HOLD 7–8',
      'TALKING 8–9',
      'READY 9–',
    ]);
    expect(story.states('1003').slice(1)).to.deep.equal(['RINGING 5–5', 'TALKING 5–7', 'READY 7–']);
  });

  it('is CONFERENCE from the moment the citizen and two seats are together, not before (three-way)', () => {
    const story = new Story().member('1002', 'policy').member('1003', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story
      .at(3)
      .parts(pathOf(seatLeg), { ...citizen, dialled: '8001' })
      .parts(pathOf(seatLeg), { ...seatLeg, dialled: '8001' });
    const joins = (leg: TestLeg) =>
      story.tell('conference-joined', { ...leg, path: 'room', conference: '8001' });
    story.at(4);
    joins(seatLeg);
    story.at(5);
    const specialist = story.leg('PJSIP/1003');
    story.tell('leg-appeared', { ...specialist, number: null, name: null, state: 'down', context: 'seats' });
    story.dials(null, specialist, '1003').tell('leg-changed', { ...specialist, state: 'up' });
    story.dialEnds(null, specialist, 'ANSWER');
    expect(story.state('1003'), 'answered, and it is not told for what').to.equal('RINGING');
    story.at(6);
    joins(specialist);
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['TALKING', 'TALKING']);
    story.at(7);
    joins(citizen);
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['CONFERENCE', 'CONFERENCE']);
    story
      .at(9)
      .tell('conference-parted', { ...seatLeg, path: 'room', conference: '8001' })
      .hangsUp(seatLeg)
      .ends(seatLeg);
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['READY', 'TALKING']);
    expect(story.fact(citizen).conferences.map(lasts)).to.deep.equal([2]);
    expect(story.fact(citizen).transfers, 'a conference is no transfer').to.deep.equal([]);
    expect(story.fact(specialist)).to.include({ kind: 'internal', partOf: citizen.leg, caller: null });
  });

  it('is TALKING through a pause for wrap-up that is set in the talk, and ACW after it (wrap-up-pause)', () => {
    const story = new Story().member('1002', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(2.5).member('1002', 'policy', { paused: true, reason: 'acw' });
    expect(story.state('1002')).to.equal('TALKING');
    story.at(6).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.state('1002')).to.equal('ACW');
    story.at(9).member('1002', 'policy');
    expect(story.states('1002').slice(2)).to.deep.equal(['TALKING 2–6', 'ACW 6–9', 'READY 9–']);
  });

  it('is OFFLINE when its telephone is gone, by its registration or by its device state (seat-offline)', () => {
    const story = new Story().member('1002', 'policy');
    story.tell('endpoint-reachable', { endpoint: 'PJSIP/1002', reachable: false });
    expect(story.state('1002')).to.equal('OFFLINE');
    story.tell('endpoint-reachable', { endpoint: 'PJSIP/1002', reachable: true });
    expect(story.state('1002')).to.equal('READY');
    story.member('1002', 'policy', { device: 5 });
    expect(story.state('1002')).to.equal('OFFLINE');
  });

  it('is TALKING though its telephone is gone, until the talk is over (seat-vanishes-mid-call)', () => {
    const story = new Story().member('1002', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).tell('endpoint-reachable', { endpoint: 'PJSIP/1002', reachable: false });
    expect(story.state('1002')).to.equal('TALKING');
    story
      .at(5)
      .hangsUp(seatLeg)
      .parts(pathOf(seatLeg), seatLeg)
      .parts(pathOf(seatLeg), citizen)
      .ends(seatLeg);
    expect(story.state('1002')).to.equal('OFFLINE');
    expect(story.fact(citizen)).to.include({ endedBy: 'seat', ratingAsked: null });
  });

  it('is a break though the telephone is gone: a pause is the seat’s own word', () => {
    const story = new Story().member('1002', 'policy', { paused: true, reason: '小休' });
    story.tell('endpoint-reachable', { endpoint: 'PJSIP/1002', reachable: false });
    expect(story.state('1002')).to.equal('BREAK');
  });

  it('is RINGING, then OUTBOUND when the exchange calls a citizen for it, also while they do not answer', () => {
    const story = new Story().member('1001', 'policy').at(1);
    const own = story.leg('PJSIP/1001', undefined, 's');
    story.tell('leg-appeared', { ...own, number: null, name: null, state: 'down', context: 'seats' });
    story.dials(null, own, '1001');
    expect(story.state('1001')).to.equal('RINGING');
    story
      .at(2)
      .tell('leg-changed', { ...own, state: 'up' })
      .dialEnds(null, own, 'ANSWER');
    const far = story.leg('PJSIP/trunk', own, null);
    story.tell('leg-appeared', { ...far, number: null, name: null, state: 'down', context: 'seats' });
    story.dials({ ...own, dialled: '913874801015' }, far, '13874801015@trunk');
    expect(story.state('1001'), 'the answer to Originate may come last').to.equal('OUTBOUND');
    story
      .at(3)
      .tell('leg-changed', { ...far, state: 'up' })
      .dialEnds(own, far, 'ANSWER');
    story.entersPath('b', far).entersPath('b', own);
    expect(story.state('1001')).to.equal('OUTBOUND');
    expect(story.fact(own)).to.include({
      kind: 'outbound',
      caller: '13874801015',
      result: 'outbound-answered',
    });
  });

  it('is unchanged while it listens to another one (supervisor-listens)', () => {
    const story = new Story().member('1002', 'policy').member('1005', 'policy');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(3);
    const ear = story.leg('PJSIP/1005');
    story.tell('leg-appeared', { ...ear, number: null, name: null, state: 'down', context: 'seats' });
    story
      .dials(null, ear, '1005')
      .tell('leg-changed', { ...ear, state: 'up' })
      .dialEnds(null, ear, 'ANSWER');
    expect(story.state('1005')).to.equal('RINGING');
    story.tell('originate-ended', {
      actionId: 'x',
      leg: ear.leg,
      success: true,
      reason: 4,
      channel: ear.channel,
      dialled: null,
      number: null,
      application: 'ChanSpy',
      data: 'PJSIP/1002,qw',
    });
    story.tell('spy-began', {
      leg: ear.leg,
      call: ear.call,
      channel: ear.channel,
      spied: seatLeg.leg,
      spiedCall: citizen.call,
    });
    expect(story.state('1005')).to.equal('READY');
    story.at(5).hangsUp(ear).at(6).ends(ear);
    expect(story.fact(citizen).monitored).to.have.lengthOf(1);
    expect(story.fact(citizen).monitored[0]).to.include({ seat: '1005', mode: 'whisper' });
    expect(lasts(story.fact(citizen).monitored[0])).to.equal(2);
    expect(story.fact(ear)).to.include({ kind: 'monitor', caller: '1005', partOf: citizen.leg });
    expect(story.fact(ear).offers).to.deep.equal([]);
    expect(story.states('1005').some((state) => state.startsWith('OUTBOUND'))).to.equal(false);
  });

  it('is READY in the queue’s own wrap-up time, which no event tells (queue-wrapuptime)', () => {
    const story = new Story().member('1003', 'policy');
    const { citizen, seatLeg } = story.talking('1003', 2);
    story.at(4).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.state('1003')).to.equal('READY');
  });
});

describe('a call', () => {
  it('pops at the new seat after a blind transfer although it was never offered by a queue', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '1003' };
    story
      .at(5)
      .tell('transferred-blind', { ...seatLeg, transferee: citizen.leg, target: '1003', result: 'Success' });
    story.parts(pathOf(seatLeg), seatLeg).ends(seatLeg).parts(pathOf(seatLeg), moved);
    const next = story.leg('PJSIP/1003', citizen);
    story.tell('leg-appeared', { ...next, number: '1003', name: null, state: 'down', context: 'seats' });
    story.dials(moved, next, '1003');
    expect(story.pops()).to.deep.equal(['1002 policy', '1003 -']);
    expect(story.state('1003')).to.equal('RINGING');
    expect(liveCall(story.floor, citizen.leg)?.transferredFrom).to.equal('1002');
    story.at(6).dialEnds(moved, next, 'ANSWER').entersPath('b2', next).entersPath('b2', moved);
    story.at(9).citizenLeaves(moved, next, 'b2');
    const fact = story.fact(citizen);
    expect(fact.talks.map((talk) => [talk.seat, lasts(talk)])).to.deep.equal([
      ['1002', 3],
      ['1003', 3],
    ]);
    expect(fact.transfers).to.have.lengthOf(1);
    expect(fact.transfers[0]).to.include({ kind: 'blind', from: '1002', dialled: '1003', to: '1003' });
    expect(fact.endedBy).to.equal('caller');
  });

  it('was transferred once, though the citizen leaves the path before the exchange says why (busy-music)', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '7002' };
    story.at(5).parts(pathOf(seatLeg), moved);
    story
      .at(5.001)
      .tell('transferred-blind', { ...seatLeg, transferee: citizen.leg, target: '7002', result: 'Success' });
    story.parts(pathOf(seatLeg), seatLeg).ends(seatLeg).joins('service-guide', moved);
    expect(story.fact(citizen).transfers.map(({ kind, from, to }) => [kind, from, to])).to.deep.equal([
      ['blind', '1002', 'service-guide'],
    ]);
  });

  it('was ended by the seat that transferred it, when the citizen gives up before anybody else answers', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '7002' };
    story
      .at(5)
      .tell('transferred-blind', { ...seatLeg, transferee: citizen.leg, target: '7002', result: 'Success' });
    story
      .parts(pathOf(seatLeg), seatLeg)
      .parts(pathOf(seatLeg), moved)
      .ends(seatLeg)
      .joins('service-guide', moved);
    story
      .at(9)
      .hangsUp(moved)
      .tell('queue-gave-up', { ...moved, queue: 'service-guide' })
      .leaves('service-guide', moved)
      .ends(moved);
    const fact = story.fact(citizen);
    expect(fact).to.include({ result: 'answered', endedBy: 'seat', ratingAsked: false });
    expect(fact.queueStays.map(({ queue, result }) => [queue, result])).to.deep.equal([
      ['policy', 'answered'],
      ['service-guide', 'abandoned'],
    ]);
  });

  it('is charged to each seat for its own talk after a redirect, whatever the queue says at the end', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '1003' };
    story.at(5).parts(pathOf(seatLeg), moved).parts(pathOf(seatLeg), seatLeg).ends(seatLeg);
    const next = story.leg('PJSIP/1003', citizen);
    story.tell('leg-appeared', { ...next, number: '1003', name: null, state: 'down', context: 'seats' });
    story
      .dials(moved, next, '1003')
      .at(6)
      .dialEnds(moved, next, 'ANSWER')
      .entersPath('b2', next)
      .entersPath('b2', moved);
    story.at(9).hangsUp(moved);
    story.tell('queue-completed', {
      ...moved,
      queue: 'policy',
      interface: 'PJSIP/1002',
      seatLeg: null,
      holdSeconds: 1,
      talkSeconds: 7,
      reason: 'caller',
    });
    story.parts('b2', moved).parts('b2', next).ends(next).ends(moved);
    const fact = story.fact(citizen);
    expect(fact.talks.map((talk) => [talk.seat, lasts(talk)])).to.deep.equal([
      ['1002', 3],
      ['1003', 3],
    ]);
    expect(fact.transfers[0]).to.include({ kind: 'redirect', from: null, dialled: '1003', to: '1003' });
  });

  it('is one call with two stays when it is transferred into another queue (blind-transfer-refer-to-queue)', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '7002' };
    story
      .at(5)
      .tell('transferred-blind', { ...seatLeg, transferee: citizen.leg, target: '7002', result: 'Success' });
    story
      .parts(pathOf(seatLeg), seatLeg)
      .parts(pathOf(seatLeg), moved)
      .ends(seatLeg)
      .joins('service-guide', moved);
    const next = story.rings('service-guide', '1003', moved);
    story.at(6).answers('service-guide', '1003', moved, next);
    expect(story.floor.calls.size).to.equal(1);
    expect(
      story
        .fact(citizen)
        .queueStays.map(({ queue, result, waitSeconds }) => [queue, result, Math.round(waitSeconds ?? 0)]),
    ).to.deep.equal([
      ['policy', 'answered', 1],
      ['service-guide', 'answered', 1],
    ]);
    expect(story.fact(citizen).transfers[0]).to.include({ dialled: '7002', to: '1003' });
  });

  it('goes on with the consulted seat after an attended transfer, and the consultation is a call of its own', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg).at(5);
    const { own, far } = story.consults('1002', '1003');
    story.at(8).resumes(seatLeg).resumes(own).parts(pathOf(far), far).parts(pathOf(seatLeg), seatLeg);
    story.entersPath(pathOf(seatLeg), { ...far, call: citizen.call });
    story.tell('transferred-attended', {
      ...seatLeg,
      second: own.leg,
      transferee: citizen.leg,
      targetLeg: far.leg,
      destination: 'Bridge',
      result: 'Success',
      pairOne: null,
      pairTwo: null,
    });
    story.parts(pathOf(far), own).ends(own).ends(seatLeg);
    story.at(12).citizenLeaves(citizen, far, pathOf(seatLeg));
    const fact = story.fact(citizen);
    expect(
      fact.talks.map((talk) => [talk.seat, Math.round(lasts(talk) ?? 0), talk.holdSeconds]),
    ).to.deep.equal([
      ['1002', 6, 4],
      ['1003', 4, 0],
    ]);
    expect(fact.transfers[0]).to.include({ kind: 'attended', from: '1002', dialled: '1003', to: '1003' });
    const consultation = story.fact(own);
    expect(consultation).to.include({
      kind: 'internal',
      partOf: citizen.leg,
      caller: '1002',
      did: '1003',
      endedBy: 'caller',
    });
    expect(consultation.talks.map((talk) => [talk.seat, Math.round(lasts(talk) ?? 0)])).to.deep.equal([
      ['1003', 3],
    ]);
    expect(consultation.uniqueIds, 'the far leg stays where it was born').to.deep.equal([own.leg, far.leg]);
  });

  it('ends while the citizen is on hold, and the hold ends with it (hold-unhold)', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg).at(7).resumes(seatLeg).at(8).holds(seatLeg);
    story.at(9).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.fact(citizen).talks[0]?.holdSeconds).to.equal(4);
  });

  it('is abandoned by the hang-up of a waiting caller, and the seat that rings is let go (caller-abandons)', () => {
    const story = new Story().member('1002', 'policy').at(0);
    const citizen = story.citizenCalls();
    story.at(1).joins('policy', citizen);
    const seatLeg = story.rings('policy', '1002', citizen);
    story.at(6).hangsUp(citizen).dialEnds(citizen, seatLeg, 'CANCEL').dialEnds(citizen, seatLeg, 'CANCEL');
    story
      .tell('queue-gave-up', { ...citizen, queue: 'policy' })
      .ends(seatLeg, 0)
      .leaves('policy', citizen)
      .ends(citizen, 0);
    expect(story.fact(citizen)).to.include({ result: 'abandoned', endedBy: 'caller' });
    expect(story.fact(citizen).queueStays[0]).to.include({ result: 'abandoned', waitSeconds: 5 });
    expect(story.fact(citizen).offers[0]?.result).to.equal('withdrawn');
    expect(story.state('1002')).to.equal('READY');
  });

  for (const [status, result] of [
    ['TIMEOUT', 'timeout'],
    ['LEAVEEMPTY', 'left-empty'],
  ] as const) {
    it(`is no abandonment when the queue gives up and the caller is still there: ${status}`, () => {
      const story = new Story().at(0);
      const citizen = story.citizenCalls();
      story.at(1).joins('policy', citizen);
      story
        .at(9)
        .tell('queue-gave-up', { ...citizen, queue: 'policy' })
        .leaves('policy', citizen);
      story.tell('dialplan-said', {
        leg: citizen.leg,
        call: citizen.call,
        name: 'QueueLeft',
        fields: { queue: 'policy', status },
      });
      story.tell('hangup-asked', { ...citizen, cause: 16, techCause: null, soft: true }).ends(citizen);
      expect(story.fact(citizen)).to.include({ result, endedBy: 'system' });
    });
  }

  it('does not vanish when the queue refuses it without letting it in (join-empty)', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    const fields = { queue: 'service-guide', status: 'JOINEMPTY' };
    story.at(1).tell('dialplan-said', { leg: citizen.leg, call: citizen.call, name: 'QueueLeft', fields });
    story.tell('hangup-asked', { ...citizen, cause: 16, techCause: null, soft: true }).ends(citizen);
    expect(story.fact(citizen)).to.include({ result: 'join-empty', endedBy: 'system' });
    expect(story.fact(citizen).queueStays).to.have.lengthOf(1);
    expect(story.fact(citizen).queueStays[0]).to.include({
      queue: 'service-guide',
      waitSeconds: 0,
      result: 'join-empty',
    });
    expect(story.waiting('service-guide')).to.deep.equal([]);
  });

  it('offers itself to the same silent seat again and again, each time anew (same-seat-rung-again)', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    for (const second of [1, 8]) {
      story.at(second);
      const seatLeg = story.rings('policy', '1002', citizen);
      story.at(second + 6).tell('queue-unanswered', {
        ...citizen,
        queue: 'policy',
        interface: 'PJSIP/1002',
        seatLeg: seatLeg.leg,
      });
      story.dialEnds(citizen, seatLeg, 'NOANSWER').dialEnds(citizen, seatLeg, 'CANCEL').ends(seatLeg, 0);
    }
    expect(story.fact(citizen).offers.map(({ result }) => result)).to.deep.equal(['no-answer', 'no-answer']);
    expect(story.pops()).to.deep.equal(['1002 policy', '1002 policy']);
  });

  it('was rejected by a telephone that says busy, though the queue says that it did not answer', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const seatLeg = story.rings('policy', '1002', citizen);
    story.at(1).hangsUp(seatLeg, 17).dialEnds(citizen, seatLeg, 'NOANSWER');
    story
      .tell('queue-unanswered', {
        ...citizen,
        queue: 'policy',
        interface: 'PJSIP/1002',
        seatLeg: seatLeg.leg,
      })
      .ends(seatLeg, 17);
    expect(story.fact(citizen).offers[0]?.result).to.equal('rejected');
  });

  it('counts a seat that consults a queue as no citizen of that queue (attended-transfer-to-queue)', () => {
    const story = new Story().member('1003', 'service-guide');
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg);
    const own = story.leg('PJSIP/1002', undefined, '7002');
    story.tell('leg-appeared', { ...own, number: '1002', name: null, state: 'calling', context: 'seats' });
    story.joins('service-guide', own);
    const far = story.rings('service-guide', '1003', own);
    story.at(5).answers('service-guide', '1003', own, far);
    const consultation = story.fact(own);
    expect(consultation).to.include({
      kind: 'internal',
      partOf: citizen.leg,
      caller: '1002',
      did: '7002',
      result: 'internal',
    });
    expect(consultation.queueStays[0]).to.include({ queue: 'service-guide', result: 'answered' });
    expect(consultation.offers[0]).to.include({ seat: '1003', queue: 'service-guide', result: 'answered' });
    expect(story.fact(citizen).queueStays).to.have.lengthOf(1);
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['CONSULT', 'TALKING']);
  });

  it('rings on for the citizen when a transfer is completed before the consulted seat answers', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg).at(5);
    const own = story.leg('PJSIP/1002', undefined, '1003');
    const far = story.leg('PJSIP/1003', own);
    story.tell('leg-appeared', { ...own, number: '1002', name: null, state: 'calling', context: 'seats' });
    story
      .tell('leg-appeared', { ...far, number: '1003', name: null, state: 'down', context: 'seats' })
      .dials(own, far, '1003');
    story
      .at(6)
      .resumes(seatLeg)
      .tell('transferred-attended', {
        ...seatLeg,
        second: own.leg,
        transferee: citizen.leg,
        targetLeg: null,
        destination: 'App',
        result: 'Success',
        pairOne: null,
        pairTwo: null,
      });
    story.parts(pathOf(seatLeg), seatLeg).parts(pathOf(seatLeg), citizen).ends(seatLeg).ends(own);
    expect(story.fact(own).offers.map(({ result }) => result)).to.deep.equal(['withdrawn']);
    expect(story.state('1003')).to.equal('RINGING');
    const moved = { ...citizen, dialled: '1003' };
    story.at(8).dialEnds(moved, far, 'ANSWER').entersPath('b2', far).entersPath('b2', moved);
    const fact = story.fact(citizen);
    expect(fact.offers.map(({ queue, seat, result }) => [queue, seat, result])).to.deep.equal([
      ['policy', '1002', 'answered'],
      [null, '1003', 'answered'],
    ]);
    expect(fact.talks.map(({ seat }) => seat)).to.deep.equal(['1002', '1003']);
    expect(story.fact(own).talks).to.deep.equal([]);
  });

  it('finds the telephone behind a queue member that is a Local channel, also when its halves are gone', () => {
    const story = new Story()
      .tell('member-seen', { member: membership('1002', 'policy', { interface: 'Local/1002@seats' }) })
      .at(0);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const near = { ...story.leg('Local/1002@seats', citizen), channel: 'Local/1002@seats-00000002;1' };
    const back = { ...story.leg('Local/1002@seats', citizen), channel: 'Local/1002@seats-00000002;2' };
    for (const half of [near, back])
      story.tell('leg-appeared', { ...half, number: null, name: null, state: 'down', context: 'seats' });
    story.tell('legs-paired', { one: near.leg, oneCall: citizen.call, two: back.leg, twoCall: citizen.call });
    story.tell('queue-offered', {
      ...citizen,
      queue: 'policy',
      interface: 'Local/1002@seats',
      seatLeg: near.leg,
      seatCall: citizen.call,
      seatChannel: near.channel,
    });
    expect(story.state('1002'), 'before the telephone itself has a channel').to.equal('RINGING');
    const phone = story.leg('PJSIP/1002', citizen);
    story.tell('leg-appeared', { ...phone, number: '1002', name: null, state: 'down', context: 'seats' });
    story.dials(back, phone, '1002');
    expect(story.pops(), 'one ringing is one pop').to.deep.equal(['1002 policy']);
    story.at(1).dialEnds(back, phone, 'ANSWER').entersPath('far', phone);
    story.dialEnds(citizen, near, 'ANSWER').leaves('policy', citizen);
    story.entersPath('far', back).entersPath('near', near).entersPath('near', citizen);
    story.at(1.1).tell('pair-optimised', { phase: 'begin', one: near.leg, two: back.leg, source: phone.leg });
    story.parts('far', phone).parts('near', near).entersPath('near', phone);
    story
      .tell('pair-optimised', { phase: 'end', one: near.leg, two: back.leg, source: null })
      .ends(near)
      .parts('far', back)
      .ends(back);
    expect(story.state('1002')).to.equal('TALKING');
    story.at(4).citizenLeaves(citizen, phone, 'near');
    expect(story.fact(citizen).talks.map((talk) => [talk.seat, lasts(talk)])).to.deep.equal([['1002', 3]]);
  });

  it('of a caller who waits as the exchange stops is a shutdown, and no abandonment (restart-during-call)', () => {
    const story = new Story();
    const { citizen: talker, seatLeg } = story.talking('1002', 2);
    story.at(3);
    const waiting = story.citizenCalls('13874801033');
    story.joins('policy', waiting);
    story.at(7);
    for (const leg of [talker, seatLeg, waiting])
      story.tell('hangup-asked', { ...leg, cause: 4, techCause: null, soft: true });
    story
      .tell('queue-gave-up', { ...waiting, queue: 'policy' })
      .leaves('policy', waiting)
      .ends(waiting, 0);
    story.parts(pathOf(seatLeg), talker).parts(pathOf(seatLeg), seatLeg).ends(talker).ends(seatLeg);
    story.at(8).tell('pbx-stopping', {});
    expect(story.fact(waiting)).to.include({ result: 'shutdown', endedBy: 'system' });
    expect(story.fact(waiting).queueStays[0]?.result).to.equal('shutdown');
    expect(story.fact(talker)).to.include({ result: 'answered', endedBy: 'system' });
  });

  it('between seats ends by the system, too, when the exchange stops', () => {
    const story = new Story().at(1);
    const { own, far } = story.consults('1001', '1003');
    story.at(5);
    for (const leg of [own, far])
      story.tell('hangup-asked', { ...leg, cause: 4, techCause: null, soft: true });
    story.parts(pathOf(far), own).parts(pathOf(far), far).ends(own).ends(far);
    story.at(6).tell('pbx-stopping', {});
    expect(story.fact(own)).to.include({ kind: 'internal', endedBy: 'system' });
  });

  it('has no number where it was withheld, and none is taken from what the exchange shows later', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls(null);
    story.tell('leg-identified', { ...citizen, number: '1002', name: null });
    expect(story.fact(citizen).caller).to.equal(null);
  });

  it('stops to pause the recording when it ends', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).tell('recording-changed', { ...citizen, change: 'muted' });
    story.at(6).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.fact(citizen).muted.map(lasts)).to.deep.equal([2]);
  });

  it('with someone outside is told by their number (transfer to 110)', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const moved = { ...citizen, dialled: '9110' };
    story
      .at(5)
      .tell('transferred-blind', { ...seatLeg, transferee: citizen.leg, target: '9110', result: 'Success' });
    story.parts(pathOf(seatLeg), seatLeg).ends(seatLeg).parts(pathOf(seatLeg), moved);
    const police = story.leg('PJSIP/trunk', citizen);
    story.tell('leg-appeared', { ...police, number: null, name: null, state: 'down', context: 'seats' });
    story.dials(moved, police, '110@trunk').at(6).dialEnds(moved, police, 'ANSWER');
    story.entersPath('b2', police).entersPath('b2', moved).at(9).citizenLeaves(moved, police, 'b2');
    const fact = story.fact(citizen);
    expect(fact.talks.map((talk) => [talk.seat ?? talk.number, lasts(talk)])).to.deep.equal([
      ['1002', 3],
      ['110', 3],
    ]);
    expect(fact.transfers[0]).to.include({ kind: 'blind', from: '1002', to: '110' });
    expect(fact.caller).to.equal('13874801001');
  });
});

describe('what an exchange may also say', () => {
  it('a ringing that names no telephone rings nowhere', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const nobody = { ...story.leg('PJSIP/1002', citizen), leg: '' };
    story.tell('queue-offered', {
      ...citizen,
      queue: 'policy',
      interface: 'PJSIP/1002',
      seatLeg: '',
      seatCall: '',
      seatChannel: '',
    });
    story.dials(citizen, nobody, 'PJSIP/1002').dialEnds(citizen, nobody, 'ANSWER');
    expect(story.pops()).to.deep.equal([]);
    expect([...story.floor.legs.keys()]).to.deep.equal([citizen.leg]);
    holdsTogether(story.floor);
  });

  it('waits and talks of nonsense length lead neither before 1970 nor into the future', () => {
    for (const nonsense of [1e300, -1e300, 1e12, -5]) {
      const story = new Story().at(5);
      const citizen = { ...story.leg('PJSIP/trunk', undefined, '12345') };
      const told = { ...citizen, queue: 'policy', interface: 'PJSIP/1002', seatLeg: null };
      story.tell('queue-connected', { ...told, holdSeconds: nonsense });
      story.tell('queue-completed', {
        ...told,
        holdSeconds: nonsense,
        talkSeconds: nonsense,
        reason: 'caller',
      });
      story.queuesFound(
        [],
        [{ queue: 'policy', leg: '9.9', channel: 'PJSIP/trunk-9', number: null, waitSeconds: nonsense }],
      );
      holdsTogether(story.floor);
      for (const event of story.journal) expect(event.at).to.be.at.least(0);
    }
  });

  it('nobody waits on a leg that has ended', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    story.hangsUp(citizen).ends(citizen).joins('policy', citizen);
    story.tell('queue-connected', {
      ...citizen,
      queue: 'policy',
      interface: 'PJSIP/1002',
      seatLeg: null,
      holdSeconds: 1,
    });
    expect(story.waiting('policy')).to.deep.equal([]);
    expect(story.fact(citizen)).to.include({ result: 'ivr-hangup', endedBy: 'caller' });
    holdsTogether(story.floor);
  });

  it('nothing rings for a citizen who is gone, even if the end of the ringing is never told', () => {
    const story = new Story().at(0);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const phone = story.leg('PJSIP/1002');
    story.tell('leg-appeared', { ...phone, number: '1002', name: null, state: 'down', context: 'seats' });
    story.tell('queue-offered', {
      ...citizen,
      queue: 'policy',
      interface: 'PJSIP/1002',
      seatLeg: phone.leg,
      seatCall: phone.call,
      seatChannel: phone.channel,
    });
    story.at(3).hangsUp(citizen).ends(citizen);
    expect(story.fact(citizen).offers.map(({ result }) => result)).to.deep.equal(['withdrawn']);
    holdsTogether(story.floor);
  });

  it('a half of a Local channel has one other half', () => {
    const story = new Story().at(0);
    const [a, b, c] = [1, 2, 3].map(() => story.citizenCalls());
    if (!a || !b || !c) throw new Error('three legs');
    story.tell('legs-paired', { one: a.leg, oneCall: a.call, two: b.leg, twoCall: b.call });
    story.tell('legs-paired', { one: c.leg, oneCall: c.call, two: b.leg, twoCall: b.call });
    expect(story.floor.legs.get(a.leg)?.mate).to.equal(null);
    holdsTogether(story.floor);
  });

  it('who listens from within a citizen’s call leaves it a citizen’s call', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.tell('spy-began', {
      leg: seatLeg.leg,
      call: seatLeg.call,
      channel: seatLeg.channel,
      spied: citizen.leg,
      spiedCall: citizen.call,
    });
    expect(story.fact(citizen)).to.include({ kind: 'inbound', result: 'answered' });
    holdsTogether(story.floor);
  });

  it('the same event twice changes nothing', () => {
    const story = new Story();
    const { citizen } = story.talking('1002', 2);
    const before = { fact: story.fact(citizen), changes: story.changes.length };
    for (const event of [...story.journal]) story.follow(event);
    expect(story.fact(citizen)).to.deep.equal(before.fact);
    expect(story.changes).to.have.lengthOf(before.changes);
  });

  it('two changes of one member in one microsecond are two', () => {
    const story = new Story().at(1);
    const seen = {
      v: 1,
      at: 1_795_510_801_000_000,
      clock: 'pbx',
      receivedAt: 1_795_510_801_000,
      certainty: 'observed',
    } as const;
    story.follow({ ...seen, type: 'member-seen', member: membership('1002', 'policy', { device: 3 }) });
    story.follow({
      ...seen,
      type: 'member-seen',
      member: membership('1002', 'policy', { device: 3, paused: true, reason: '小休' }),
    });
    expect(story.state('1002')).to.equal('BREAK');
  });

  it('a second talk of a seat shows that the end of the first one was missed: it is kept, and not vouched for', () => {
    const story = new Story();
    const first = story.talking('1002', 2);
    const second = story.talking('1002', 12);
    expect(story.fact(first.citizen).talks).to.have.lengthOf(1);
    expect(story.floor.calls.get(second.citizen.leg)?.talks[0]?.inferred).to.equal(true);
    expect(story.floor.calls.get(first.citizen.leg)?.talks[0]?.inferred).to.equal(false);
    holdsTogether(story.floor);
  });
});
