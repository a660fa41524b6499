import { expect } from 'chai';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../bridge/protocol/domain.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../asterisk-root.ts';
import { ANSWERS, REJECTS, RINGS } from '../floor.ts';
import { requireService } from '../services.ts';
import type { SipCall } from '../sip-user-agent.ts';
import { oneCity } from './one-city.ts';
import { CONTENT, type Operator } from './operator.ts';

const notes: HandOverNotes = {
  ...CONTENT,
  question: '营业执照怎么办',
  outcomeCode: null,
  outcomeNote: '在园区',
};

describe('a call is muted, handed on and joined by three, beside a real Asterisk', function () {
  this.timeout(150_000);
  this.slow(4_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const { city } = oneCity({
    change: (site) => ({
      ...site,
      dial: { ...site.dial, allowed: [...site.dial.allowed, '12315'] },
      directory: [{ name: '12315 市场监管', number: '12315', note: '', topics: [] }],
      rules: { ...site.rules, callOut: { perSeatAndHour: 1, basis: '测试' } },
    }),
  });

  let zhang: Operator;
  let citizen: SipCall;
  let card: CallCard;

  beforeEach(async () => {
    zhang = await city().operator('zhang1203');
    await city().floor.seat('1001', ANSWERS);
    await zhang.takesSeat('1001', 'policy');
  });

  async function inTalk(): Promise<string> {
    citizen = await city().floor.citizen('1');
    ({ card } = await zhang.cardIn('talking'));
    return card.callId;
  }

  async function colleague(manner = ANSWERS): Promise<Operator> {
    const li = await city().operator('li1204');
    await city().floor.seat('1002', manner);
    await li.takesSeat('1002', 'service-guide');
    return li;
  }

  const cardOf = (operator: Operator, callId: string) =>
    operator.desk.cards.find((one) => one.callId === callId);

  it('静音: the card says so because the exchange said so, and a talk of its own is never muted', async () => {
    const callId = await inTalk();
    await zhang.does({ type: 'mute', callId, muted: true });
    await zhang.shows('it is muted', ({ cards }) => cards[0]?.muted === true);
    await zhang.does({ type: 'mute', callId, muted: false });
    await zhang.shows('it is heard again', ({ cards }) => cards[0]?.muted === false);
  });

  it('咨询 and 取消咨询: the citizen waits and is back; the colleague sees whose call it is and what was found out', async () => {
    const li = await colleague();
    const callId = await inTalk();
    await zhang.does({ type: 'consult', callId, target: { kind: 'seat', seat: '1002' }, notes });
    expect(cardOf(zhang, callId)).to.include({ phase: 'consulting' });
    const asked = await zhang.shows('the colleague is there', ({ cards }) => {
      const consultation = cards[0]?.consultation;
      return consultation?.answered === true && consultation;
    });
    expect(asked).to.include({ by: 'exchange', to: '1002 li1204' });
    const { card: theirs } = await li.cardIn('consulting', { callId });
    expect(theirs.handOver).to.deep.include({ seat: '1001', name: 'zhang1203', notes });
    const during = await zhang.do({ type: 'hang-up', callId });
    expect(during, 'which would hand the citizen on').to.include({ code: 'consulting' });
    await zhang.does({ type: 'cancel-consult', callId });
    expect(cardOf(zhang, callId)).to.include({ phase: 'talking', handedOn: null });
    await citizen.hangUp();
  });

  it('完成转接: the seat is out, its record open with T1; the colleague has the citizen, the notes and a record', async () => {
    const li = await colleague();
    const callId = await inTalk();
    await zhang.does({ type: 'consult', callId, target: { kind: 'seat', seat: '1002' }, notes });
    await li.cardIn('consulting', { callId });
    await zhang.shows('the colleague is there', ({ cards }) => cards[0]?.consultation?.answered === true);
    await zhang.does({ type: 'complete-consult', callId, notes: { ...notes, outcomeNote: '已口头说明' } });
    const { card: over } = await zhang.cardIn('ended', { callId });
    expect(over.handedOn).to.deep.equal({ to: '1002 li1204', outcome: 'T1' });
    expect(over.record?.saved).to.equal(null);
    const { card: theirs } = await li.cardIn('talking', { callId });
    expect(theirs.handOver?.notes.outcomeNote).to.equal('已口头说明');
    // The exchange joins the two before it says why.
    await li.shows('from whom it came', ({ cards }) => cards[0]?.transferredFrom === '1001');
    await citizen.hangUp();
    await li.cardIn('ended', { callId });
    const fact = await city().fact(callId, 'two seats talked', ({ talks }) => talks.length === 2);
    expect(fact.talks.map(({ seat }) => seat)).to.deep.equal(['1001', '1002']);
    expect(fact.transfers.map(({ kind }) => kind)).to.deep.equal(['attended']);
  });

  it('an asked colleague who refuses: the citizen is not lost', async () => {
    const li = await colleague(REJECTS);
    const callId = await inTalk();
    await zhang.do({ type: 'consult', callId, target: { kind: 'seat', seat: '1002' }, notes });
    await zhang.cardIn('talking', { callId });
    await li.cardIn('missed', { callId });
  });

  it('三方 with 110: all three hear each other; the seat leaves, and the citizen goes on with 110', async () => {
    const police = await city().floor.outside('110', ANSWERS);
    const callId = await inTalk();
    await zhang.does({ type: 'consult', callId, target: { kind: 'number', number: '110' }, notes });
    await police.nextCall();
    await zhang.shows('110 is there', ({ cards }) => cards[0]?.consultation?.answered === true);
    await zhang.does({ type: 'conference', callId });
    expect(cardOf(zhang, callId)).to.include({ phase: 'conference', keypad: true });
    expect(cardOf(zhang, callId)?.handedOn).to.deep.equal({ to: '110 公安报警', outcome: 'T3' });
    await zhang.does({ type: 'hang-up', callId });
    await zhang.cardIn('ended', { callId });
    expect(
      city()
        .floor.events('Hangup')
        .some((event) => event.get('Channel').includes('trunk')),
    ).to.be.false;
    await citizen.hangUp();
  });

  it('三方 with a colleague: both cards say so, and who stays has the record', async () => {
    const li = await colleague();
    const callId = await inTalk();
    await zhang.does({ type: 'consult', callId, target: { kind: 'seat', seat: '1002' }, notes });
    await li.cardIn('consulting', { callId });
    await zhang.shows('the colleague is there', ({ cards }) => cards[0]?.consultation?.answered === true);
    await zhang.does({ type: 'conference', callId });
    await li.cardIn('conference', { callId });
    expect(cardOf(zhang, callId)?.handedOn).to.include({ outcome: 'T2' });
    await zhang.does({ type: 'hang-up', callId });
    await li.cardIn('talking', { callId });
    await citizen.hangUp();
    await li.cardIn('ended', { callId });
  });

  it('盲转 to a seat: it rings there with the notes before anybody speaks; a silent seat gives the citizen back to the line', async () => {
    const li = await colleague(RINGS);
    const callId = await inTalk();
    await zhang.does({ type: 'transfer', callId, target: { kind: 'seat', seat: '1002' }, notes });
    const { card: ringing } = await li.cardIn('ringing', { callId });
    expect(ringing.handOver?.notes.question).to.equal('营业执照怎么办');
    await zhang.cardIn('ended', { callId });
    await citizen.hangUp();
  });

  it('盲转 to a line, 咨询 of a line, and keys into the menu of another hotline', async () => {
    const li = await colleague();
    const menu = await city().floor.outside('12315', ANSWERS);
    const callId = await inTalk();
    const early = await zhang.do({ type: 'press-keys', callId, keys: '1' });
    expect(early, 'a citizen has no menu').to.include({ code: 'not-now' });
    await zhang.does({ type: 'consult', callId, target: { kind: 'number', number: '12315' }, notes });
    const atMenu = await menu.nextCall();
    await zhang.shows('keys are of use', ({ cards }) => cards[0]?.keypad === true);
    await zhang.does({ type: 'press-keys', callId, keys: '2#' });
    expect(await atMenu.keysHeard(2)).to.equal('2#');
    await zhang.does({ type: 'cancel-consult', callId });

    await zhang.does({ type: 'consult', callId, target: { kind: 'queue', queue: 'service-guide' }, notes });
    await zhang.shows('the line is there', ({ cards }) => cards[0]?.consultation?.answered === true);
    await zhang.does({ type: 'cancel-consult', callId });
    await li.isIn('READY');

    await zhang.does({ type: 'transfer', callId, target: { kind: 'queue', queue: 'service-guide' }, notes });
    await li.cardIn('talking', { callId });
    await citizen.hangUp();
    const fact = await city().fact(callId, 'two stays', ({ queueStays }) => queueStays.length === 2);
    expect(fact.queueStays.map(({ queue, result }) => `${queue} ${result}`)).to.deep.equal([
      'policy answered',
      'service-guide answered',
    ]);
  });

  it('外呼: the own telephone first, then who was called; a second call within the hour is over the limit, 110 is not', async () => {
    const hotline = await city().floor.outside('12315', ANSWERS);
    await zhang.does({ type: 'dial', target: { kind: 'number', number: '12315' } });
    await hotline.nextCall();
    const { card: called } = await zhang.cardIn('talking');
    expect(called).to.include({ kind: 'outbound', keypad: true });
    await zhang.does({ type: 'hang-up', callId: called.callId });
    const { card: over } = await zhang.cardIn('ended', { callId: called.callId });
    await zhang.saves(over);
    const again = await zhang.do({ type: 'dial', target: { kind: 'number', number: '12315' } });
    expect(again).to.include({ code: 'too-many-calls' });
    const abroad = await zhang.do({ type: 'dial', target: { kind: 'number', number: '0044207946000' } });
    expect(abroad).to.include({ code: 'not-allowed' });
  });
});
