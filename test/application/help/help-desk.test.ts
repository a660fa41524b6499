import { expect } from 'chai';
import type { Account } from '../../../bridge/application/store.ts';
import type { Role } from '../../../bridge/domain/people/role.ts';
import { eventually, turns } from '../hand-timer.ts';
import { content, factsStored, type House, openHouse } from '../house.ts';

const number = '13874801115';
const done = { outcome: 'done' };

describe('help from the team lead (求助)', () => {
  let house: House;
  let zhang: Account;
  let lead: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    lead = await house.person('li0001', ['team-lead'], 'cs', '李某');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const ask = (id = 'h-1', reason = '政策拿不准', words = '') =>
    house.hotline.help.ask(zhang, id, { reason, words });
  const mine = () => house.hotline.help.ofDesk(zhang.id);
  const onFloor = (account = lead) => house.hotline.watchFloor.board(account).help;
  const talk = () => house.pbx.citizenCalls(number).rings('1001').answers('1001');
  const restart = async () => {
    house = await house.crash();
    house.pbx.connect();
    await turns();
  };
  const helpActs = async () => {
    const { journal, acts } = house.store;
    return (await journal.read(acts.stream, 0, 1000)).filter(({ type }) => type.startsWith('help-'));
  };

  it('is asked for with a reason, and is the first thing on the floor of the unit', async () => {
    const told: boolean[] = [];
    house.hotline.watchFloor.listen(({ help }) => told.push(help));
    talk();
    expect(await ask()).to.deep.equal(done);
    await house.timer.advance(200);
    expect(told).to.contain(true);
    expect(mine()).to.deep.include({ id: 'h-1', reason: '政策拿不准', answers: [], done: null });
    expect(onFloor()).to.have.lengthOf(1);
    expect(onFloor()[0]).to.include({ seat: '1001', accountName: zhang.name, askedAt: mine()?.askedAt });
    const elsewhere = await house.person('chen', ['team-lead'], 'cs-kf');
    expect(onFloor(elsewhere), 'of another unit').to.deep.equal([]);
  });

  it('is asked for once, also by a press that is sent again, and with a reason of the list or own words', async () => {
    expect(await ask()).to.deep.equal(done);
    expect(await ask()).to.deep.equal(done);
    expect(await ask('h-2')).to.include({ outcome: 'refused', code: 'help-asked' });
    await house.hotline.help.withdraw(zhang);
    expect(await ask('h-3', '想喝水')).to.include({ code: 'bad-reason' });
    expect(await ask('h-3', '其他')).to.include({ code: 'bad-reason' });
    expect(await ask('h-3', '其他', '系统\u0007异常')).to.include({ code: 'bad-words' });
    expect(await ask('h-3', '其他', '要求见领导')).to.deep.equal(done);
  });

  it('is answered with words and a name, in the journal and the audit', async () => {
    await ask();
    expect(await house.hotline.help.answer(lead, 'h-1', '马上到')).to.deep.equal(done);
    expect(mine()?.answers).to.deep.equal([{ by: '李某', words: '马上到', at: house.timer.now() }]);
    expect(await house.hotline.help.finish(lead, 'h-1')).to.deep.equal(done);
    expect(onFloor()).to.deep.equal([]);
    expect(mine()?.done).to.include({ by: '李某' });
    await house.hotline.help.withdraw(zhang);
    expect(mine()).to.equal(null);
    expect((await helpActs()).map(({ type }) => type)).to.deep.equal([
      'help-asked',
      'help-answered',
      'help-closed',
      'help-closed',
    ]);
    const audit = (await house.store.audit.read(0, 100)).filter(({ action }) => action.startsWith('help-'));
    expect(audit.map(({ action, accountId, subject }) => [action, accountId, subject])).to.deep.equal([
      ['help-asked', zhang.id, 'seat 1001'],
      ['help-answered', lead.id, 'seat 1001'],
      ['help-done', lead.id, 'seat 1001'],
    ]);
  });

  it('holds no number that its words had, and no name', async () => {
    await ask('h-1', '其他', `来电 ${number} 要求回拨`);
    expect(mine()?.words).to.equal('来电 138****1115 要求回拨');
    const kept = JSON.stringify(await helpActs());
    expect(kept).to.not.contain(number).and.not.contain(zhang.name);
  });

  it('is nobody’s to answer but a team lead’s of the unit, and nobody’s who is over', async () => {
    await ask();
    const code = async (who: Account, id = 'h-1') => {
      const result = await house.hotline.help.answer(who, id, '马上到');
      return result.outcome === 'refused' ? result.code : 'done';
    };
    expect(await code(zhang)).to.equal('no-right');
    const roles: Role[] = ['team-lead'];
    expect(await code(await house.person('chen', roles, 'cs-kf'))).to.equal('other-unit');
    expect(await code(lead, 'h-9')).to.equal('help-over');
    await house.hotline.help.finish(lead, 'h-1');
    expect(await code(lead)).to.equal('help-over');
    expect(await house.hotline.help.ask(lead, 'h-2', { reason: '政策拿不准', words: '' })).to.include({
      code: 'no-right',
    });
  });

  it('ends with the call and its record, and not before', async () => {
    const call = talk();
    await turns();
    await ask();
    call.citizenHangsUp();
    await turns();
    expect(onFloor(), 'the record is open').to.have.lengthOf(1);
    const interactionId = house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '';
    await house.hotline.closeRecord.save(zhang, 's1', { interactionId, baseRev: 0, content });
    await turns();
    expect(onFloor()).to.deep.equal([]);
    expect(mine()).to.equal(null);
  });

  it('ends when the seat is left', async () => {
    await ask();
    await house.hotline.signInSeat.signOut(zhang);
    await turns();
    expect(mine()).to.equal(null);
    expect(onFloor()).to.deep.equal([]);
  });

  it('outlives a restart of the bridge, answers included, while its call or record is there', async () => {
    const { callId } = talk().citizenHangsUp();
    await turns();
    await ask();
    await house.hotline.help.answer(lead, 'h-1', '马上到');
    const before = mine();
    await factsStored(house, callId);
    await eventually(
      async () => (await house.store.seats.all())[0]?.pause?.reason === 'acw',
      'the ledger says wrap-up',
    );
    await restart();
    expect(mine()).to.deep.equal(before);
    expect(onFloor()[0]).to.deep.include({ id: 'h-1', answers: before?.answers });
    expect(await ask('h-1'), 'the press sent again').to.deep.equal(done);
    const interactionId = house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '';
    await house.hotline.closeRecord.save(zhang, 's1', { interactionId, baseRev: 0, content });
    await turns();
    await restart();
    expect(mine()).to.equal(null);
  });
});
