import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, type House, openHouse } from './house.ts';

const number = '13874801115';

describe('after a restart of the exchange', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
  });
  afterEach(() => house.close());

  it('every signed-in seat is back in its queues, with its pause, at once', async () => {
    const people: Account[] = [];
    for (const [login, seat] of [
      ['zhang1203', '1001'],
      ['li1204', '1002'],
      ['wang1205', '1003'],
    ] as const) {
      const account = await house.person(login);
      people.push(account);
      await house.hotline.signInSeat.signIn(account, { seat, queues: [], takeOver: false });
    }
    const [zhang] = people;
    if (zhang === undefined) throw new Error('nobody');
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    house.pbx.citizenCalls(number).rings('1002').answers('1002').citizenHangsUp();
    await turns();
    house.pbx.restart();
    await turns();
    expect(house.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['用餐', '用餐']);
    expect(house.pbx.membershipsOf('1002').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
    expect(house.pbx.membershipsOf('1003').map(({ paused }) => paused)).to.deep.equal([false, false]);
  });

  it('a record that was open stays open, marked as found again', async () => {
    const zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    house.pbx.restart();
    await turns();
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card).to.include({ phase: 'ended', talked: true, reconciled: true });
    expect(card?.record?.saved).to.equal(null);
  });
});

describe('after a loss of the link', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    house.pbx.lose();
  });
  afterEach(() => house.close());

  it('a call that was answered meanwhile is in hand at its seat: wrap-up is in force, a record is due', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    house.pbx.connect();
    await turns();
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card).to.include({ callId: call.callId, phase: 'talking', reconciled: true, answeredAt: null });
    expect(card?.record).to.include({ saved: null });
    expect(house.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    expect(card).to.include({ phase: 'ended', talked: true });
  });
});

describe('after a crash of the bridge', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const desk = () => house.hotline.desks.of(zhang);
  const reasons = () => house.pbx.membershipsOf('1001').map(({ paused, reason }) => paused && reason);
  const inLedger = (reason: string | null) =>
    eventually(
      async () => ((await house.store.seats.all())[0]?.pause?.reason ?? null) === reason,
      `ledger says ${reason}`,
    );
  const stored = (callId: string) =>
    eventually(async () => (await house.store.facts.byKey(`cs-test/${callId}`)) !== null, 'facts');

  it('the pause stays where a record is open, and the record can be saved', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    await inLedger('acw');
    const before = desk().cards[0]?.interactionId ?? '';
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    expect(desk().cards.map(({ interactionId }) => interactionId)).to.deep.equal([before]);
    const answer = await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: before,
      baseRev: 0,
      content,
    });
    expect(answer).to.include({ outcome: 'saved' });
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a pause whose record was saved is lifted as soon as the exchange is back', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    await turns();
    // The bridge dies between the save and the lifting of the pause.
    house.pbx.silent = true;
    await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: desk().cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    await inLedger(null);
    house = await house.crash();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    house.pbx.silent = false;
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a call that goes on is whole: its beginning is read from the journal', async () => {
    const other = house.pbx.citizenCalls('13900000000');
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await inLedger('acw');
    await eventually(
      async () => ((await house.store.journal.head('pbx/cs-test'))?.position ?? 0) > 20,
      'journal',
    );
    house = await house.crash();
    expect(house.hotline.floor.call(call.callId)?.caller).to.equal(number);
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]).to.include({ phase: 'talking', caller: number, reconciled: true });
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    other.citizenHangsUp();
    await stored(call.callId);
    const fact = (await house.store.facts.byKey(`cs-test/${call.callId}`))?.fact;
    expect(fact?.offers).to.have.length(1);
    expect(fact?.queueStays).to.have.length(1);
  });

  it('a call that ended while the bridge was down is found ended, and its record is still due', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await inLedger('acw');
    house = await house.crash();
    call.citizenHangsUp();
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]).to.include({ phase: 'ended', talked: true });
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('older records that were parked are still on the desk, parked', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    house.hotline.closeRecord.park(zhang, desk().cards[0]?.interactionId ?? '');
    await inLedger(null);
    await house.timer.advance(60_000);
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]?.record?.parked).to.equal(true);
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a save that was acknowledged into the void is acknowledged again, once', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    const wish = { interactionId: desk().cards[0]?.interactionId ?? '', baseRev: 0, content };
    const first = await house.hotline.closeRecord.save(zhang, 'c1', wish);
    house = await house.crash();
    house.pbx.connect();
    const again = await house.hotline.closeRecord.save(zhang, 'c1', wish);
    expect(again).to.deep.equal({ ...first, repeated: true });
  });

  it('a pause that the exchange set while nobody looked is taken over, not lifted', async () => {
    house = await house.crash();
    house.pbx.pauseFromOutside('1001', true, 'Auto-Pause');
    house.pbx.connect();
    await turns();
    expect(desk().chosen).to.include({ state: 'BUSY' });
    expect(reasons()).to.deep.equal(['示忙', '示忙']);
  });

  it('a break that the operator chose is still a break', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '培训' });
    await inLedger('培训');
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal(['培训', '培训']);
    expect(desk().chosen).to.deep.equal({ state: 'BREAK', reason: '培训' });
  });

  it('today’s figures are what they were', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    house.pbx.citizenCalls('13900000000').citizenHangsUp();
    await stored(call.callId);
    await turns();
    const values = () => house.hotline.watchFloor.figures(zhang).map(({ id, value }) => `${id} ${value}`);
    const before = values();
    expect(before).to.include('n-in 2').and.to.include('n-answered 1').and.to.include('n-abandoned 1');
    const { position } = house.hotline.floor.head;
    await eventually(
      async () => (await house.store.journal.head('pbx/cs-test'))?.position === position,
      'the journal is on disk',
    );
    house = await house.crash();
    expect(values()).to.deep.equal(before);
  });
});
