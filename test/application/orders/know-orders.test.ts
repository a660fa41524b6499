import { expect } from 'chai';
import { deskMessage } from '../../../bridge/adapters/websocket/desk-message.ts';
import type { OpenOrder, OrderBook, OrdersAnswer } from '../../../bridge/application/ports.ts';
import type { Account } from '../../../bridge/application/store.ts';
import { eventually, turns } from '../hand-timer.ts';
import { content, type House, openHouse } from '../house.ts';

const order: OpenOrder = {
  orderNo: 'GD-7',
  title: '路灯不亮',
  state: '办理中',
  unit: null,
  openedAt: null,
  dueAt: null,
  confidential: false,
  url: null,
};

/** An order system that answers when the test lets it. */
class HeldOrders implements OrderBook {
  readonly name = '市工单系统';
  numberBasis: string | null = null;
  readonly asked: { number: string; answer: (answer: OrdersAnswer) => void }[] = [];

  openOrdersOf(number: string): Promise<OrdersAnswer> {
    return new Promise((answer) => this.asked.push({ number, answer }));
  }
}

describe('open orders of who calls (未办结工单)', () => {
  let house: House;
  let book: HeldOrders;
  let zhang: Account;
  before(async () => {
    book = new HeldOrders();
    house = await openHouse({ orderBook: book });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  after(() => house.close());
  beforeEach(() => {
    book.asked.length = 0;
  });

  const card = () => deskMessage(house.hotline, zhang).cards.at(-1);
  const close = async (call: { citizenHangsUp(): unknown }) => {
    call.citizenHangsUp();
    const { interactionId } = card() ?? { interactionId: '' };
    await house.hotline.closeRecord.save(zhang, interactionId, { interactionId, baseRev: 0, content });
  };

  it('are asked for with the pop, which does not wait for them, and shown as they arrive', async () => {
    const call = house.pbx.citizenCalls('13874801115').rings('1001');
    expect(card()).to.deep.include({ phase: 'ringing', orders: { outcome: 'asking' } });
    await eventually(async () => card()?.callerKnown === 'read', 'the caller known beside it');
    expect(book.asked.map(({ number }) => number)).to.deep.equal(['13874801115']);
    book.asked[0]?.answer({ outcome: 'orders', orders: [order], more: false });
    await turns();
    expect(card()?.orders).to.deep.equal({ outcome: 'orders', orders: [order], more: false });
    expect(deskMessage(house.hotline, zhang).orderSystem).to.equal('市工单系统');
    call.answers('1001');
    await close(call);
  });

  it('that are not told leave all else as it is, and are asked for again by a press', async () => {
    const call = house.pbx.citizenCalls('13874801116').rings('1001').answers('1001');
    book.asked[0]?.answer({ outcome: 'silent', zh: '工单系统未应答。' });
    await eventually(async () => card()?.callerKnown === 'read', 'the caller known');
    expect(card()).to.deep.include({
      phase: 'talking',
      orders: { outcome: 'silent', zh: '工单系统未应答。' },
    });
    expect(house.hotline.orders.again(zhang, call.callId)).to.deep.equal({ outcome: 'done' });
    await turns();
    expect(card()?.orders).to.deep.equal({ outcome: 'asking' });
    expect(book.asked).to.have.length(2);
    book.asked[1]?.answer({ outcome: 'orders', orders: [], more: false });
    await turns();
    expect(card()?.orders).to.deep.equal({ outcome: 'orders', orders: [], more: false });
    await close(call);
  });

  it('are one question while a call goes from seat to seat', async () => {
    const li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    const call = house.pbx.citizenCalls('13874801117').rings('1001').rings('1002');
    expect(book.asked).to.have.length(1);
    book.asked[0]?.answer({ outcome: 'orders', orders: [order], more: false });
    await turns();
    expect(deskMessage(house.hotline, li).cards.at(-1)?.orders).to.include({ outcome: 'orders' });
    call.answers('1001');
    await turns();
    expect(deskMessage(house.hotline, li).cards.at(-1)?.orders, 'it went elsewhere').to.equal(null);
    await close(call);
    await house.hotline.signInSeat.signOut(li);
  });

  it('are asked for by the number itself only with an entry in the audit, that names its basis', async () => {
    const told = async () =>
      (await house.store.audit.read(0, 500)).filter(({ action }) => action === 'tell-full-number');
    const quiet = house.pbx.citizenCalls('13874801118').rings('1001').answers('1001');
    await turns();
    await close(quiet);
    expect(await told(), 'a digest tells nobody').to.deep.equal([]);
    book.numberBasis = '对接协议第5条';
    const call = house.pbx.citizenCalls('13874801120').rings('1001').answers('1001');
    const interactionId = card()?.interactionId;
    await eventually(async () => (await told()).length === 1, 'audited');
    expect((await told())[0]).to.include({
      subject: `interaction ${interactionId}`,
      detail: '市工单系统 对接协议第5条',
    });
    book.numberBasis = null;
    await close(call);
  });

  it('are asked for neither by a withheld number nor between seats', async () => {
    const call = house.pbx.citizenCalls(null).rings('1001').answers('1001');
    await turns();
    expect(card()).to.include({ number: null, orders: null, callerKnown: 'nobody' });
    expect(book.asked).to.have.length(0);
    expect(house.hotline.orders.again(zhang, call.callId)).to.include({ code: 'no-orders' });
    await close(call);
  });
});

describe('what is known of a caller before and without the store', () => {
  it('is nothing: neither a first call nor an empty history is said of them', async () => {
    const house = await openHouse();
    house.pbx.connect();
    const zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    const card = () => deskMessage(house.hotline, zhang).cards.at(-1);
    house.pbx.citizenCalls('13874801115').rings('1001');
    expect(card()).to.include({ callerKnown: 'reading', callsThisWeek: 0, orders: null });
    await eventually(async () => card()?.callerKnown === 'read', 'the caller known');
    expect(card()).to.include({ callsThisWeek: 1 });

    const { records } = house.store;
    const { ofCaller } = records;
    records.ofCaller = () => Promise.reject(new Error('the disk is gone'));
    house.pbx.citizenCalls('13874801119').rings('1001');
    await eventually(async () => card()?.callerKnown === 'unreadable', 'told');
    records.ofCaller = ofCaller;
    await house.close();
  });

  it('counts no record of this very call among the earlier ones', async () => {
    const house = await openHouse();
    house.pbx.connect();
    const zhang = await house.person('zhang1203');
    const li = await house.person('li1204');
    const { signInSeat, closeRecord, desks } = house.hotline;
    await signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await turns();
    const written = async (number: string, again: boolean) => {
      const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
      const { interactionId } = desks.of(zhang).cards.at(-1) ?? { interactionId: '' };
      await closeRecord.save(zhang, interactionId, { interactionId, baseRev: 0, content });
      if (again) {
        call.citizenHangsUp();
        house.pbx.citizenCalls(number).rings('1002');
      } else call.rings('1002');
      const card = () => deskMessage(house.hotline, li).cards.at(-1);
      await eventually(async () => card()?.callerKnown === 'read', 'the caller known');
      return card()?.history.length;
    };
    expect(await written('13874801115', false)).to.equal(0);
    expect(await written('13874801116', true)).to.equal(1);
    await house.close();
  });
});
