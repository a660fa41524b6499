import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const number = '13874801115';

describe('a seat whose page is lost (失联保持)', () => {
  let house: House;
  let zhang: Account;
  let chen: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    chen = await house.person('chen', ['supervisor']);
    house.hotline.desks.pageOpened(zhang.id);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  const row = (from = house) => from.hotline.watchFloor.board(chen).seats.find(({ seat }) => seat === '1001');
  const queue = () => house.hotline.watchFloor.board(chen).queues.find((one) => one.queue === 'policy');
  const told = () => {
    const seats: string[] = [];
    house.hotline.watchFloor.listen((news) => seats.push(...news.seats));
    return seats;
  };
  const lose = async () => {
    const at = house.timer.now();
    house.hotline.desks.pageGone(zhang.id, at);
    await house.timer.advance(4000);
    return at;
  };

  it('keeps its call, and the floor shows since when nobody is at the page', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    const commands = house.pbx.commands.length;
    const news = told();
    const lostAt = await lose();
    expect(row()).to.deep.include({
      state: 'OFFLINE_HELD',
      telephone: 'TALKING',
      since: lostAt,
      accountName: zhang.name,
      caller: '138****1115',
    });
    expect(news).to.include('1001');
    expect(queue()).to.include({ ready: 0, talking: 1, notReady: 0 });
    expect(house.pbx.commands.slice(commands), 'told to the exchange').to.deep.equal([]);
    expect(house.hotline.desks.of(zhang).cards[0]?.phase).to.equal('talking');
  });

  it('is shown as it is again when the page is back', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await lose();
    const news = told();
    house.hotline.desks.pageOpened(zhang.id);
    await house.timer.advance(200);
    expect(row()).to.include({ state: 'TALKING', telephone: 'TALKING' });
    expect(news).to.deep.equal(['1001']);
  });

  it('without a call is not READY for anybody who looks, though the exchange may ring it', async () => {
    expect(queue()).to.include({ ready: 1, notReady: 0 });
    await lose();
    expect(row()).to.include({ state: 'OFFLINE_HELD', telephone: 'READY' });
    expect(queue()).to.include({ ready: 0, notReady: 1 });
  });

  it('stays so from the call to its wrap-up, with the age of the loss', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const lostAt = await lose();
    call.citizenHangsUp();
    await house.timer.advance(1000);
    expect(row()).to.include({ state: 'OFFLINE_HELD', telephone: 'ACW', since: lostAt });
    expect(queue()).to.include({ ready: 0, talking: 0, wrapUp: 1 });
  });

  it('is on its break all the same', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    await turns();
    await lose();
    expect(row()).to.include({ state: 'BREAK', telephone: 'BREAK', reason: '用餐' });
  });

  it('belongs to whoever sits there: a colleague who takes it over is not lost', async () => {
    await lose();
    const li = await house.person('li1204');
    house.hotline.desks.pageOpened(li.id);
    await house.hotline.signInSeat.signIn(li, { seat: '1001', queues: [], takeOver: true });
    await turns();
    expect(row()).to.include({ state: 'READY', accountName: li.name });
  });

  it('after a restart of the bridge is lost until its page has come back', async () => {
    await eventually(async () => (await house.store.seats.all()).length === 1, 'the ledger');
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(row()).to.include({ state: 'OFFLINE_HELD', telephone: 'READY' });
    house.hotline.desks.pageOpened(zhang.id);
    expect(row()).to.include({ state: 'READY' });
  });
});
