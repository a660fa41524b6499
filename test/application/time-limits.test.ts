import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, factsStored, type House, openHouse } from './house.ts';

const number = '13874801115';

describe('the limits of a state', () => {
  let house: House;
  let zhang: Account;
  let lead: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    lead = await house.person('li0001', ['team-lead']);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const desk = () => house.hotline.desks.of(zhang);
  const wrapUp = () => house.hotline.limits.wrapUpOf(desk());
  const row = () => house.hotline.watchFloor.board(lead).seats.find(({ seat }) => seat === '1001');
  const extend = (id: string) => house.hotline.extendWrapUp.extend(zhang, id);
  const talkOver = () => house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
  const acts = async () => {
    const { journal, acts: store } = house.store;
    return (await journal.read(store.stream, 0, 1000)).filter(({ type }) => type === 'wrap-up-extended');
  };

  it('of a break are those of its reason, by the bridge’s clock, and tell the floor its colour', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    await turns();
    const since = house.timer.now();
    expect(row()).to.include({ state: 'BREAK', overFrom: since + 30 * 60_000, colour: 'amber' });
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '培训' });
    await turns();
    expect(row()).to.include({ overFrom: null, colour: 'violet' });
  });

  it('of a break are the same after a restart of the bridge', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    await turns();
    const due = house.timer.now() + 30 * 60_000;
    await eventually(
      async () => (await house.store.seats.all())[0]?.pause?.reason === '用餐',
      'the ledger has the break',
    );
    await house.timer.advance(5 * 60_000);
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(row()).to.include({ state: 'BREAK', overFrom: due });
  });

  it('give a wrap-up its seconds from the hang-up, and none during the talk', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    expect(wrapUp()).to.equal(null);
    await house.timer.advance(20_000);
    call.citizenHangsUp();
    await turns();
    const since = house.timer.now();
    expect(wrapUp()).to.deep.equal({ since, until: since + 60_000, extended: 0 });
    expect(row()?.overFrom).to.equal(since + 60_000);
  });

  it('never make a seat READY while its record is open: over time is all it is', async () => {
    talkOver();
    await turns();
    await house.timer.advance(10 * 60_000);
    expect(house.hotline.floor.seat('1001')?.state).to.equal('ACW');
    expect(row()?.overFrom).to.be.lessThan(house.timer.now());
  });

  it('are wider by an extension, which the journal keeps, and as often as the city allows', async () => {
    talkOver();
    await turns();
    const since = house.timer.now();
    await house.timer.advance(50_000);
    expect(await extend('e1')).to.deep.equal({ outcome: 'done' });
    expect(await extend('e1'), 'sent again').to.deep.equal({ outcome: 'done' });
    expect(wrapUp()).to.deep.equal({ since, until: since + 90_000, extended: 1 });
    expect(await extend('e2')).to.deep.equal({ outcome: 'done' });
    expect(await extend('e3')).to.include({ outcome: 'refused', code: 'no-extension' });
    expect(await acts()).to.have.lengthOf(2);
    expect(JSON.stringify(await acts())).to.not.contain(number);
  });

  it('are the same after a restart of the bridge, extensions included, and a press sent again counts once', async () => {
    const { callId } = talkOver();
    await turns();
    const since = house.timer.now();
    await extend('e1');
    await factsStored(house, callId);
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(wrapUp()).to.deep.equal({ since, until: since + 90_000, extended: 1 });
    expect(await extend('e1')).to.deep.equal({ outcome: 'done' });
    expect(wrapUp()?.extended).to.equal(1);
    expect(house.hotline.floor.seat('1001')?.state).to.equal('ACW');
  });

  it('end with the record, saved or put aside', async () => {
    talkOver();
    await turns();
    const interactionId = desk().cards[0]?.interactionId ?? '';
    house.hotline.closeRecord.park(zhang, interactionId);
    await turns();
    expect(wrapUp()).to.equal(null);
    expect(await extend('e1')).to.include({ outcome: 'refused', code: 'no-wrap-up' });
    expect(
      await house.hotline.closeRecord.save(zhang, 's1', { interactionId, baseRev: 0, content }),
    ).to.include({ outcome: 'saved' });
    expect(row()?.overFrom).to.equal(null);
  });

  it('end when a team lead completes the record, with who and why', async () => {
    talkOver();
    await turns();
    expect(await house.hotline.forceState.force(lead, '1001', 'READY', '排队超过 5 人')).to.deep.equal({
      outcome: 'done',
    });
    await turns();
    expect(wrapUp()).to.equal(null);
    expect(desk().cards[0]?.record?.parked).to.equal(true);
    expect(desk().forced).to.include({ by: lead.name, reason: '排队超过 5 人' });
  });

  it('are nobody’s to extend who takes no calls', async () => {
    expect(await house.hotline.extendWrapUp.extend(lead, 'e1')).to.include({
      outcome: 'refused',
      code: 'no-right',
    });
  });
});
