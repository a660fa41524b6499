import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { turns } from './hand-timer.ts';
import { content, factsStored, type House, openHouse } from './house.ts';

const answer = {
  articleId: 'P001',
  articleRev: 1,
  clauseNo: '第六条',
  title: '住房公积金提取管理办法',
  docNo: null,
  validityAtAnswer: '现行有效',
  rank: 1,
};

describe('one’s own day (我的今日)', () => {
  let house: House;
  let zhang: Account;
  let wang: Account;
  let lead: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    wang = await house.person('wang1204');
    lead = await house.person('li0001', ['team-lead']);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await house.hotline.signInSeat.signIn(wang, { seat: '1002', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const day = async (account: Account) => {
    const told = await house.hotline.ownDay.today(account);
    if ('outcome' in told) throw new Error(told.message);
    return Object.fromEntries(told.figures.map(({ id, value }) => [id, value]));
  };
  const ofFloor = () =>
    Object.fromEntries(house.hotline.watchFloor.figures(lead).map(({ id, value }) => [id, value]));

  /** A talk of so many seconds, its record so many seconds later. */
  async function call(account: Account, seat: string, talk: number, wrapUp: number): Promise<string> {
    const citizen = house.pbx
      .citizenCalls(`1387480${1000 + talk}`)
      .rings(seat)
      .answers(seat);
    await turns();
    await house.timer.advance(talk * 1000);
    citizen.citizenHangsUp();
    await turns();
    await house.timer.advance(wrapUp * 1000);
    const card = house.hotline.desks.of(account).cards.find(({ callId }) => callId === citizen.callId);
    const wish = {
      interactionId: card?.interactionId ?? '',
      baseRev: 0,
      content: { ...content, outcomeCode: 'D1' as const, answers: [answer] },
    };
    await house.hotline.closeRecord.save(account, `s-${citizen.callId}`, wish);
    await turns();
    await factsStored(house, citizen.callId);
    return citizen.callId;
  }

  it('counts one’s own calls and records alone, and all of them together are the floor’s', async () => {
    await call(zhang, '1001', 60, 20);
    await call(zhang, '1001', 120, 40);
    await call(wang, '1002', 30, 10);
    const mine = await day(zhang);
    expect(mine).to.include({ 'n-answered': 2, 'n-records': 2, 'n-answers-used': 2, 'direct-rate': 1 });
    expect(mine['mean-contact']).to.be.closeTo(90, 0.5);
    expect(mine['mean-wrap-up']).to.be.closeTo(30, 0.5);
    const others = await day(wang);
    for (const id of ['n-answered', 'n-records', 'n-answers-used'])
      expect((mine[id] ?? 0) + (others[id] ?? 0), id).to.equal(ofFloor()[id]);
  });

  it('of the only one at work is what the floor shows, figure by figure', async () => {
    await call(zhang, '1001', 45, 15);
    const floor = ofFloor();
    for (const [id, value] of Object.entries(await day(zhang))) expect(value, id).to.equal(floor[id]);
  });

  it('counts a call whose record is still open, and is the same after a restart of the bridge', async () => {
    await call(zhang, '1001', 60, 20);
    const open = house.pbx.citizenCalls('13900000000').rings('1001').answers('1001');
    await turns();
    await house.timer.advance(10_000);
    open.citizenHangsUp();
    await turns();
    await factsStored(house, open.callId);
    const before = await day(zhang);
    expect(before).to.include({ 'n-answered': 2, 'n-records': 1 });
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(await day(zhang)).to.deep.equal(before);
  });

  it('carries the formula of each figure, and has no value where there was nothing', async () => {
    const told = await house.hotline.ownDay.today(zhang);
    if ('outcome' in told) throw new Error(told.message);
    for (const { formula, basis, value, denominator } of told.figures) {
      expect(formula).to.not.equal('');
      expect(basis).to.not.equal('');
      expect(value).to.equal(denominator === null ? 0 : null);
    }
    expect(await house.hotline.ownDay.today(lead)).to.include({ outcome: 'refused', code: 'no-right' });
  });
});
