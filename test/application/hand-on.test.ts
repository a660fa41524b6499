import { expect } from 'chai';
import type { DialRules } from '../../bridge/application/dialling.ts';
import type { Account } from '../../bridge/application/store.ts';
import type { HandOverNotes } from '../../bridge/domain/record/hand-over.ts';
import { turns } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const rules: DialRules = {
  emergency: ['110'],
  allows: (number) => ['110', '12315'].includes(number),
  mayGoOn: (extension) => extension === '9110',
  directory: [{ name: '12315 市场监管', number: '12315', note: '消费投诉', topics: [] }],
  perSeatAndHour: 1,
  basis: '测试规程',
};

const notes: HandOverNotes = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: null,
  regionBasis: 'line',
  question: '营业执照怎么办',
  answers: [],
  outcomeCode: null,
  outcomeNote: '',
  flags: [],
  confidential: false,
};

describe('a citizen is handed on from the panel', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse({ dialling: rules });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    house.pbx.commands.length = 0;
  });
  afterEach(() => house.close());

  const inTalk = async () => {
    const { callId } = house.pbx.citizenCalls('13874801115').rings('1001').answers('1001');
    await turns();
    house.pbx.commands.length = 0;
    return callId;
  };
  const given = () => house.pbx.commands.map(({ type }) => type).filter((type) => type !== 'pause');
  const audited = async () =>
    (await house.store.audit.read(0, 100)).filter(({ action }) => /call-out|hand-on/.test(action));

  it('to nobody whom the site does not list: the exchange is not even asked', async () => {
    const callId = await inTalk();
    const { handOn, callOut } = house.hotline;
    for (const number of ['13800000000', '0044207946000', '9110', '1100']) {
      const target = { kind: 'number', number } as const;
      expect(await handOn.consult(zhang, callId, target, null), number).to.include({ code: 'not-allowed' });
      expect(await handOn.transfer(zhang, callId, target, null), number).to.include({ code: 'not-allowed' });
      expect(await callOut.dial(zhang, target), number).to.include({ code: 'not-allowed' });
    }
    const nobody = await handOn.consult(zhang, callId, { kind: 'seat', seat: '9999' }, null);
    expect(nobody).to.include({ code: 'no-target' });
    const own = await handOn.consult(zhang, callId, { kind: 'seat', seat: '1001' }, null);
    expect(own).to.include({ code: 'own-seat' });
    const away = await handOn.consult(zhang, callId, { kind: 'seat', seat: '1002' }, null);
    expect(away).to.include({ code: 'target-not-there' });
    expect(given()).to.deep.equal([]);
  });

  it('to 110 by the number that the dialplan has, told where it ends, and in the audit', async () => {
    const callId = await inTalk();
    const asked = house.hotline.handOn.consult(zhang, callId, { kind: 'number', number: '110' }, notes);
    await turns();
    expect(house.pbx.commands).to.deep.include({
      type: 'consult',
      channel: house.hotline.floor.call(callId)?.parties[0]?.channel,
      context: 'seats',
      extension: '9110',
      mayGoOn: true,
    });
    await house.timer.advance(5_000);
    expect(await asked, 'nothing came of it').to.include({ code: 'not-begun' });
    expect(house.hotline.desks.of(zhang).cards[0]?.handedOn).to.equal(null);
    expect((await audited()).map(({ success }) => success)).to.deep.equal([false]);
  });

  it('not by another than who has the call, and not where the exchange cannot', async () => {
    const callId = await inTalk();
    const li = await house.person('li1204');
    const target = { kind: 'number', number: '12315' } as const;
    expect(await house.hotline.handOn.transfer(li, callId, target, null)).to.include({ code: 'no-call' });
    const chen = await house.person('chen', ['supervisor']);
    expect(await house.hotline.handOn.transfer(chen, callId, target, null)).to.include({ code: 'no-right' });
    house.pbx.capabilities = { ...house.pbx.capabilities, transfer: false, mute: false };
    const cannot = await house.hotline.handOn.transfer(zhang, callId, target, null);
    expect(cannot).to.include({ code: 'not-capable' });
    expect(await house.hotline.controlCall.mute(zhang, callId, true)).to.include({ code: 'not-capable' });
    expect(given()).to.deep.equal([]);
  });

  it('and while a telephone consults by itself, the panel leaves it to the telephone', async () => {
    const call = house.pbx.citizenCalls('13874801115').rings('1001').answers('1001');
    call.consults('1001', '1002');
    await turns();
    const { handOn } = house.hotline;
    for (const act of [
      handOn.cancelConsult(zhang, call.callId),
      handOn.completeConsult(zhang, call.callId, null),
      handOn.conference(zhang, call.callId),
    ])
      expect(await act).to.include({ code: 'by-telephone' });
  });

  it('muted is what the exchange answered, of this channel alone', async () => {
    const callId = await inTalk();
    house.pbx.refuses = ({ type }) => (type === 'mute' ? 'No such function' : null);
    expect(await house.hotline.controlCall.mute(zhang, callId, true)).to.include({ code: 'pbx-refused' });
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card?.muted).to.include({ on: false });
    house.pbx.refuses = () => null;
    expect(await house.hotline.controlCall.mute(zhang, callId, true)).to.deep.equal({ outcome: 'done' });
    expect(card?.muted).to.deep.equal({ channel: card?.channel, on: true });
  });

  it('外呼 is limited by seat and hour, counted where it was begun, and each is in the audit', async () => {
    const { callOut } = house.hotline;
    const target = { kind: 'number', number: '12315' } as const;
    house.pbx.refuses = () => 'congestion';
    expect(await callOut.dial(zhang, target)).to.include({ code: 'pbx-refused' });
    house.pbx.refuses = () => null;
    expect(await callOut.dial(zhang, target)).to.deep.equal({ outcome: 'done' });
    const over = await callOut.dial(zhang, target);
    expect(over).to.include({ code: 'too-many-calls' });
    expect(over).to.have.property('message').that.contains('测试规程');
    const emergency = await callOut.dial(zhang, { kind: 'number', number: '110' });
    expect(emergency, 'never limited').to.deep.equal({ outcome: 'done' });
    await house.timer.advance(3_600_001);
    expect(await callOut.dial(zhang, target), 'an hour later').to.deep.equal({ outcome: 'done' });
    expect((await audited()).map(({ success }) => success)).to.deep.equal([false, true, false, true, true]);
  });

  it('the directory shows who is there now', async () => {
    const li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await turns();
    const answer = house.hotline.readDirectory.read(zhang);
    if (answer.outcome !== 'directory') throw new Error('refused');
    expect(answer.directory.emergency).to.deep.equal([{ number: '110', name: '公安报警' }]);
    expect(
      answer.directory.seats.map(({ seat }) => seat),
      'not one’s own',
    ).to.not.include('1001');
    expect(answer.directory.outside.map(({ number }) => number)).to.deep.equal(['12315']);
  });
});
