import { expect } from 'chai';
import type { Desk } from '../../bridge/application/desk.ts';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, type House, openSeatedHouse } from './house.ts';

const number = '13874801115';

describe('wrap-up (话后处理)', () => {
  let house: House;
  let zhang: Account;
  let desk: Desk;

  beforeEach(async () => {
    ({ house, zhang, desk } = await openSeatedHouse());
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  const pauses = () =>
    house.pbx.commands.flatMap((command) =>
      command.type === 'pause' ? [command.paused && command.reason] : [],
    );
  const reasons = () => house.pbx.membershipsOf('1001').map(({ paused, reason }) => paused && reason);
  const save = (id: string, baseRev = 0, at = 0) =>
    house.hotline.closeRecord.save(zhang, id, {
      interactionId: desk.cards[at]?.interactionId ?? '',
      baseRev,
      content,
    });

  it('is a pause of our own in all queues, commanded before the event of the answer is dealt with', () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    expect(pauses()).to.deep.equal(['acw']);
  });

  it('is in force in every queue when the caller hangs up at once', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    expect(house.hotline.floor.seat('1001')?.state).to.equal('ACW');
  });

  it('is in the ledger', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await eventually(
      async () => (await house.store.seats.all())[0]?.pause?.reason === 'acw',
      'the ledger says wrap-up',
    );
  });

  it('ends when the record is saved after the call', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(await save('c1')).to.include({ outcome: 'saved', rev: 1 });
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
    expect(desk.cards).to.deep.equal([]);
  });

  it('ends when the link is back, if the record was saved without it, whatever is told while the snapshot is taken', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await house.timer.advance(5_000);
    house.pbx.lose();
    expect(await save('c1')).to.include({ outcome: 'saved' });
    await house.timer.advance(5_000);
    // a telephone of the seat's was seen: its membership is told as it still is, with the pause of the wrap-up
    house.pbx.connectWhile(() => house.pbx.pauseFromOutside('1001', true, 'acw'));
    await turns();
    expect(desk.chosen).to.deep.equal({ state: 'READY', reason: '' });
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('ends at the hang-up when the record was saved during the talk, and not before', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    await save('c1');
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
    expect(desk.cards).to.deep.equal([]);
  });

  it('ends when the record is parked, and the parked record can still be saved', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(house.hotline.closeRecord.park(zhang, desk.cards[0]?.interactionId ?? '')).to.deep.equal({
      outcome: 'done',
    });
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
    expect(desk.cards[0]?.record?.parked).to.equal(true);
    expect(await save('c1')).to.include({ outcome: 'saved' });
    expect(desk.cards).to.deep.equal([]);
  });

  it('refuses 示闲 with words while a record is open', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const ready = { state: 'READY', reason: '' } as const;
    expect(await house.hotline.chooseState.now(zhang, ready)).to.include({
      outcome: 'refused',
      code: 'in-call',
    });
    call.citizenHangsUp();
    const answer = await house.hotline.chooseState.now(zhang, ready);
    expect(answer).to.include({ outcome: 'refused', code: 'record-open' });
    expect('message' in answer && answer.message).to.contain('暂存');
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('is followed by the next state that was chosen during the call', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(house.hotline.chooseState.next(zhang, { state: 'BREAK', reason: '用餐' })).to.deep.equal({
      outcome: 'done',
    });
    await save('c1');
    await turns();
    expect(reasons()).to.deep.equal(['用餐', '用餐']);
    expect(desk.nextState).to.equal(null);
  });

  it('does not begin for a call that only rang', async () => {
    house.pbx.citizenCalls(number).rings('1001').letsItRing('1001').citizenHangsUp();
    await turns();
    expect(pauses()).to.deep.equal([]);
    expect(desk.cards[0]?.record).to.equal(null);
  });

  it('stays while a second record is open', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    house.pbx.citizenCalls('13900000000').rings('1001').answers('1001').citizenHangsUp();
    await turns();
    await save('c1');
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    await save('c2');
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('is put back at once when somebody else lifts the pause', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    await house.timer.advance(5000);
    house.pbx.pauseFromOutside('1001', false, '');
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('is commanded again until the exchange answers', async () => {
    house.pbx.silent = true;
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await house.timer.advance(20_000);
    expect(pauses().length).to.be.greaterThan(3);
    expect(reasons()).to.deep.equal([false, false]);
    house.pbx.silent = false;
    await house.timer.advance(5000);
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('is commanded when the link comes back, if the talk began while it was down', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001');
    house.pbx.lose();
    call.answers('1001');
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('gives the words of the exchange when it refuses the pause', async () => {
    house.pbx.refuses = (command) => (command.type === 'pause' ? 'Permission denied' : null);
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await house.timer.advance(3000);
    expect(house.hotline.memberships.unsettled('1001')).to.deep.equal({
      kind: 'refused',
      message: 'Permission denied',
    });
    expect(house.logged.some(({ words }) => words.includes('refused a membership command'))).to.equal(true);
  });
});

describe('a state that is chosen without a call', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    ({ house, zhang } = await openSeatedHouse());
  });
  afterEach(() => house.close());

  const reasons = () => house.pbx.membershipsOf('1001').map(({ paused, reason }) => paused && reason);

  it('is a pause with its reason, and 示闲 lifts it', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '培训' });
    expect(reasons()).to.deep.equal(['培训', '培训']);
    expect(house.hotline.floor.seat('1001')).to.include({ state: 'BREAK', reason: '培训' });
    await house.hotline.chooseState.now(zhang, { state: 'BUSY', reason: '' });
    expect(house.hotline.floor.seat('1001')?.state).to.equal('BUSY');
    await house.hotline.chooseState.now(zhang, { state: 'READY', reason: '' });
    expect(house.hotline.floor.seat('1001')?.state).to.equal('READY');
  });

  it('is refused for a break reason that the site does not know, or one that would break a line', async () => {
    for (const reason of ['', '睡觉', '用餐\r\nAction: Originate'])
      expect(await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason })).to.include({
        outcome: 'refused',
        code: 'bad-reason',
      });
  });

  it('is undone, with the exchange’s words, when the exchange refuses it', async () => {
    house.pbx.refuses = () => 'Interface not found';
    const answer = house.hotline.chooseState.now(zhang, { state: 'BUSY', reason: '' });
    await house.timer.advance(1500);
    expect(await answer).to.include({ outcome: 'refused', code: 'pbx-refused' });
    expect(JSON.stringify(await answer)).to.contain('Interface not found');
    expect(house.hotline.desks.of(zhang).chosen.state).to.equal('READY');
  });

  it('is taken over from the exchange when it pauses a seat that let a call ring', async () => {
    await house.timer.advance(5000);
    house.pbx.pauseFromOutside('1001', true, 'Auto-Pause', 'policy');
    await turns();
    expect(house.hotline.desks.of(zhang).chosen).to.include({ state: 'BUSY' });
    expect(reasons()).to.deep.equal(['示忙', '示忙']);
  });

  it('is not confused by the late echo of our own command', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    await house.hotline.chooseState.now(zhang, { state: 'READY', reason: '' });
    house.pbx.pauseFromOutside('1001', true, '用餐');
    await turns();
    expect(house.hotline.desks.of(zhang).chosen.state).to.equal('READY');
    expect(reasons()).to.deep.equal([false, false]);
  });
});
