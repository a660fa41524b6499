import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import type { PasswordHash } from '../../../bridge/application/store.ts';
import { account, noon, refusal, Site } from './builders.ts';

const password: PasswordHash = {
  algorithm: 'argon2id',
  salt: 'c2FsdA==',
  hash: 'aGFzaA==',
  memory: 19456,
  passes: 2,
  parallelism: 1,
};

describe('accounts', function () {
  this.timeout(60_000);
  const site = new Site();
  let store: SqliteStore;
  before(async () => {
    store = await site.open();
  });
  after(async () => {
    await store.close();
    site.remove();
  });

  it('are found by login and by id, with password and failures', async () => {
    await store.accounts.create(account(), password);
    expect(await store.accounts.byLogin('lihua')).to.deep.equal({
      account: account(),
      password,
      failures: 0,
      lockedUntil: null,
    });
    expect(await store.accounts.byId('a-1')).to.deep.equal(account());
    expect(await store.accounts.byLogin('nobody')).to.equal(null);
    await store.accounts.create(
      account({ id: 'a-2', login: 'a', roles: ['supervisor', 'team-lead'] }),
      password,
    );
    expect((await store.accounts.list()).map(({ login }) => login)).to.deep.equal(['a', 'lihua']);
  });

  it('have a login of their own', async () => {
    const refused = await refusal(store.accounts.create(account({ id: 'a-9' }), password));
    expect(refused).to.include({ name: 'ValueRefused', code: 'account.taken' });
    expect(refused.message).to.include('请换一个登录名');
  });

  it('remember failures and a lock until a new password is set', async () => {
    await store.accounts.noteFailure('a-1', 5, noon);
    expect(await store.accounts.byLogin('lihua')).to.include({ failures: 5, lockedUntil: noon });
    await store.accounts.setPassword('a-1', { ...password, salt: 'bmV3' });
    const found = await store.accounts.byLogin('lihua');
    expect(found).to.include({ failures: 0, lockedUntil: null });
    expect(found?.password.salt).to.equal('bmV3');
    expect(await refusal(store.accounts.setPassword('a-404', password))).to.have.property(
      'code',
      'account.unknown',
    );
  });

  it('have sessions that end by time, by closing, and with the account', async () => {
    const session = { tokenHash: 't-1', accountId: 'a-1', openedAt: noon, expiresAt: noon + 1000 };
    await store.accounts.openSession(session);
    expect(await store.accounts.session('t-1', noon)).to.deep.equal({ session, account: account() });
    expect(await store.accounts.session('t-1', noon + 1000)).to.equal(null);
    expect(await store.accounts.session('t-404', noon)).to.equal(null);

    await store.accounts.openSession({ ...session, tokenHash: 't-2' });
    await store.accounts.closeSession('t-2');
    expect(await store.accounts.session('t-2', noon)).to.equal(null);

    await store.accounts.setDisabled('a-1', true);
    expect(await store.accounts.session('t-1', noon)).to.equal(null);
    expect((await store.accounts.byId('a-1'))?.disabled).to.equal(true);
    await store.accounts.setDisabled('a-1', false);
    expect(await store.accounts.session('t-1', noon)).not.to.equal(null);
    await store.accounts.closeSessionsOf('a-1');
    expect(await store.accounts.session('t-1', noon)).to.equal(null);
  });

  it('move the revision that running bridges look at, when something changes that they must act on', async () => {
    const before = await store.accounts.revision();
    await store.accounts.noteFailure('a-1', 1, null);
    expect(await store.accounts.revision()).to.equal(before);
    await store.accounts.setDisabled('a-1', true);
    expect(await store.accounts.revision()).to.equal(before + 1);
  });
});
