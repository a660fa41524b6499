import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { turns } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const password = 'geheim-123';

describe('signing in (登录)', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse({ ownThreads: true });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
  });
  afterEach(() => house.close());

  const signIn = (login: string, word = password) => house.hotline.signInAccount.signIn(login, word);
  const token = async () => {
    const answer = await signIn('zhang1203');
    if (answer.outcome !== 'signed-in') throw new Error(answer.message);
    return answer.token;
  };
  const minutes = (count: number) => house.timer.advance(count * 60_000);

  it('opens a session of which only a hash is stored', async () => {
    const secret = await token();
    expect((await house.hotline.signInAccount.accountOf(secret, true))?.account.id).to.equal(zhang.id);
    expect(await house.hotline.signInAccount.accountOf(`${secret}x`, true)).to.equal(null);
    expect(await house.store.accounts.session(secret, house.timer.now())).to.equal(null);
  });

  it('says the same of a wrong name and of a wrong password', async () => {
    expect(await signIn('nobody')).to.deep.equal(await signIn('zhang1203', 'wrong'));
  });

  it('locks the account after five failures, also against the right password, and opens it after a while', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn('zhang1203', 'wrong');
    expect(await signIn('zhang1203')).to.include({ outcome: 'refused', code: 'locked' });
    await minutes(16);
    expect(await signIn('zhang1203')).to.include({ outcome: 'signed-in' });
  });

  it('counts failures that come all at once one by one', async () => {
    await Promise.all(Array.from({ length: 6 }, () => signIn('zhang1203', 'wrong')));
    expect(await signIn('zhang1203')).to.include({ code: 'locked' });
  });

  it('keeps every attempt in the audit, and nothing of what was typed for an unknown name', async () => {
    await signIn('13874801115', 'wrong');
    await signIn('zhang1203', 'wrong');
    await signIn('zhang1203');
    const audit = await house.store.audit.read(0, 50);
    expect(audit.map(({ subject, success }) => `${subject} ${success}`)).to.deep.equal([
      'login unknown false',
      'login zhang1203 false',
      'login zhang1203 true',
    ]);
    expect(JSON.stringify(audit)).to.not.contain('13874801115').and.to.not.contain('wrong"');
  });

  it('is refused to a disabled account, whose sessions end as well', async () => {
    const secret = await token();
    await house.store.accounts.setDisabled(zhang.id, true);
    expect(await signIn('zhang1203')).to.include({ code: 'disabled' });
    expect(await house.hotline.signInAccount.accountOf(secret, true)).to.equal(null);
  });

  it('ends with the session’s longest time, whatever was done', async () => {
    const secret = await token();
    for (let hour = 0; hour < 12 * 6; hour += 1) {
      await minutes(10);
      await house.hotline.signInAccount.accountOf(secret, true);
    }
    await minutes(1);
    expect(await house.hotline.signInAccount.accountOf(secret, true)).to.equal(null);
  });

  it('ends when nothing was done for a quarter of an hour', async () => {
    const secret = await token();
    await minutes(14);
    expect(await house.hotline.signInAccount.accountOf(secret, true)).to.not.equal(null);
    await minutes(16);
    expect(await house.hotline.signInAccount.accountOf(secret, true)).to.equal(null);
  });

  it('does not end while an operator waits for a call or talks, and does once they are on a break', async () => {
    const secret = await token();
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
    await minutes(60);
    expect(await house.hotline.signInAccount.accountOf(secret, false)).to.not.equal(null);
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    expect(await house.hotline.signInAccount.accountOf(secret, false)).to.equal(null);
  });

  it('is over after signing out', async () => {
    const secret = await token();
    await house.hotline.signInAccount.signOut(secret);
    expect(await house.hotline.signInAccount.accountOf(secret, true)).to.equal(null);
  });
});

describe('the first administrator', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ ownThreads: true });
  });
  afterEach(() => house.close());

  const wish = { login: 'admin', name: '王管理', password: 'Changsha-12345' };

  it('is made with the link of the first start, once', async () => {
    const { firstAdministrator, signInAccount } = house.hotline;
    const link = (await firstAdministrator.issue()) ?? '';
    expect(await firstAdministrator.redeem(link, wish)).to.deep.equal({ outcome: 'done' });
    expect(await firstAdministrator.redeem(link, { ...wish, login: 'admin2' })).to.include({
      code: 'link-over',
    });
    expect(await signInAccount.signIn('admin', wish.password)).to.include({ outcome: 'signed-in' });
    expect(await firstAdministrator.issue()).to.equal(null);
  });

  it('needs the link itself, in time, and a password that is none of the shortest', async () => {
    const { firstAdministrator } = house.hotline;
    const link = (await firstAdministrator.issue()) ?? '';
    expect(await firstAdministrator.redeem('guess', wish)).to.include({ code: 'link-over' });
    expect(await firstAdministrator.redeem(link, { ...wish, password: 'short' })).to.include({
      code: 'bad-password',
    });
    expect(await firstAdministrator.redeem(link, { ...wish, login: '王' })).to.include({ code: 'bad-login' });
    await house.timer.advance(24 * 3_600_000 + 1);
    expect(await firstAdministrator.redeem(link, wish)).to.include({ code: 'link-over' });
  });
});
