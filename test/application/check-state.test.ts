import { expect } from 'chai';
import type { Desk } from '../../bridge/application/desk.ts';
import type { Account } from '../../bridge/application/store.ts';
import { turns, whatComesOf } from './hand-timer.ts';
import { content, type House, openSeatedHouse } from './house.ts';

const number = '13874801115';
const minute = 60_000;

describe('a seat in a call that is over (状态不对)', () => {
  let house: House;
  let zhang: Account;
  let desk: Desk;

  beforeEach(async () => {
    ({ house, zhang, desk } = await openSeatedHouse());
  });
  afterEach(() => house.close());

  const check = (account = zhang) => whatComesOf(house.hotline.checkState.check(account), house.timer);
  const state = (seat = '1001') => house.hotline.floor.seat(seat)?.state;
  const talk = () => house.pbx.citizenCalls(number).rings('1001').answers('1001');
  const warnings = () => house.logged.filter(({ level }) => level === 'warn');

  it('is freed when its operator says so, and the record stays to be written', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    await house.timer.advance(10_000);
    expect(state()).to.equal('TALKING');
    const answer = await check();
    expect(answer).to.include({ outcome: 'checked', ended: 2 });
    expect(answer.message).to.include('状态已更正').and.include('登记内容都在');
    expect(state()).to.equal('ACW');
    expect(desk.cards.map(({ phase, reconciled }) => ({ phase, reconciled }))).to.deep.equal([
      { phase: 'ended', reconciled: true },
    ]);
    const saved = await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: desk.cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    await turns();
    expect(saved).to.include({ outcome: 'saved' });
    expect(state()).to.equal('READY');
  });

  it('is freed by itself within four minutes', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    await house.timer.advance(4 * minute);
    expect(state()).to.equal('ACW');
    expect(warnings().map(({ facts }) => facts.asked)).to.deep.equal(['watchdog']);
  });

  it('is in the facts as found over, never as ended at a time', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    await check();
    const fact = house.hotline.floor.fact(call.callId);
    expect(fact).to.include({ endedAt: null });
    expect(fact?.endedBefore).to.be.a('string');
    expect(fact?.talks.map(({ to }) => to)).to.deep.equal([null]);
  });

  it('says in the log who asked and which legs, and nothing of the caller', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    await check();
    expect(warnings()).to.have.length(1);
    expect(warnings()[0]?.facts.asked).to.deep.equal({ seat: '1001' });
    expect(warnings()[0]?.facts.legs).to.have.length(2);
    expect(JSON.stringify(house.logged)).not.to.include(number);
  });

  it('is journaled: a bridge that is started again does not talk either', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    await check();
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(state()).to.equal('ACW');
  });

  it('leaves a call that goes on as it is, however often and long', async () => {
    talk();
    house.pbx.citizenCalls('13874802222').rings('1002');
    for (let time = 0; time < 3; time += 1) {
      const answer = await check();
      expect(answer).to.include({ outcome: 'checked', ended: 0 });
      expect(answer.message).to.include('一致');
    }
    await house.timer.advance(60 * minute);
    expect(state()).to.equal('TALKING');
    expect(state('1002')).to.equal('RINGING');
    expect(warnings()).to.deep.equal([]);
  });

  it('waits for an end that is on its way, so that it keeps its time', async () => {
    const call = talk();
    house.pbx.vanish(call.callId);
    const checked = house.hotline.checkState.check(zhang);
    await house.timer.advance(500);
    call.citizenHangsUp();
    await house.timer.advance(2_000);
    expect(await checked).to.include({ outcome: 'checked', ended: 0 });
    expect(house.hotline.floor.fact(call.callId)?.endedAt).to.be.a('string');
  });

  it('asks for the callers of the calls that the seat is in, and for nobody else’s legs', async () => {
    talk();
    house.pbx.citizenCalls('13874802222').rings('1002').answers('1002');
    await check();
    expect(house.pbx.asked.map((legs) => legs.length)).to.deep.equal([2]);
  });

  it('has a pause put right that somebody lifted without its being told', async () => {
    talk();
    await turns();
    house.pbx.unheard(() => house.pbx.pauseFromOutside('1001', false, ''));
    expect(house.pbx.membershipsOf('1001').map(({ paused }) => paused)).to.deep.equal([false, false]);
    const answer = await check();
    expect(answer.message).to.include('队列或示忙与话务系统有出入，已更正');
    await house.timer.advance(5_000);
    expect(house.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
  });

  it('is put back into a queue that somebody took it out of without its being told', async () => {
    house.pbx.unheard(() => house.pbx.removeFromOutside('1001', 'policy'));
    expect(house.pbx.membershipsOf('1001').map(({ queue }) => queue)).to.deep.equal(['business']);
    const answer = await check();
    expect(answer.message).to.include('已更正').and.not.include('一致');
    expect(house.pbx.membershipsOf('1001').map(({ queue }) => queue)).to.have.members(['policy', 'business']);
  });

  it('has a pause taken over, not undone, that was set by others for a seat that is ready', async () => {
    await house.timer.advance(5_000);
    house.pbx.unheard(() => house.pbx.pauseFromOutside('1001', true, ''));
    await check();
    await house.timer.advance(5_000);
    expect(desk.chosen.state).to.equal('BUSY');
    expect(house.pbx.membershipsOf('1001').map(({ paused }) => paused)).to.deep.equal([true, true]);
  });

  it('is told of its end, too, where its queues cannot be asked for', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    house.pbx.silentOfQueues = true;
    const answer = await check();
    expect(answer).to.include({ outcome: 'checked', ended: 2 });
    expect(answer.message).to.include('状态已更正').and.include('没有核对成');
  });

  it('is looked at once, however often that is asked for meanwhile', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    const all = Promise.all([1, 2, 3].map(() => house.hotline.checkState.check(zhang)));
    const answers = await whatComesOf(all, house.timer);
    expect(new Set(answers.map(({ outcome }) => outcome))).to.deep.equal(new Set(['checked']));
    // first look, the whole calls, second look
    expect(house.pbx.asked).to.have.lengthOf(3);
  });

  it('does not touch who sits elsewhere', async () => {
    const li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await turns();
    const before = house.pbx.commands.length;
    await check();
    expect(house.pbx.commands.slice(before)).to.deep.equal([]);
    expect(house.hotline.desks.of(li).chosen.state).to.equal('READY');
  });

  it('is not judged while the exchange cannot be asked: words, and nothing is changed', async () => {
    const call = talk();
    house.pbx.unheard(() => call.citizenHangsUp());
    house.pbx.silent = true;
    const silent = await check();
    expect(silent).to.include({ outcome: 'refused', code: 'pbx-refused' });
    expect(silent.message).to.include('没有核对成').and.include('登记内容不受影响');
    house.pbx.silent = false;
    house.pbx.lose();
    const lost = await check();
    expect(lost).to.include({ outcome: 'refused', code: 'pbx-lost' });
    expect(lost.message).to.include('连接恢复后会自动核对');
    expect(state()).to.equal('TALKING');
  });

  it('is asked for by who sits there alone', async () => {
    const li = await house.person('li1204');
    expect(await check(li)).to.include({ outcome: 'refused', code: 'not-signed-in' });
    const clerk = await house.person('wang1205', ['knowledge-editor']);
    expect(await check(clerk)).to.include({ outcome: 'refused', code: 'no-right' });
  });

  it('spreads its questions: of many calls a few at a time, and each within its round', async () => {
    const calls = Array.from({ length: 48 }, (_, n) => house.pbx.citizenCalls(`1387480${1000 + n}`));
    await house.timer.advance(2 * minute + 5_000);
    house.pbx.asked.length = 0;
    await house.timer.advance(2 * minute);
    expect(Math.max(...house.pbx.asked.map((legs) => legs.length))).to.equal(2);
    expect(new Set(house.pbx.asked.flat())).to.deep.equal(new Set(calls.map(({ callId }) => callId)));
  });
});
