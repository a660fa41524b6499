import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import type { FloorNews } from '../../bridge/application/watch-floor.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, factsStored, type House, openHouse } from './house.ts';

const number = '13874801115';

describe('the live floor', () => {
  let house: House;
  let zhang: Account;
  let chen: Account;

  beforeEach(async () => {
    house = await openHouse({ ownThreads: true });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    chen = await house.person('chen', ['supervisor']);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const board = (account = chen) => house.hotline.watchFloor.board(account);
  const figure = (id: string, account = chen) => board(account).figures.find((one) => one.id === id)?.value;
  const seat = (name: string) => board().seats.find((row) => row.seat === name);
  const queue = (name: string) => board().queues.find((row) => row.queue === name);

  it('shows who sits where, in which state, with the number masked', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    expect(seat('1001')).to.deep.include({
      accountName: zhang.name,
      agentNo: zhang.agentNo,
      state: 'TALKING',
      caller: '138****1115',
    });
    expect(seat('1002')).to.deep.include({ accountName: null, state: 'LOGGED_OUT', caller: null });
    expect(JSON.stringify(board())).to.not.contain(number);
  });

  it('says why a seat takes no calls in the words that were chosen, and never in a code of ours', async () => {
    const { chooseState, forceState } = house.hotline;
    const shown = async (change: Promise<unknown>) => {
      await change;
      await turns();
      const row = seat('1001');
      return [row?.state, row?.reason];
    };
    expect(await shown(chooseState.now(zhang, { state: 'BUSY', reason: '' }))).to.deep.equal(['BUSY', null]);
    const forced = forceState.force(chen, '1001', 'BUSY', '核对材料');
    expect(await shown(forced)).to.deep.equal(['BUSY', '核对材料']);
    const atLunch = chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    expect(await shown(atLunch)).to.deep.equal(['BREAK', '用餐']);
    await chooseState.now(zhang, { state: 'READY', reason: '' });
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    expect(await shown(turns())).to.deep.equal(['ACW', null]);
  });

  it('counts who waits and what the seats of a queue do', async () => {
    house.pbx.citizenCalls('13900000000');
    await house.timer.advance(1000);
    house.pbx.citizenCalls(number);
    expect(queue('policy')).to.include({ waiting: 2, ready: 1, talking: 0, wrapUp: 0, notReady: 0 });
    expect(queue('policy')?.longestSince).to.equal(house.timer.now() - 1000);
  });

  it('tells changed rows at most ten times a second, and figures twice', async () => {
    const news: FloorNews[] = [];
    await house.timer.advance(2000);
    house.hotline.watchFloor.listen((one) => news.push(one));
    const until = house.timer.now() + 1000;
    while (house.timer.now() < until) {
      house.pbx.citizenCalls(null).citizenHangsUp();
      await house.timer.advance(10);
    }
    expect(news.length).to.be.within(5, 10);
    expect(news.filter(({ figures }) => figures).length).to.be.within(1, 2);
    expect([...(news[0]?.queues ?? [])]).to.deep.equal(['policy']);
  });

  it('shows another unit its own part and no more', () => {
    const other: Account = { ...chen, id: 'id-zhao', unitId: 'cs-kf' };
    house.pbx.citizenCalls(number);
    house.pbx.citizenCalls(number, 'business');
    const theirs = board(other);
    expect(theirs.queues.map((row) => row.queue)).to.deep.equal(['business']);
    expect(theirs.seats).to.deep.equal([]);
    expect(figure('n-in', other)).to.equal(1);
    expect(figure('n-in')).to.equal(2);
  });

  it('keeps today’s figures true at each step of a call', async () => {
    expect(figure('n-in')).to.equal(0);
    const call = house.pbx.citizenCalls(number);
    expect([figure('n-in'), figure('n-queued'), figure('n-waiting')]).to.deep.equal([1, 1, 1]);
    await house.timer.advance(12_000);
    call.rings('1001').answers('1001');
    expect([figure('n-waiting'), figure('n-answered')]).to.deep.equal([0, 1]);
    expect(figure('mean-wait')).to.be.closeTo(12, 0.002);
    expect(figure('in-time-rate-a')).to.equal(1);
    expect(figure('mean-contact')).to.equal(null);
    await house.timer.advance(60_000);
    call.citizenHangsUp();
    expect(figure('mean-contact')).to.be.closeTo(60, 0.002);
    await house.timer.advance(8000);
    await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    expect([figure('n-records'), figure('direct-rate')]).to.deep.equal([1, 1]);
    expect(figure('mean-wrap-up')).to.be.closeTo(8, 0.002);
  });

  it('keeps counting calls that the floor has long forgotten, each once', async () => {
    const many = 1_200;
    for (let n = 0; n < many; n += 1) house.pbx.citizenCalls(null).citizenHangsUp();
    await eventually(async () => {
      await house.timer.advance(1000);
      return house.hotline.floor.knownCalls().length === 0;
    }, 'all calls are stored and forgotten');
    expect(figure('n-in')).to.equal(many);
    const call = house.pbx.citizenCalls(number);
    expect([figure('n-in'), figure('n-waiting')]).to.deep.equal([many + 1, 1]);
    call.citizenHangsUp();
    expect([figure('n-in'), figure('n-waiting'), figure('n-abandoned')]).to.deep.equal([
      many + 1,
      0,
      many + 1,
    ]);
  });

  it('has the night whole in the morning, though nobody looked at midnight', async () => {
    await house.timer.advance(14 * 3_600_000 + 60_000);
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await house.timer.advance(30_000);
    call.citizenHangsUp();
    await turns();
    await house.hotline.closeRecord.save(zhang, 'night', {
      interactionId: house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    await eventually(async () => {
      await house.timer.advance(1000);
      return house.hotline.floor.knownCalls().length === 0;
    }, 'the call is forgotten');
    await house.timer.advance(8 * 3_600_000);
    expect([figure('n-in'), figure('n-answered'), figure('n-records')]).to.deep.equal([1, 1, 1]);
  });

  it('begins the day anew at midnight; a call belongs to the day it came in', async () => {
    await house.timer.advance(14 * 3_600_000 - 5000);
    const call = house.pbx.citizenCalls(number);
    await house.timer.advance(10_000);
    expect(figure('n-in')).to.equal(0);
    call.citizenHangsUp();
    expect(figure('n-in')).to.equal(0);
    house.pbx.citizenCalls('13900000000');
    expect(figure('n-in')).to.equal(1);
  });
});

describe('a figure', () => {
  let house: House;
  let chen: Account;

  beforeEach(async () => {
    house = await openHouse({ ownThreads: true });
    house.pbx.connect();
    chen = await house.person('chen', ['supervisor']);
    const zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  it('leads to its calls and each call to its events, all numbers masked', async () => {
    const answered = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    const lost = house.pbx.citizenCalls('13900000000').citizenHangsUp();
    await factsStored(house, lost.callId);
    const behind = await house.hotline.traceFigures.callsBehind(chen, 'n-abandoned', '2026-11-24', 0);
    if ('outcome' in behind) throw new Error(behind.message);
    expect(behind.figure.value).to.equal(1);
    expect(behind.calls.map(({ callKey }) => callKey)).to.deep.equal([`cs-test/${lost.callId}`]);
    expect(behind.calls[0]?.fact.caller).to.equal('139****0000');

    const events = await house.hotline.traceFigures.eventsOf(chen, `cs-test/${answered.callId}`);
    if ('outcome' in events) throw new Error(events.message);
    const words = events.map(({ summary }) => summary);
    expect(words).to.include('进入队列 政策咨询，位次 1').and.to.include('队列 政策咨询 呼叫座席 1001');
    expect(words).to.include('通道出现，号码 138****1115');
    expect(events.map(({ position }) => position)).to.deep.equal(
      events.map(({ position }) => position).sort((one, two) => one - two),
    );
    expect(JSON.stringify([behind, events]))
      .to.not.contain(number)
      .and.to.not.contain('13900000000');
  });

  it('names in the audit who looks at calls of another unit, in a list too, and nobody for their own', async () => {
    const call = house.pbx.citizenCalls(number, 'business').citizenHangsUp();
    await factsStored(house, call.callId);
    const other = await house.person('zhao', ['supervisor'], 'cs-kf');
    const { traceFigures } = house.hotline;
    for (const account of [chen, other]) {
      await traceFigures.callsBehind(account, 'n-in', '2026-11-24', 0);
      await traceFigures.eventsOf(account, `cs-test/${call.callId}`);
    }
    const looks = (await house.store.audit.read(0, 100)).filter(({ action }) => action.startsWith('trace-'));
    expect(
      looks.map(({ accountId, action, subject, detail }) => [accountId, action, subject, detail]),
    ).to.deep.equal([
      [chen.id, 'trace-figure', 'figure n-in 2026-11-24', 'unit cs-kf'],
      [chen.id, 'trace-call', `call cs-test/${call.callId}`, 'unit cs-kf'],
    ]);
  });

  it('is the same whether it is kept or computed again from what is stored', async () => {
    for (let n = 0; n < 5; n += 1) {
      const call = house.pbx.citizenCalls(`1390000000${n}`);
      await house.timer.advance(n * 4000);
      if (n % 2 === 0) call.rings('1001').answers('1001');
      await house.timer.advance(3000);
      call.citizenHangsUp();
    }
    await house.timer.advance(5000);
    const again = await house.hotline.traceFigures.figuresOf(chen, '2026-11-24');
    if ('outcome' in again) throw new Error(again.message);
    const plain = (rows: typeof again) => rows.map(({ id, value }) => `${id} ${value}`);
    expect(plain(again)).to.deep.equal(plain(house.hotline.watchFloor.figures(chen)));
  });

  it('is traced by nobody without the right, nor into another unit', async () => {
    const call = house.pbx.citizenCalls(number);
    const li = await house.person('li1204');
    const other = await house.person('zhao', ['supervisor'], 'cs-kf');
    const { traceFigures } = house.hotline;
    expect(await traceFigures.callsBehind(li, 'n-in', '2026-11-24', 0)).to.include({ code: 'no-right' });
    expect(await traceFigures.eventsOf(li, `cs-test/${call.callId}`)).to.include({ code: 'no-right' });
    expect(await traceFigures.eventsOf(other, `cs-test/${call.callId}`)).to.include({ code: 'other-unit' });
    expect(await traceFigures.callsBehind(chen, 'no-such', '2026-11-24', 0)).to.include({
      code: 'unknown-figure',
    });
  });
});
