import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { turns } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const number = '13874801115';

describe('a state that is forced by a team lead', () => {
  let house: House;
  let zhang: Account;
  let chen: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    chen = await house.person('chen', ['team-lead']);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const force = (by: Account, state: 'READY' | 'BUSY' | 'LOGGED_OUT', seat = '1001') =>
    house.hotline.forceState.force(by, seat, state, '话务高峰');
  const desk = () => house.hotline.desks.of(zhang);

  it('is in force, shown with name and reason, and in the audit', async () => {
    expect(await force(chen, 'BUSY')).to.deep.equal({ outcome: 'done' });
    expect(house.hotline.floor.seat('1001')?.state).to.equal('BUSY');
    expect(desk().forced).to.include({ by: chen.name, reason: '话务高峰' });
    const entry = (await house.store.audit.read(0, 50)).find(({ action }) => action === 'force-state BUSY');
    expect(entry).to.include({ accountId: chen.id, subject: 'seat 1001', detail: '话务高峰', success: true });
  });

  it('is no longer shown once the operator chooses again', async () => {
    await force(chen, 'BUSY');
    await house.hotline.chooseState.now(zhang, { state: 'READY', reason: '' });
    expect(desk().forced).to.equal(null);
  });

  it('never makes a seat ready beside an open record: the record is parked', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    await force(chen, 'READY');
    expect(desk().cards[0]?.record?.parked).to.equal(true);
    expect(house.hotline.floor.seat('1001')?.state).to.equal('READY');
  });

  it('cannot be forced during a talk', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    for (const state of ['READY', 'BUSY', 'LOGGED_OUT'] as const)
      expect(await force(chen, state)).to.include({ outcome: 'refused', code: 'in-call' });
  });

  it('signs out, with the open record kept on the desk', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(await force(chen, 'LOGGED_OUT')).to.deep.equal({ outcome: 'done' });
    expect(house.pbx.membershipsOf('1001')).to.deep.equal([]);
    expect(desk().session).to.equal(null);
    expect(desk().cards[0]?.record?.parked).to.equal(true);
    expect(desk().forced).to.include({ by: chen.name });
  });

  it('is refused to operators and to another unit’s lead, and the attempt is in the audit', async () => {
    const other = await house.person('zhao', ['team-lead'], 'cs-kf');
    expect(await force(zhang, 'BUSY')).to.include({ code: 'no-right' });
    expect(await force(other, 'BUSY')).to.include({ code: 'other-unit' });
    const refusals = (await house.store.audit.read(0, 50)).filter(({ success }) => !success);
    expect(refusals.map(({ detail }) => detail)).to.deep.equal(['no-right', 'other-unit']);
  });
});

describe('the full number of a call', () => {
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

  it('is told to a team lead, with the reason in the audit and the number nowhere in it', async () => {
    const chen = await house.person('chen', ['team-lead']);
    const { callId } = house.pbx.citizenCalls(number).rings('1001');
    expect(await house.hotline.revealNumber.reveal(chen, callId, '回拨')).to.deep.equal({
      outcome: 'number',
      callId,
      number,
    });
    const audit = await house.store.audit.read(0, 50);
    expect(audit.at(-1)).to.include({ action: 'reveal-number', detail: '回拨', success: true });
    expect(JSON.stringify(audit)).to.not.contain(number);
  });

  it('is told to the operator who has the call, and to no other', async () => {
    const li = await house.person('li1204');
    const { callId } = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    expect(await house.hotline.revealNumber.reveal(zhang, callId, '核对')).to.include({ outcome: 'number' });
    expect(await house.hotline.revealNumber.reveal(li, callId, '好奇')).to.include({ code: 'no-right' });
  });

  it('is not told across units', async () => {
    const other = await house.person('zhao', ['supervisor'], 'cs-kf');
    const { callId } = house.pbx.citizenCalls(number).rings('1001');
    expect(await house.hotline.revealNumber.reveal(other, callId, '看看')).to.include({ code: 'other-unit' });
  });

  it('is said to be withheld where it is', async () => {
    const chen = await house.person('chen', ['team-lead']);
    const { callId } = house.pbx.citizenCalls(null).rings('1001');
    expect(await house.hotline.revealNumber.reveal(chen, callId, '回拨')).to.include({ code: 'withheld' });
  });
});

describe('controls of a call in the panel', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  it('reach the operator’s own channel', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    house.pbx.commands.length = 0;
    await house.hotline.controlCall.hold(zhang, call.callId, true);
    await house.hotline.controlCall.hangUp(zhang, call.callId);
    expect(house.pbx.commands.map(({ type }) => type)).to.deep.equal(['hold', 'hang-up']);
    for (const command of house.pbx.commands)
      expect('channel' in command && command.channel).to.match(/^PJSIP\/1001-/);
  });

  it('do nothing to another’s call', async () => {
    const li = await house.person('li1204');
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    expect(await house.hotline.controlCall.hangUp(li, call.callId)).to.include({ code: 'no-call' });
    expect(house.pbx.commands.filter(({ type }) => type === 'hang-up')).to.deep.equal([]);
  });

  it('say what to do instead where the exchange cannot', async () => {
    house.pbx.capabilities = { ...house.pbx.capabilities, hold: false };
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const answer = await house.hotline.controlCall.hold(zhang, call.callId, true);
    expect(answer).to.include({ code: 'not-capable' });
    expect('message' in answer && answer.message).to.contain('话机');
  });
});
