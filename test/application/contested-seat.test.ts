import { expect } from 'chai';
import type { Desk } from '../../bridge/application/desk.ts';
import type { Account } from '../../bridge/application/store.ts';
import { unsettledWords } from '../../bridge/application/unsettled-words.ts';
import { turns } from './hand-timer.ts';
import { content, type House, openSeatedHouse } from './house.ts';

const second = 1_000;
const minute = 60 * second;

describe('a seat whose pause another program keeps lifting', () => {
  let house: House;
  let zhang: Account;
  let desk: Desk;

  beforeEach(async () => {
    ({ house, zhang, desk } = await openSeatedHouse());
    house.pbx.citizenCalls('13874801115').rings('1001').answers('1001').citizenHangsUp();
    await house.timer.advance(5 * second);
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  const paused = () => house.pbx.membershipsOf('1001').map((one) => one.paused && one.reason);
  const unsettled = () => house.hotline.memberships.unsettled('1001');
  const undo = async (times: number, every = 3 * second) => {
    for (let time = 0; time < times; time += 1) {
      house.pbx.pauseFromOutside('1001', false, '');
      await house.timer.advance(every);
    }
  };

  it('has it put back at once a few times, and nobody is told', async () => {
    for (let time = 0; time < 4; time += 1) {
      await undo(1, 100);
      expect(paused()).to.deep.equal(['acw', 'acw']);
    }
    expect(unsettled()).to.equal(null);
  });

  it('does not flap for hours: it is put back at half a minute, and the operator and the log are told once', async () => {
    await undo(2_400);
    const pauses = house.pbx.commands.filter(({ type }) => type === 'pause');
    expect(pauses.length).to.be.within(200, 250);
    const told = unsettled();
    expect(told?.kind).to.equal('contested');
    expect(told === null ? '' : unsettledWords(told)).to.match(
      /反复改动.*每半分钟纠正一次.*请告诉系统管理员/,
    );
    expect(house.logged.filter(({ words }) => words.includes('somebody undoes'))).to.have.length(1);
  });

  it('has it in force again half a minute after that ends, and five quiet minutes later nothing is said of it', async () => {
    await undo(20);
    await house.timer.advance(30 * second);
    expect(paused()).to.deep.equal(['acw', 'acw']);
    expect(unsettled()?.kind).to.equal('contested');
    await house.timer.advance(5 * minute);
    expect(unsettled()).to.equal(null);
  });

  it('has a pause that comes meanwhile taken over: nobody is at the desk', async () => {
    await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: desk.cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    await house.timer.advance(5 * second);
    for (let time = 0; time < 6; time += 1) {
      house.pbx.removeFromOutside('1001', 'policy');
      await house.timer.advance(5 * second);
    }
    expect(unsettled()?.kind).to.equal('contested');
    house.pbx.pauseFromOutside('1001', true, 'Auto-Pause');
    await house.timer.advance(2 * minute);
    expect(desk.chosen.state).to.equal('BUSY');
    expect(paused()).not.to.include(false);
  });

  it('is put right at once where its operator asks for a look (状态不对)', async () => {
    await undo(8);
    expect(paused()).to.deep.equal([false, false]);
    await house.hotline.checkState.check(zhang);
    expect(paused()).to.deep.equal(['acw', 'acw']);
  });

  it('blames nobody for what an exchange forgets that is started again and again', async () => {
    for (let time = 0; time < 8; time += 1) {
      house.pbx.restart();
      await house.timer.advance(10 * second);
    }
    expect(paused()).to.deep.equal(['acw', 'acw']);
    expect(unsettled()).to.equal(null);
  });

  it('does not wait where the operator wishes something else', async () => {
    await undo(8);
    const saved = await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: desk.cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    expect(saved).to.include({ outcome: 'saved' });
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    await turns();
    expect(paused()).to.deep.equal(['用餐', '用餐']);
  });
});
