import { expect } from 'chai';
import { found, lasts, membership, pathOf, Story } from './events.ts';
import { holdsTogether } from './invariants.ts';

/** What happened while the link was lost is in no event; a snapshot shows what has become of it. */
describe('after a loss, the snapshot', () => {
  it('shows that a call ended: its end is not known, but since when it is over', () => {
    const story = new Story().queuesFound([membership('1002', 'policy')]);
    const { citizen } = story.talking('1002', 2);
    story.at(4).linkLost().at(9).linkUp();
    story
      .at(9.5)
      .queuesFound([membership('1002', 'policy')])
      .legsFound();
    const fact = story.fact(citizen);
    expect(fact).to.include({
      result: 'answered',
      endedAt: null,
      endedBefore: '2026-11-24T17:00:09.500+08:00',
      endedBy: null,
    });
    expect(fact.talks[0]).to.include({ seat: '1002', to: null });
    expect(story.state('1002')).to.equal('READY');
    expect(
      story.states('1002'),
      'neither the end of the talk nor the beginning of what followed was seen',
    ).to.deep.equal(['READY –1.4', 'RINGING 1.4–2', 'TALKING 2–', 'READY –']);
    holdsTogether(story.floor);
  });

  it('shows that a waiting caller is gone: how is not known, and that is no abandonment', () => {
    const story = new Story().queuesFound([]).at(1);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen).at(4).linkLost().at(9).linkUp();
    story.at(9.5).queuesFound([]).legsFound();
    expect(story.waiting('policy')).to.deep.equal([]);
    expect(story.fact(citizen).queueStays[0]).to.include({
      result: 'unknown',
      leftAt: null,
      waitSeconds: null,
    });
    expect(story.fact(citizen)).to.include({ result: 'unknown', endedBy: null });
    holdsTogether(story.floor);
  });

  it('shows that a call was transferred: it is with the other seat now, which was not offered it', () => {
    const members = [membership('1002', 'policy'), membership('1003', 'policy')];
    const story = new Story().queuesFound(members);
    const { citizen, seatLeg } = story.talking('1002', 2);
    const pops = story.pops();
    story.at(4).linkLost().at(9).linkUp();
    const next = story.leg('PJSIP/1003', citizen);
    story
      .at(9.5)
      .queuesFound(members)
      .legsFound(found({ ...citizen, dialled: '1003' }, 'b2'), found(next, 'b2'));
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['READY', 'TALKING']);
    const fact = story.fact(citizen);
    expect(fact.talks.map(({ seat, from, to }) => [seat, from === null, to])).to.deep.equal([
      ['1002', false, null],
      ['1003', true, null],
    ]);
    expect(fact.transfers, 'nobody saw who transferred it').to.deep.equal([]);
    expect(fact.uniqueIds).to.deep.equal([citizen.leg, seatLeg.leg, next.leg]);
    expect(story.pops()).to.deep.equal(pops);
    story.at(12).citizenLeaves(citizen, next, 'b2');
    expect(story.fact(citizen)).to.include({ endedBy: 'caller', endedBefore: null });
    expect(story.fact(citizen).talks[1]).to.include({ seat: '1003', from: null, holdSeconds: null });
    holdsTogether(story.floor);
  });

  it('shows a caller who joined meanwhile, and since when they wait', () => {
    const story = new Story()
      .queuesFound([membership('1002', 'policy')])
      .at(4)
      .linkLost()
      .at(9)
      .linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const entry = {
      queue: 'policy',
      leg: citizen.leg,
      channel: citizen.channel,
      number: '13874801102',
      waitSeconds: 3,
    };
    story
      .at(9.5)
      .queuesFound([membership('1002', 'policy')], [entry])
      .legsFound(found(citizen, null, 'up', '13874801102'));
    expect(story.waiting('policy')).to.deep.equal([citizen.leg]);
    const fact = story.fact(citizen);
    expect(fact).to.include({ kind: 'inbound', caller: '13874801102', did: '12345', result: 'in-progress' });
    expect(fact.queueStays[0]?.joinedAt).to.equal('2026-11-24T17:00:06.500+08:00');
    expect(fact.estimated).to.deep.equal(['arrivedAt', 'queueStays[0].joinedAt']);
    story.at(10);
    const seatLeg = story.rings('policy', '1002', citizen);
    expect(story.pops()).to.deep.equal(['1002 policy']);
    story.at(11).answers('policy', '1002', citizen, seatLeg);
    expect(story.fact(citizen).queueStays).to.have.lengthOf(1);
    expect(story.fact(citizen).queueStays[0]?.result).to.equal('answered');
    expect(story.fact(citizen).talks[0]?.from).to.match(/^2026-11-24T17:00:11/);
    holdsTogether(story.floor);
  });

  it('shows that nobody is in a queue any more: Asterisk was restarted', () => {
    const members = ['1001', '1002', '1003'].map((seat) => membership(seat, 'policy'));
    const story = new Story().queuesFound(members);
    const { citizen } = story.talking('1002', 2);
    story.at(4).linkLost().at(9).linkUp().at(9.5).legsFound();
    story.at(9.6).tell('pbx-booted', { uptimeSeconds: 1 }).queuesFound([]);
    for (const seat of ['1001', '1002', '1003']) expect(story.state(seat), seat).to.equal('LOGGED_OUT');
    expect(story.states('1002').slice(2)).to.deep.equal(['TALKING 2–', 'LOGGED_OUT –']);
    expect(story.states('1001'), 'it was never READY after the restart').to.deep.equal([
      'READY –',
      'LOGGED_OUT –',
    ]);
    expect(story.fact(citizen)).to.include({ result: 'answered', endedAt: null });
    story.at(10).member('1002', 'policy');
    expect(story.state('1002')).to.equal('READY');
    holdsTogether(story.floor);
  });

  it('shows a seat that consults, with the citizen on hold since before: how long is not known', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const seatLeg = story.leg('PJSIP/1002', citizen);
    story.legsFound(found(citizen, 'b1', 'up', '13874801101'), found(seatLeg, 'b1'));
    story.at(10).resumes(seatLeg).at(12).citizenLeaves(citizen, seatLeg, 'b1');
    expect(story.fact(citizen).talks[0]).to.include({ seat: '1002', holdSeconds: null });
  });

  /** What the queue tells of a talk whose caller's channel is gone by then. */
  const completed = (seatLeg: string | null) => ({
    leg: '',
    call: '',
    channel: '',
    dialled: null,
    queue: 'policy',
    interface: 'PJSIP/1002',
    seatLeg,
    holdSeconds: 2,
    talkSeconds: 5,
    reason: 'caller',
  });
  const foundTalk = (story: Story, path: string, number: string) => {
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const seatLeg = story.leg('PJSIP/1002', citizen);
    story.legsFound(found(citizen, path, 'up', number), found(seatLeg, path));
    return { citizen, seatLeg };
  };

  for (const gone of ['the caller’s channel was', 'both channels were'])
    it(`learns of a found talk from its queue, though ${gone} gone when the queue told of it`, () => {
      const story = new Story().at(9).linkUp();
      const { citizen, seatLeg } = foundTalk(story, 'b1', '13874801101');
      story.at(12).hangsUp(citizen).parts('b1', citizen).parts('b1', seatLeg).ends(citizen);
      if (gone.startsWith('both')) story.ends(seatLeg).tell('queue-completed', completed(null));
      else story.tell('queue-completed', completed(seatLeg.leg)).ends(seatLeg);
      const fact = story.fact(citizen);
      expect(fact.queueStays).to.have.lengthOf(1);
      expect(fact.queueStays[0]).to.include({ queue: 'policy', result: 'answered' });
      expect(fact.talks[0]?.from).to.match(/^2026-11-24T17:00:07/);
      holdsTogether(story.floor);
    });

  it('gives no talk what a queue tells without a channel while the call goes on, or where two can be meant', () => {
    const alive = new Story().at(9).linkUp();
    const { citizen } = foundTalk(alive, 'b1', '13874801101');
    alive.at(12).tell('queue-completed', completed(null));
    expect(alive.fact(citizen).talks[0]?.from).to.equal(null);
    expect(alive.fact(citizen).queueStays).to.deep.equal([]);

    const two = new Story().at(9).linkUp();
    const talks = ['b1', 'b2'].map((path, i) => {
      const talk = foundTalk(two, path, `1387480110${i}`);
      two.parts(path, talk.citizen).parts(path, talk.seatLeg).ends(talk.citizen).ends(talk.seatLeg);
      return talk;
    });
    two.at(12).tell('queue-completed', completed(null));
    for (const each of talks) expect(two.fact(each.citizen).talks[0]?.from).to.equal(null);
    holdsTogether(two.floor);
  });

  it('shows the seat whose telephone rings; who was rung before stays offered, and pops once', () => {
    const story = new Story().queuesFound([membership('1002', 'policy')]).at(1);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const seatLeg = story.rings('policy', '1002', citizen);
    story.at(2).linkLost().at(3).linkUp();
    const entry = {
      queue: 'policy',
      leg: citizen.leg,
      channel: citizen.channel,
      number: null,
      waitSeconds: 2,
    };
    story
      .queuesFound([membership('1002', 'policy')], [entry])
      .legsFound(found(citizen, null), found(seatLeg, null, 'ringing'));
    expect(story.state('1002')).to.equal('RINGING');
    story.at(4).answers('policy', '1002', citizen, seatLeg);
    expect(story.pops()).to.deep.equal(['1002 policy']);
    const fact = story.fact(citizen);
    expect(fact.offers.map(({ result }) => result)).to.deep.equal(['answered']);
    expect(fact.queueStays.map(({ result }) => result)).to.deep.equal(['answered']);
    expect(fact.estimated).to.deep.equal([]);
  });

  it('tells each difference as an event of its own, marked as reconciled, and after itself', () => {
    const story = new Story().queuesFound([membership('1002', 'policy'), membership('1003', 'policy')]);
    story.talking('1002', 2);
    const known = story.journal.length;
    story.at(4).linkLost().at(9).linkUp();
    story
      .at(9.5)
      .queuesFound([membership('1003', 'policy', { penalty: 2 })])
      .legsFound();
    const told = story.journal.slice(known).map(({ type, certainty }) => `${type} ${certainty}`);
    expect(told).to.deep.equal([
      'link-lost observed',
      'link-up observed',
      'queues-found observed',
      'member-removed reconciled',
      'member-seen reconciled',
      'legs-found observed',
      'leg-ended reconciled',
      'leg-ended reconciled',
    ]);
  });

  it('tells no difference where nothing happened', () => {
    const story = new Story().queuesFound([membership('1002', 'policy')]);
    const { citizen, seatLeg } = story.talking('1002', 2);
    const known = story.journal.length;
    const before = story.fact(citizen);
    story
      .at(4)
      .linkLost()
      .at(9)
      .linkUp()
      .queuesFound([membership('1002', 'policy')]);
    story.legsFound(
      found({ ...citizen }, pathOf(seatLeg)),
      found({ ...seatLeg, dialled: '12345' }, pathOf(seatLeg)),
    );
    const differences = story.journal.slice(known).filter(({ certainty }) => certainty === 'reconciled');
    expect(differences.map(({ type }) => type)).to.deep.equal(['leg-identified']);
    expect(story.fact(citizen)).to.deep.equal(before);
    expect(story.state('1002')).to.equal('TALKING');
  });

  it('ends a conference that has dissolved, without a time', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    const third = story.leg('PJSIP/1003', citizen);
    story.tell('leg-appeared', { ...third, number: '1003', name: null, state: 'up', context: 'seats' });
    story.entersPath(pathOf(seatLeg), third);
    expect(story.state('1002')).to.equal('CONFERENCE');
    story.at(4).linkLost().at(9).linkUp();
    story.legsFound(found(citizen, pathOf(seatLeg)), found(seatLeg, pathOf(seatLeg)));
    expect(story.state('1002')).to.equal('TALKING');
    expect(story.fact(citizen).conferences.map(({ to }) => to)).to.deep.equal([null]);
  });

  it('frees a leg that was being moved when the link was lost', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.tell('pair-optimised', { phase: 'begin', one: '8.1', two: '8.2', source: seatLeg.leg });
    story.at(4).linkLost().at(9).linkUp();
    story.legsFound(found(citizen, null), found(seatLeg, null));
    expect(story.fact(citizen).talks[0]?.to).to.equal(null);
    expect(story.floor.calls.get(citizen.leg)?.talks[0]?.open).to.equal(false);
    holdsTogether(story.floor);
  });
});

describe('what a loss leaves unknown', () => {
  it('makes no hang-up in the greeting of a call whose talk was lost', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    story.at(2).linkLost().at(20).linkUp().legsFound(found(citizen, null));
    story.at(21).hangsUp(citizen).ends(citizen);
    expect(story.fact(citizen)).to.include({ result: 'unknown', endedBy: 'caller' });
    const whole = new Story().at(1);
    const other = whole.citizenCalls();
    whole.at(2).hangsUp(other).ends(other);
    expect(whole.fact(other).result).to.equal('ivr-hangup');
  });

  it('makes no failed attempt of a call to a citizen whose talk was lost', () => {
    const story = new Story().at(1);
    const own = story.leg('PJSIP/1001', undefined, '913874801015');
    story.tell('leg-appeared', { ...own, number: '1001', name: null, state: 'calling', context: 'seats' });
    const far = story.leg('PJSIP/trunk', own);
    story.tell('leg-appeared', { ...far, number: null, name: null, state: 'down', context: 'seats' });
    story.dials(own, far, '13874801015@trunk');
    story.at(2).linkLost().at(20).linkUp().legsFound(found(own, null), found(far, null));
    story.at(21).hangsUp(far).ends(far).ends(own);
    expect(story.fact(own)).to.include({ kind: 'outbound', result: 'unknown', failure: null });
  });

  it('does not measure a hold that it cut', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).holds(seatLeg).at(5).linkLost().at(20).linkUp();
    story.legsFound(found(citizen, pathOf(seatLeg)), found(seatLeg, pathOf(seatLeg)));
    story.at(30).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    expect(story.fact(citizen).talks.map(({ holdSeconds }) => holdSeconds)).to.deep.equal([null]);
  });

  it('is no doubt in what was not cut', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).linkLost().at(5).linkUp();
    story.legsFound(found(citizen, pathOf(seatLeg)), found(seatLeg, pathOf(seatLeg)));
    story.at(8).citizenLeaves(citizen, seatLeg, pathOf(seatLeg));
    const fact = story.fact(citizen);
    expect(fact).to.deep.include({ result: 'answered', endedBy: 'caller', endedBefore: null, estimated: [] });
    expect(fact.talks.map((talk) => [talk.seat, lasts(talk), talk.holdSeconds])).to.deep.equal([
      ['1002', 6, 0],
    ]);
  });

  it('is undone by a rating: who is asked for one was answered', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    story.at(2).linkLost().at(20).linkUp().legsFound(found(citizen, null));
    story.tell('dialplan-said', {
      leg: citizen.leg,
      call: citizen.call,
      name: 'Satisfaction',
      fields: { queue: 'policy', score: '5' },
    });
    story.ends(citizen);
    expect(story.fact(citizen)).to.include({ result: 'answered', ratingAsked: true, rating: 5 });
  });

  it('is undone by a path: who is put through has answered', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const seatLeg = story.rings('policy', '1002', citizen);
    story.at(2).linkLost().at(5).linkUp().legsFound(found(citizen, 'b'), found(seatLeg, 'b'));
    expect(story.fact(citizen).offers.map(({ result }) => result)).to.deep.equal(['answered']);
    expect(story.state('1002')).to.equal('TALKING');
  });

  it('leaves a talk one talk that was moved out of a Local pair meanwhile (member-local-channel-with-media)', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    const near = { ...story.leg('Local/1002@seats', citizen), channel: 'Local/1002@seats-00000002;1' };
    const back = { ...story.leg('Local/1002@seats', citizen), channel: 'Local/1002@seats-00000002;2' };
    for (const half of [near, back])
      story.tell('leg-appeared', { ...half, number: null, name: null, state: 'up', context: 'seats' });
    const phone = story.leg('PJSIP/1002', citizen);
    story.tell('leg-appeared', { ...phone, number: '1002', name: null, state: 'up', context: 'seats' });
    story
      .at(2)
      .entersPath('far', phone)
      .entersPath('far', back)
      .entersPath('near', near)
      .entersPath('near', citizen);
    story.at(3).linkLost().at(4).linkUp().legsFound(found(citizen, 'near'), found(phone, 'near'));
    story.at(9).citizenLeaves(citizen, phone, 'near');
    expect(story.fact(citizen).talks.map((talk) => [talk.seat, Math.round(lasts(talk) ?? 0)])).to.deep.equal([
      ['1002', 7],
    ]);
    expect(story.fact(citizen).conferences).to.deep.equal([]);
  });
});

describe('what is found for the first time', () => {
  it('a telephone that rings pops, once, for the queue that the caller waits in', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const phone = story.leg('PJSIP/1002', citizen);
    const entry = {
      queue: 'policy',
      leg: citizen.leg,
      channel: citizen.channel,
      number: null,
      waitSeconds: 3,
    };
    story.queuesFound([membership('1002', 'policy')], [entry]);
    story.legsFound(found(citizen, null, 'up', '13874801102'), found(phone, null, 'ringing', '1002'));
    expect(story.pops()).to.deep.equal(['1002 policy']);
    expect(story.state('1002')).to.equal('RINGING');
    expect(story.changes.find(({ kind }) => kind === 'offer-began')).to.include({
      reconciled: true,
      callId: citizen.leg,
    });
    expect(story.fact(citizen).estimated).to.include('offers[0].at');
    story.at(10).answers('policy', '1002', citizen, phone);
    expect(story.pops()).to.have.lengthOf(1);
    expect(story.fact(citizen).offers.map(({ result }) => result)).to.deep.equal(['answered']);
    holdsTogether(story.floor);
  });

  it('a telephone behind a Local half that was seen to ring pops no second time', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen);
    const near = { ...story.leg('Local/1002@seats', citizen), channel: 'Local/1002@seats-00000002;1' };
    story.tell('leg-appeared', { ...near, number: null, name: null, state: 'down', context: 'seats' });
    story.tell('queue-offered', {
      ...citizen,
      queue: 'policy',
      interface: 'Local/1002@seats',
      seatLeg: near.leg,
      seatCall: citizen.call,
      seatChannel: near.channel,
    });
    story.linkLost().at(2).linkUp();
    const phone = story.leg('PJSIP/1002', citizen);
    story.legsFound(found(citizen, null), found(near, null, 'ringing'), found(phone, null, 'ringing'));
    expect(story.pops()).to.deep.equal(['1002 policy']);
    story.at(3).dialEnds(null, phone, 'ANSWER');
    expect(story.fact(citizen).offers.map(({ result }) => result)).to.deep.equal(['answered']);
  });

  it('a call-back that waits as half of a Local pair is in the call that the list of legs names', () => {
    const story = new Story().at(9).linkUp();
    const near = { ...story.leg('Local/7001@seats'), channel: 'Local/7001@seats-00000004;1' };
    const back = {
      ...story.leg('Local/7001@seats', near),
      channel: 'Local/7001@seats-00000004;2',
      dialled: '7001',
    };
    const entry = {
      queue: 'policy',
      leg: back.leg,
      channel: back.channel,
      number: '13874801115',
      waitSeconds: 1,
    };
    story
      .queuesFound([membership('1002', 'policy')], [entry])
      .legsFound(found(near, null, 'ringing'), found(back, null, 'calling'));
    expect([...story.floor.calls.keys()]).to.deep.equal([near.leg]);
    expect(story.waiting('policy')).to.deep.equal([near.leg]);
    expect(story.fact(near).uniqueIds.toSorted()).to.deep.equal([near.leg, back.leg]);
    story.at(10).leaves('policy', back);
    expect(story.waiting('policy')).to.deep.equal([]);
    holdsTogether(story.floor);
  });

  it('a citizen whom the exchange called is no caller, whatever number it shows (originate-citizen-first)', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '7001');
    const phone = story.leg('PJSIP/1002', citizen);
    story.legsFound(found(citizen, 'b', 'up', '12345'), found(phone, 'b', 'up', '1002'));
    expect(story.fact(citizen)).to.include({ kind: 'outbound', caller: null, did: null });
    const rung = story.leg('PJSIP/trunk', undefined, 's');
    story
      .linkLost()
      .linkUp()
      .legsFound(found(citizen, 'b'), found(phone, 'b'), found(rung, null, 'ringing'));
    expect(story.fact(rung).kind).to.equal('outbound');
  });

  it('a citizen who was transferred did not dial the extension where they are now', () => {
    for (const extension of ['1003', '7002', '8001', '9110', '_attended', 's']) {
      const story = new Story().at(9).linkUp();
      const citizen = story.leg('PJSIP/trunk', undefined, extension);
      story.legsFound(found(citizen, null, 'up', '13874801101'));
      expect(story.fact(citizen).did, extension).to.equal(null);
    }
  });

  it('a supervisor who listens is no talk of theirs (supervisor-listens)', () => {
    const story = new Story().at(9).linkUp();
    const ear = story.leg('PJSIP/1005');
    story.queuesFound([]).legsFound({ ...found(ear, null, 'up', '1005'), application: 'ChanSpy' });
    expect(story.fact(ear)).to.include({ kind: 'monitor', caller: '1005', result: 'monitor' });
    expect(story.state('1005')).to.equal('LOGGED_OUT');
  });

  it('a consultation whose caller is gone was made by nobody known, and is not the called seat’s', () => {
    const story = new Story().at(9).linkUp();
    const own = story.leg('PJSIP/1002', undefined, '1003');
    const far = story.leg('PJSIP/1003', own);
    story.legsFound(found(far, null, 'ringing', '1003'));
    expect(story.fact(own)).to.include({ kind: 'internal', caller: null, endedAt: null });
    expect(story.state('1003')).to.equal('RINGING');
  });

  it('a seat that was called into a conference by the exchange was called by nobody (three-way)', () => {
    const story = new Story().at(9).linkUp();
    const specialist = story.leg('PJSIP/1003', undefined, '8001');
    story.legsFound(found(specialist, 'room', 'up', '12345'));
    expect(story.fact(specialist)).to.include({ kind: 'internal', caller: null });
  });

  it('a telephone that is free again is there again, though that was lost (seat-offline)', () => {
    const story = new Story().queuesFound([membership('1001', 'policy')]);
    story.tell('endpoint-reachable', { endpoint: 'PJSIP/1001', reachable: false });
    expect(story.state('1001')).to.equal('OFFLINE');
    story
      .at(4)
      .linkLost()
      .at(9)
      .linkUp()
      .queuesFound([membership('1001', 'policy')]);
    expect(story.state('1001')).to.equal('READY');
  });

  it('who consults is told by the citizen they have in hand, though the list names legs in no order', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const seatLeg = story.leg('PJSIP/1002', citizen);
    const own = story.leg('PJSIP/1002', undefined, '1003');
    const far = story.leg('PJSIP/1003', own);
    story.legsFound(
      found(far, 'b2', 'up', '1003'),
      found(own, 'b2', 'up', '1002'),
      found(seatLeg, 'b1', 'up', '1002'),
      found(citizen, 'b1', 'up', '13874801101'),
    );
    expect(story.fact(own)).to.include({
      kind: 'internal',
      partOf: citizen.leg,
      caller: '1002',
      did: '1003',
    });
    expect([story.state('1002'), story.state('1003')]).to.deep.equal(['CONSULT', 'TALKING']);
  });
});

describe('a list that is asked for while the link is up', () => {
  it('of one member takes nobody else out of a queue: who leaves is told (snapshot-endpoints)', () => {
    const story = new Story()
      .linkUp()
      .queuesFound(['1001', '1002'].map((seat) => membership(seat, 'policy')));
    story.queuesFound([membership('1001', 'policy', { penalty: 3 })]);
    expect(story.state('1002')).to.equal('READY');
    expect(story.floor.seats.get('1001')?.members.get('policy')?.penalty).to.equal(3);
    story.tell('pbx-booted', { uptimeSeconds: 1 }).queuesFound([membership('1001', 'policy')]);
    expect(story.state('1002'), 'a list of before the exchange was up was not whole').to.equal('LOGGED_OUT');
  });
});

describe('what happened while the list was written', () => {
  it('comes after it: who is listed as waiting has joined once', () => {
    const story = new Story().at(1).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const entry = {
      queue: 'policy',
      leg: citizen.leg,
      channel: citizen.channel,
      number: '13874801102',
      waitSeconds: 0,
    };
    story.queuesFound([], [entry]);
    story.at(1).tell('leg-appeared', {
      ...citizen,
      number: '13874801102',
      name: null,
      state: 'calling',
      context: 'from-trunk',
    });
    story.at(1.2).joins('policy', citizen);
    const fact = story.fact(citizen);
    expect(fact.queueStays).to.have.lengthOf(1);
    expect(fact.queueStays[0]?.joinedAt).to.match(/^2026-11-24T17:00:01\.200/);
    expect(fact.arrivedAt).to.match(/^2026-11-24T17:00:01\.000/);
    expect(fact).to.deep.include({ caller: '13874801102', estimated: [] });
    expect(story.waiting('policy')).to.deep.equal([citizen.leg]);
    holdsTogether(story.floor);
  });

  it('comes after it: who is no longer listed has left as it is told, not in a way unknown', () => {
    const story = new Story().at(1);
    const citizen = story.citizenCalls();
    story.joins('policy', citizen).at(3).linkLost().linkUp();
    story.at(4).queuesFound([]).at(3.9);
    story
      .hangsUp(citizen)
      .tell('queue-gave-up', { ...citizen, queue: 'policy' })
      .leaves('policy', citizen);
    expect(
      story
        .fact(citizen)
        .queueStays.map(({ result, waitSeconds }) => [result, Math.round(waitSeconds ?? -1)]),
    ).to.deep.equal([['abandoned', 3]]);
    expect(story.waiting('policy')).to.deep.equal([]);
    holdsTogether(story.floor);
  });

  it('comes after it: the end of a leg that is no longer listed is told after all', () => {
    const story = new Story();
    const { citizen, seatLeg } = story.talking('1002', 2);
    story.at(4).linkLost().linkUp().at(5).legsFound();
    expect(story.fact(citizen).endedBefore).not.to.equal(null);
    story.at(4.9).ends(citizen).ends(seatLeg);
    expect(story.fact(citizen)).to.include({ endedBefore: null });
    expect(story.fact(citizen).endedAt).to.match(/^2026-11-24T17:00:04\.900/);
  });
});

describe('a call met in its middle', () => {
  it('is redirected like any other', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    const seatLeg = story.leg('PJSIP/1002', citizen);
    story.legsFound(found(citizen, 'b1'), found(seatLeg, 'b1'));
    story
      .at(11)
      .parts('b1', { ...citizen, dialled: '1003' })
      .parts('b1', seatLeg)
      .ends(seatLeg);
    expect(
      story.fact(citizen).transfers.map(({ kind, from, dialled }) => [kind, from, dialled]),
    ).to.deep.equal([['redirect', null, '1003']]);
    expect(story.fact(citizen).talks.map(({ from, to }) => [from, to?.slice(0, 19)])).to.deep.equal([
      [null, '2026-11-24T17:00:11'],
    ]);
  });

  it('gets its number where a later list tells it', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    story.resumes(citizen).legsFound(found(citizen, null, 'up', '13874801101'));
    expect(story.fact(citizen)).to.include({ kind: 'inbound', caller: '13874801101' });
  });

  it('that a seat made is outbound, to the number that was dialled', () => {
    const story = new Story().at(9).linkUp();
    const own = story.leg('PJSIP/1001', undefined, '913874801015');
    const far = story.leg('PJSIP/trunk', own);
    story.legsFound(found(own, 'b1'), found(far, 'b1', 'up', '913874801015'));
    expect(story.fact(own)).to.include({ kind: 'outbound', caller: '13874801015' });
    expect(story.state('1001')).to.equal('OUTBOUND');
  });

  it('is not made two by a list that names a leg twice', () => {
    const story = new Story().at(9).linkUp();
    const citizen = story.leg('PJSIP/trunk', undefined, '12345');
    story.legsFound(found(citizen, null), found(citizen, 'b1'), { ...found(citizen, 'b1'), leg: '' });
    expect(story.fact(citizen).uniqueIds).to.deep.equal([citizen.leg]);
    expect(lasts(undefined)).to.equal(null);
    holdsTogether(story.floor);
  });
});

describe('the lists of two recordings that overlap', () => {
  it('are older than the floor where what follows them has been heard', () => {
    const story = new Story();
    const { citizen } = story.talking('1002', 2);
    const repeated = story.journal.at(-1);
    const undated = { v: 1, at: 0, clock: 'arrival', receivedAt: 0, certainty: 'observed' } as const;
    story.follow({ ...undated, type: 'link-lost', connection: '0', reason: 'end of the recording' });
    story.follow({ ...undated, type: 'link-up', connection: '1', version: null });
    story.follow({ ...undated, type: 'legs-found', legs: [] });
    expect(story.fact(citizen).result, 'nothing tells yet whether it is news').to.equal('answered');
    if (repeated) story.follow(repeated);
    expect(story.state('1002')).to.equal('TALKING');
    story.follow({ ...undated, type: 'legs-found', legs: [] });
    story.at(9).tell('pbx-booted', { uptimeSeconds: 1 });
    expect(story.fact(citizen)).to.include({ endedAt: null, endedBefore: '2026-11-24T17:00:09.000+08:00' });
  });

  it('are believed where nothing follows', () => {
    const story = new Story();
    const { citizen } = story.talking('1002', 2);
    const undated = { v: 1, at: 0, clock: 'arrival', receivedAt: 0, certainty: 'observed' } as const;
    story.follow({ ...undated, type: 'link-up', connection: '1', version: null });
    story.follow({ ...undated, type: 'legs-found', legs: [] });
    story.follow({ ...undated, type: 'link-lost', connection: '1', reason: 'end of the recording' });
    expect(story.floor.calls.get(citizen.leg)?.over).to.equal(true);
  });
});
