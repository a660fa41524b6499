import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns, whatComesOf } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const number = '13874801115';

describe('signing in at a seat (签入)', () => {
  let house: House;
  let zhang: Account;
  let li: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    li = await house.person('li1204');
  });
  afterEach(() => house.close());

  const signIn = (account: Account, seat: string, takeOver = false, queues: string[] = []) =>
    house.hotline.signInSeat.signIn(account, { seat, queues, takeOver });
  const queuesOf = (seat: string) => house.pbx.membershipsOf(seat).map(({ queue }) => queue);

  it('joins each queue paused and makes the seat ready afterwards', async () => {
    expect(await signIn(zhang, '1001')).to.deep.equal({ outcome: 'done' });
    const kinds = house.pbx.commands.map((command) =>
      'paused' in command ? `${command.type} ${command.paused ? 'paused' : 'ready'}` : command.type,
    );
    expect(kinds).to.deep.equal(['join-queue paused', 'join-queue paused', 'pause ready']);
    expect(house.hotline.floor.seat('1001')?.state).to.equal('READY');
  });

  it('joins the queues that were chosen', async () => {
    await signIn(zhang, '1001', false, ['business']);
    expect(queuesOf('1001')).to.deep.equal(['business']);
  });

  it('is in the ledger when it is acknowledged', async () => {
    await signIn(zhang, '1001');
    expect((await house.store.seats.all()).map(({ seat, accountId }) => ({ seat, accountId }))).to.deep.equal(
      [{ seat: '1001', accountId: zhang.id }],
    );
  });

  it('is refused, with the name of who sits there, unless the seat is taken over', async () => {
    await signIn(zhang, '1001');
    const answer = await signIn(li, '1001');
    expect(answer).to.include({ outcome: 'refused', code: 'seat-taken' });
    expect(JSON.stringify(answer)).to.contain(zhang.name);
    expect(house.hotline.desks.at('1001')?.account.id).to.equal(zhang.id);
  });

  it('takes a seat over explicitly, and who sat there is told', async () => {
    const told: string[] = [];
    house.hotline.desks.watch({ seatTaken: (id, message) => told.push(`${id} ${message}`) });
    await signIn(zhang, '1001');
    expect(await signIn(li, '1001', true)).to.deep.equal({ outcome: 'done' });
    expect(told).to.have.length(1);
    expect(told[0]).to.contain(zhang.id).and.to.contain(li.name);
    expect(house.hotline.desks.of(zhang).session).to.equal(null);
    expect(house.hotline.desks.at('1001')?.account.id).to.equal(li.id);
    expect(queuesOf('1001')).to.have.length(2);
    expect((await house.store.audit.read(0, 50)).map(({ action }) => action)).to.include('take-over-seat');
  });

  it('takes no seat over in the middle of a call', async () => {
    await signIn(zhang, '1001');
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    expect(await signIn(li, '1001', true)).to.include({ outcome: 'refused', code: 'seat-in-call' });
  });

  it('leaves the old seat when somebody moves to another', async () => {
    await signIn(zhang, '1001');
    await signIn(zhang, '1002');
    expect(queuesOf('1001')).to.deep.equal([]);
    expect(queuesOf('1002')).to.have.length(2);
    await eventually(async () => (await house.store.seats.all()).length === 1, 'ledger');
  });

  it('is refused to a role without the right, at an unknown seat, in an unknown queue', async () => {
    const chen = await house.person('chen', ['supervisor']);
    expect(await signIn(chen, '1001')).to.include({ code: 'no-right' });
    expect(await signIn(zhang, '9999')).to.include({ code: 'unknown-seat' });
    expect(await signIn(zhang, '1001', false, ['nowhere'])).to.include({ code: 'unknown-queue' });
    expect(house.pbx.commands).to.deep.equal([]);
  });

  it('is undone when the exchange refuses the queue', async () => {
    house.pbx.refuses = (command) => (command.type === 'join-queue' ? 'No such queue' : null);
    const answer = await whatComesOf(signIn(zhang, '1001'), house.timer);
    expect(answer).to.include({ outcome: 'refused', code: 'pbx-refused' });
    expect(house.hotline.desks.of(zhang).session).to.equal(null);
    await eventually(async () => (await house.store.seats.all()).length === 0, 'ledger');
  });

  it('is kept while the exchange is away, and done when it is back', async () => {
    house.pbx.lose();
    expect(await signIn(zhang, '1001')).to.deep.equal({ outcome: 'done' });
    expect(queuesOf('1001')).to.deep.equal([]);
    house.pbx.connect();
    await turns();
    expect(queuesOf('1001')).to.have.length(2);
  });

  it('gives the seat the pause of a talk that is on there already', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await signIn(zhang, '1001');
    expect(house.pbx.membershipsOf('1001').map(({ paused, reason }) => paused && reason)).to.deep.equal([
      'acw',
      'acw',
    ]);
  });
});

describe('signing out (签出)', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
  });
  afterEach(() => house.close());

  it('leaves all queues and the ledger', async () => {
    expect(await house.hotline.signInSeat.signOut(zhang)).to.deep.equal({ outcome: 'done' });
    expect(house.pbx.membershipsOf('1001')).to.deep.equal([]);
    expect(await house.store.seats.all()).to.deep.equal([]);
  });

  it('is refused while a record is open, and possible once it is parked', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    expect(await house.hotline.signInSeat.signOut(zhang)).to.include({
      outcome: 'refused',
      code: 'record-open',
    });
    const [card] = house.hotline.desks.of(zhang).cards;
    house.hotline.closeRecord.park(zhang, card?.interactionId ?? '');
    expect(await house.hotline.signInSeat.signOut(zhang)).to.deep.equal({ outcome: 'done' });
    expect(house.hotline.desks.of(zhang).cards).to.have.length(1);
  });

  it('is finished when the exchange is back, if it was away', async () => {
    house.pbx.lose();
    expect(await house.hotline.signInSeat.signOut(zhang)).to.deep.equal({ outcome: 'done' });
    expect(await house.store.seats.all()).to.have.length(1);
    house.pbx.connect();
    await eventually(async () => (await house.store.seats.all()).length === 0, 'ledger');
    expect(house.pbx.membershipsOf('1001')).to.deep.equal([]);
  });

  it('is finished by the next bridge, if this one dies in between', async () => {
    house.pbx.lose();
    await house.hotline.signInSeat.signOut(zhang);
    await eventually(
      async () => (await house.store.seats.all())[0]?.pause?.reason === 'signing-out',
      'ledger says leaving',
    );
    house = await house.crash();
    house.pbx.connect();
    await eventually(async () => (await house.store.seats.all()).length === 0, 'ledger');
    expect(house.pbx.membershipsOf('1001')).to.deep.equal([]);
    expect(house.hotline.desks.at('1001')).to.equal(null);
  });

  it('leaves nothing behind when somebody else sits down before it is done', async () => {
    house.pbx.lose();
    await house.hotline.signInSeat.signOut(zhang);
    const li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(li, { seat: '1001', queues: ['policy'], takeOver: false });
    house.pbx.connect();
    await turns();
    expect(house.pbx.membershipsOf('1001').map(({ queue }) => queue)).to.deep.equal(['policy']);
    expect((await house.store.seats.all()).map(({ accountId }) => accountId)).to.deep.equal([li.id]);
  });
});

describe('two people at one seat', () => {
  let house: House;
  let zhang: Account;
  let li: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    li = await house.person('li1204');
  });
  afterEach(() => house.close());

  const signIn = (account: Account, seat: string, takeOver = false) =>
    house.hotline.signInSeat.signIn(account, { seat, queues: [], takeOver });
  const sitsAt = (account: Account) => house.hotline.desks.of(account).session?.seat ?? null;
  const namesAt = (seat: string) => [...(house.pbx.members.get(house.pbx.line(seat))?.values() ?? [])];

  /** Memory, ledger and exchange say the same, also to a bridge that starts anew. */
  const expectSeats = async (seats: Record<string, Account>) => {
    const expected = Object.entries(seats).map(([seat, { id }]) => `${seat} ${id}`);
    await eventually(
      async () => (await house.store.seats.all()).length === expected.length,
      'the ledger has a line for each who sits',
    );
    const check = async () => {
      const ledger = (await house.store.seats.all()).map(({ seat, accountId }) => `${seat} ${accountId}`);
      expect(ledger.sort()).to.deep.equal(expected);
      for (const { seat } of house.hotline.site.seats) {
        const who = seats[seat] ?? null;
        expect(house.hotline.desks.at(seat)?.account.id ?? null, seat).to.equal(who?.id ?? null);
        expect(
          namesAt(seat).map(({ name, paused }) => `${name} ${paused}`),
          seat,
        ).to.deep.equal(who === null ? [] : [`${who.agentNo} false`, `${who.agentNo} false`]);
      }
      for (const account of [zhang, li]) {
        const [at] = Object.entries(seats).find(([, { id }]) => id === account.id) ?? [null];
        expect(sitsAt(account), account.login).to.equal(at);
      }
    };
    await turns();
    await check();
    house = await house.crash();
    house.pbx.connect();
    await turns();
    await check();
  };

  it('are never there: who comes while another moves there is refused', async () => {
    await signIn(zhang, '1001');
    const [moved, came] = await Promise.all([signIn(zhang, '1002'), signIn(li, '1002')]);
    expect(moved).to.deep.equal({ outcome: 'done' });
    expect(came).to.include({ outcome: 'refused', code: 'seat-taken' });
    expect(JSON.stringify(came)).to.contain(zhang.name);
    await expectSeats({ 1002: zhang });
  });

  it('are never there: who comes during a take-over is refused', async () => {
    const wang = await house.person('wang1205');
    await signIn(wang, '1001');
    const [took, came] = await Promise.all([signIn(li, '1001', true), signIn(zhang, '1001')]);
    expect(took).to.deep.equal({ outcome: 'done' });
    expect(came).to.include({ outcome: 'refused', code: 'seat-taken' });
    expect(JSON.stringify(came)).to.contain(li.name);
    expect(sitsAt(wang)).to.equal(null);
    await expectSeats({ 1001: li });
  });

  it('change places with each other, and neither waits for ever', async () => {
    await signIn(zhang, '1001');
    await signIn(li, '1002');
    const both = await Promise.all([signIn(zhang, '1002', true), signIn(li, '1001', true)]);
    expect(both).to.deep.equal([{ outcome: 'done' }, { outcome: 'done' }]);
    await expectSeats({ 1001: li, 1002: zhang });
  });

  it('keep theirs when both ask for the other’s without taking it over', async () => {
    await signIn(zhang, '1001');
    await signIn(li, '1002');
    for (const answer of await Promise.all([signIn(zhang, '1002'), signIn(li, '1001')]))
      expect(answer).to.include({ code: 'seat-taken' });
    await expectSeats({ 1001: zhang, 1002: li });
  });

  it('are never there when the exchange keeps the first one waiting longer than the second one waits', async () => {
    await signIn(zhang, '1001');
    const { pbx } = house;
    const command = pbx.command.bind(pbx);
    const stuck = Promise.withResolvers<void>();
    pbx.command = async (one) => {
      if ('interface' in one && one.interface === pbx.line('1001')) await stuck.promise;
      return command(one);
    };
    const moving = signIn(zhang, '1002');
    const coming = signIn(li, '1002');
    await turns();
    expect(sitsAt(li)).to.equal(null);
    expect(await whatComesOf(coming, house.timer)).to.deep.equal({ outcome: 'done' });
    stuck.resolve();
    const moved = await whatComesOf(moving, house.timer);
    expect(moved).to.include({ outcome: 'refused', code: 'seat-taken' });
    expect(JSON.stringify(moved)).to.contain(li.name);
    await expectSeats({ 1002: li });
  });

  it('do not mix when one is signed out by a team lead while the other sits down there', async () => {
    await signIn(zhang, '1001');
    const chen = await house.person('chen', ['team-lead']);
    const [forced, came] = await Promise.all([
      house.hotline.forceState.force(chen, '1001', 'LOGGED_OUT', '换岗'),
      signIn(li, '1001'),
    ]);
    expect([forced, came]).to.deep.equal([{ outcome: 'done' }, { outcome: 'done' }]);
    await expectSeats({ 1001: li });
  });

  it('stay where they are when the one who takes over cannot leave their own seat', async () => {
    await signIn(zhang, '1001');
    await signIn(li, '1002');
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await turns();
    expect(await signIn(zhang, '1002', true)).to.include({ outcome: 'refused', code: 'record-open' });
    expect([sitsAt(zhang), sitsAt(li)]).to.deep.equal(['1001', '1002']);
  });

  it('do not mix when a leaving from before is gone on with where the other sits now', async () => {
    await signIn(zhang, '1001');
    const { session } = house.hotline.desks.of(zhang);
    if (session === null) throw new Error('not seated');
    await house.hotline.signInSeat.signOut(zhang);
    await signIn(li, '1001');
    await house.hotline.signInSeat.finishLeaving(session);
    await expectSeats({ 1001: li });
  });

  it('leave the seat one after the other while the exchange is away, and nothing stays behind', async () => {
    await signIn(zhang, '1001');
    house.pbx.lose();
    await house.hotline.signInSeat.signOut(zhang);
    await signIn(li, '1001');
    await house.hotline.signInSeat.signOut(li);
    expect((await house.store.seats.all()).map(({ accountId }) => accountId)).to.deep.equal([li.id]);
    house.pbx.connect();
    await expectSeats({});
  });
});

describe('a person whose account is disabled', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
  });
  afterEach(() => house.close());

  it('sits down nowhere, also when that becomes known while they move', async () => {
    const signIn = (seat: string) =>
      house.hotline.signInSeat.signIn(zhang, { seat, queues: [], takeOver: false });
    await signIn('1001');
    const moving = signIn('1002');
    house.hotline.desks.of(zhang).barred = true;
    expect(await moving).to.include({ outcome: 'refused', code: 'disabled' });
    expect(await signIn('1001')).to.include({ outcome: 'refused', code: 'disabled' });
    await eventually(async () => (await house.store.seats.all()).length === 0, 'ledger');
    for (const seat of ['1001', '1002']) expect(house.pbx.membershipsOf(seat), seat).to.deep.equal([]);
  });
});
