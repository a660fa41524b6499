import { expect } from 'chai';
import type { DialRules } from '../../../bridge/application/dialling.ts';
import type { Embedder } from '../../../bridge/application/embedding/embedder.ts';
import type { Account } from '../../../bridge/application/store.ts';
import { turns } from '../hand-timer.ts';
import { content, type House, openHouse } from '../house.ts';

const rules: DialRules = {
  emergency: ['110'],
  allows: (number) => /^(1[3-9]\d{9}|0731\d{8}|110)$/.test(number),
  mayGoOn: () => false,
  directory: [],
  perSeatAndHour: 50,
  basis: '测试规程',
};

const orders: Embedder = {
  origin: 'https://gd.example.gov.cn',
  name: '市工单系统',
  events: ['call'],
  fullNumber: { basis: '对接协议第5条' },
  dial: { prefixes: ['138', '0207'], perSeatAndHour: 2, basis: '试行办法' },
};
const stranger = 'https://evil.example';
const plain: Embedder = {
  ...orders,
  origin: 'https://zx.example.gov.cn',
  name: '咨询平台',
  fullNumber: null,
  dial: null,
};

describe('what another system gets through an operator’s panel', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse({ dialling: rules, embedders: [orders, plain] });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  const dial = (origin: string, number: string) => house.hotline.embedding.dial(zhang, origin, number);
  const dialled = () => house.pbx.commands.filter(({ type }) => type === 'originate').length;
  const audited = async (action: string) =>
    (await house.store.audit.read(0, 100)).filter((entry) => entry.action === action);

  it('a call, to the numbers that the city lets it ask for', async () => {
    expect(await dial(orders.origin, '13800001115')).to.deep.equal({ outcome: 'done' });
    expect(dialled()).to.equal(1);
    const [entry] = await audited('dial-for-embedder');
    expect(entry).to.include({ subject: 'seat 1001', success: true });
    expect(entry?.detail).to.contain(orders.origin);
  });

  it('no other number, also not one that the seat itself may dial; and the list of all calls holds as well', async () => {
    expect(await dial(orders.origin, '13900001115')).to.include({ code: 'not-allowed' });
    expect(await dial(orders.origin, '110')).to.include({ code: 'not-allowed' });
    expect(await dial(orders.origin, '02070001115')).to.include({ code: 'not-allowed' });
    expect(dialled()).to.equal(0);
    expect((await audited('dial-for-embedder')).map(({ success }) => success)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('no call at all where it is not configured to, or not configured', async () => {
    expect(await dial(plain.origin, '13800001115')).to.include({ code: 'not-configured' });
    expect(await dial(stranger, '13800001115')).to.include({ code: 'not-configured' });
    expect(dialled()).to.equal(0);
  });

  it('no more calls in an hour than the city says, in words that name the basis', async () => {
    for (const outcome of ['done', 'done', 'refused'])
      expect(await dial(orders.origin, '13800001115')).to.include({ outcome });
    const over = await dial(orders.origin, '13800001115');
    expect(over).to.include({ code: 'too-many-calls' });
    expect(over).to.have.property('message').that.contains('试行办法').and.contains('市工单系统');
    await house.timer.advance(3_600_001);
    expect(await dial(orders.origin, '13800001115')).to.deep.equal({ outcome: 'done' });
  });

  it('nothing through somebody who takes no calls', async () => {
    const chen = await house.person('chen', ['supervisor']);
    expect(await house.hotline.embedding.dial(chen, orders.origin, '13800001115')).to.include({
      code: 'no-right',
    });
    expect(await house.hotline.embedding.number(chen, orders.origin, 'any')).to.include({ code: 'no-right' });
  });

  describe('the full number', () => {
    const ring = async () => {
      const { callId } = house.pbx.citizenCalls('13874801115').rings('1001').answers('1001');
      await turns();
      return callId;
    };
    const number = (origin: string, callId: string) => house.hotline.embedding.number(zhang, origin, callId);

    it('of the operator’s own call, with the city’s basis in the audit', async () => {
      const callId = await ring();
      expect(await number(orders.origin, callId)).to.include({ outcome: 'number', number: '13874801115' });
      const [entry] = await audited('tell-full-number');
      expect(entry?.detail).to.equal(`${orders.origin} 对接协议第5条`);
    });

    it('to no other system, of no other call; each refusal is in the audit', async () => {
      const callId = await ring();
      expect(await number(plain.origin, callId)).to.include({ code: 'not-configured' });
      expect(await number(stranger, callId)).to.include({ code: 'not-configured' });
      expect(await number(orders.origin, 'another')).to.include({ code: 'unknown-call' });
      expect((await audited('tell-full-number')).map(({ success }) => success)).to.deep.equal([
        false,
        false,
        false,
      ]);
    });

    it('not of who asked to be kept confidential', async () => {
      const callId = await ring();
      const [card] = house.hotline.desks.of(zhang).cards;
      if (card?.record == null) throw new Error('no record');
      card.record.saved = { ...content, confidential: true };
      expect(await number(orders.origin, callId)).to.include({ code: 'confidential' });
    });
  });
});

describe('a record that another system points to', () => {
  it('opens for who wrote it, and is not told apart from none for others', async () => {
    const house = await openHouse();
    try {
      house.pbx.connect();
      const zhang = await house.person('zhang1203');
      const li = await house.person('li1204');
      await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
      await turns();
      house.pbx.citizenCalls('13874801115').rings('1001').answers('1001').citizenHangsUp();
      await turns();
      const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? expect.fail('no card');
      const saved = await house.hotline.closeRecord.save(zhang, 'c1', { interactionId, baseRev: 0, content });
      if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved));
      const own = await house.hotline.ownRecord.read(zhang, saved.recordNo);
      expect(own).to.deep.include({ recordNo: saved.recordNo, content });
      const others = await house.hotline.ownRecord.read(li, saved.recordNo);
      const none = await house.hotline.ownRecord.read(li, 'CS20990101000001');
      expect(others).to.include({ code: 'no-record' });
      expect(none).to.include({ code: 'no-record' });
    } finally {
      await house.close();
    }
  });
});
