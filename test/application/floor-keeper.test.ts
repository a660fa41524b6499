import { expect } from 'chai';
import { legsOf } from '../../bridge/application/event-legs.ts';
import { maskEvent } from '../../bridge/application/mask-call.ts';
import { tellEvent } from '../../bridge/application/tell-event.ts';
import type { TelephonyEvent } from '../../bridge/domain/telephony/event.ts';
import { eventually, turns } from './hand-timer.ts';
import { factsGatherMs, factsStored, type House, openHouse, site } from './house.ts';

const number = '13874801115';

describe('the floor and its journal', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
  });
  afterEach(() => house.close());

  const stored = (callId: string) => house.store.facts.byKey(`cs-test/${callId}`);

  it('journal every event of the exchange, and what a snapshot found beside it', async () => {
    const call = house.pbx.citizenCalls(number);
    house.pbx.lose();
    call.citizenHangsUp();
    house.pbx.connect();
    await eventually(
      async () =>
        (await house.store.journal.head('pbx/cs-test'))?.position === house.hotline.floor.head.position,
      'the journal is on disk',
    );
    const entries = await house.store.journal.read('pbx/cs-test', 0, 1000);
    const types = entries.map(({ type }) => type);
    expect(types).to.include('link-lost').and.to.include('legs-found').and.to.include('queue-joined');
    expect(entries.map(({ position }) => position)).to.deep.equal(entries.map((_, index) => index + 1));
  });

  it('store what an ended call came to, with the span of its events, and let go of it', async () => {
    const before = house.hotline.floor.head.position;
    const call = house.pbx.citizenCalls(number).citizenHangsUp();
    await factsStored(house, call.callId);
    const fact = await stored(call.callId);
    expect(fact?.firstPosition).to.equal(before + 1);
    expect(fact?.lastPosition).to.equal(house.hotline.floor.head.position);
    expect(fact?.callerRef).to.equal(house.store.sealer.reference(number));
    expect(fact?.fact.result).to.equal('abandoned');
    await house.timer.advance(4000);
    expect(house.hotline.floor.call(call.callId)).to.equal(null);
  });

  it('store what ends within a moment together, each call once', async () => {
    const puts: number[] = [];
    const put = house.store.facts.put.bind(house.store.facts);
    house.store.facts.put = (stream, facts, ...rest) => {
      puts.push(facts.length);
      return put(stream, facts, ...rest);
    };
    const first = house.pbx.citizenCalls(number).citizenHangsUp();
    await house.timer.advance(100);
    const second = house.pbx.citizenCalls('13900000000').citizenHangsUp();
    await factsStored(house, first.callId);
    await factsStored(house, second.callId);
    expect(puts).to.deep.equal([2]);
  });

  it('let go of an ended call while others go on ending', async () => {
    const first = house.pbx.citizenCalls(number).citizenHangsUp();
    let last = first;
    for (let other = 0; other < 20; other += 1) {
      await house.timer.advance(150);
      const next = house.pbx.citizenCalls(`139000000${10 + other}`).citizenHangsUp();
      await factsStored(house, last.callId);
      last = next;
    }
    expect(house.hotline.floor.knows(first.callId)).to.equal(false);
  });

  it('tell a new start to read from before the oldest call that goes on', async () => {
    const from = house.hotline.floor.head.position;
    house.pbx.citizenCalls('13900000000');
    const short = house.pbx.citizenCalls(number).citizenHangsUp();
    await factsStored(house, short.callId);
    expect(await house.store.facts.resumeFrom('pbx/cs-test')).to.equal(from);
  });

  it('keep an ended call until its facts could be stored', async () => {
    const put = house.store.facts.put.bind(house.store.facts);
    house.store.facts.put = () => Promise.reject(new Error('disk full'));
    const call = house.pbx.citizenCalls(number).citizenHangsUp();
    await house.timer.advance(factsGatherMs);
    await eventually(() => house.logged.some(({ level }) => level === 'error'), 'the log says so');
    await house.timer.advance(10_000);
    expect(house.hotline.floor.call(call.callId)).to.not.equal(null);
    house.store.facts.put = put;
    await house.timer.advance(2000);
    await factsStored(house, call.callId);
  });

  it('go on without the journal when it takes nothing, and say so once', async () => {
    const other = await openHouse();
    try {
      const open = other.store.journal.open.bind(other.store.journal);
      expect(open).to.be.a('function');
      other.pbx.connect();
      await other.store.close();
      await turns();
      const call = other.pbx.citizenCalls(number);
      expect(other.hotline.floor.call(call.callId)?.caller).to.equal(number);
      expect(other.logged.filter(({ words }) => words.includes('takes no events'))).to.have.length(1);
    } finally {
      await other.close().catch(() => {});
    }
  });
});

describe('an event as it is shown', () => {
  const seen = {
    v: 1,
    at: 1795485600000000,
    clock: 'pbx',
    receivedAt: 1795485600000,
    certainty: 'observed',
  } as const;
  const appeared: TelephonyEvent = {
    ...seen,
    type: 'leg-appeared',
    leg: '1795485600.1',
    call: '1795485600.1',
    channel: 'PJSIP/trunk-00000012',
    dialled: `9${number}`,
    number,
    name: '李先生',
    state: 'calling',
    context: 'from-trunk',
  };

  it('has its numbers masked and its names taken away, and its channels left readable', () => {
    const masked = maskEvent(appeared);
    expect(masked).to.deep.include({
      channel: 'PJSIP/trunk-00000012',
      leg: '1795485600.1',
      number: '138****1115',
      name: '〔姓名〕',
    });
    expect(JSON.stringify(masked)).to.not.contain(number).and.to.not.contain('李');
  });

  it('is masked inside what a dialplan said and inside a Local channel', () => {
    const said: TelephonyEvent = {
      ...seen,
      type: 'dialplan-said',
      leg: null,
      call: null,
      name: 'Callback',
      fields: { caller: number, note: `call ${number} back` },
    };
    expect(JSON.stringify(maskEvent(said))).to.not.contain(number);
    const local = maskEvent({ ...appeared, channel: `Local/${number}@out-0000001a;1` });
    expect(JSON.stringify(local)).to.not.contain(number);
    expect(JSON.stringify(local)).to.contain('@out-0000001a;1');
  });

  it('is a sentence in plain words', () => {
    expect(tellEvent(maskEvent(appeared), site)).to.deep.equal({
      at: '2026-11-24T10:00:00.000+08:00',
      summary: '通道出现，号码 138****1115',
    });
  });

  it('names the legs it speaks of', () => {
    expect(legsOf(appeared)).to.deep.equal(['1795485600.1']);
    expect(legsOf({ ...seen, type: 'path-opened', path: 'p' })).to.deep.equal([]);
  });
});
