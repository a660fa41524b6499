import { expect } from 'chai';
import { Command } from 'commander';
import { verifyPassword } from '../../bridge/adapters/password/argon2id.ts';
import type { SqliteStore } from '../../bridge/adapters/sqlite/store.ts';
import { addAccount, disableAccount, registerAccount, resetAccount } from '../../bridge/commands/account.ts';
import { noon, Site } from '../adapters/sqlite/builders.ts';
import { Said } from './said.ts';

describe('yihaoda account, beside a running bridge', function () {
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

  const lihua = {
    data: site.data,
    login: 'lihua',
    name: '李华',
    roles: 'operator,team-lead',
    unit: '430100',
    agentNo: '8001',
  };
  const shown = (said: Said) => /(?<=: )[\w-]{19}$/m.exec(said.text)?.[0] ?? '';
  const passwordOf = async (login: string) => (await store.accounts.byLogin(login))?.password;

  it('add makes an account with a password that is shown once', async () => {
    const before = await store.accounts.revision();
    const said = new Said();
    expect(await addAccount(lihua, said), said.text).to.equal(0);
    expect(said.text).to.include('已建立账号 lihua（座席、班长）').and.include('只显示这一次');
    const found = await store.accounts.byLogin('lihua');
    expect(found?.account).to.include({ name: '李华', agentNo: '8001', unitId: '430100', disabled: false });
    expect(found?.account.roles).to.deep.equal(['operator', 'team-lead']);
    expect(found && (await verifyPassword(shown(said), found.password))).to.equal(true);
    expect(await store.accounts.revision()).to.be.above(before);
  });

  it('add takes a password from the standard input, if it is strong, and shows it not', async () => {
    for (const password of ['short-1A', 'onlylowercase', '12345678901234']) {
      const said = new Said();
      expect(await addAccount({ ...lihua, login: 'weak', password }, said)).to.equal(1);
      expect(said.text).to.include('account.weak-password');
    }
    const said = new Said();
    const password = 'Yuelu-Mountain-1';
    expect(await addAccount({ ...lihua, login: 'strong', password }, said)).to.equal(0);
    expect(said.text).not.to.include(password);
    const stored = await passwordOf('strong');
    expect(stored && (await verifyPassword(password, stored))).to.equal(true);
  });

  it('add refuses a login that is taken and a role that does not exist', async () => {
    const taken = new Said();
    expect(await addAccount(lihua, taken)).to.equal(1);
    expect(taken.text).to.include('account.taken');
    const role = new Said();
    expect(await addAccount({ ...lihua, login: 'x', roles: 'operator,king' }, role)).to.equal(1);
    expect(role.text).to.include('king').and.include('security-auditor 安全审计员');
    expect(await store.accounts.byLogin('x')).to.equal(null);
  });

  it('reset sets a new password, lifts a lock and ends the sessions', async () => {
    const account = (await store.accounts.byLogin('lihua'))?.account;
    const session = { tokenHash: 't', accountId: account?.id ?? '', openedAt: noon, expiresAt: noon + 1000 };
    await store.accounts.openSession(session);
    const old = await passwordOf('lihua');
    const said = new Said();
    expect(await resetAccount({ data: site.data, login: 'lihua' }, said), said.text).to.equal(0);
    const now = await passwordOf('lihua');
    expect(now).not.to.deep.equal(old);
    expect(now && (await verifyPassword(shown(said), now))).to.equal(true);
    expect(await store.accounts.session('t', noon)).to.equal(null);
  });

  it('disable ends the sessions and is noticed by its revision', async () => {
    const before = await store.accounts.revision();
    expect(await disableAccount({ data: site.data, login: 'lihua' }, new Said())).to.equal(0);
    expect((await store.accounts.byLogin('lihua'))?.account.disabled).to.equal(true);
    expect(await store.accounts.revision()).to.be.above(before);
  });

  it('is audited, in the same chain as what the bridge audits', async () => {
    await store.audit.append({
      at: noon,
      accountId: null,
      action: 'bridge',
      subject: '',
      detail: '',
      success: true,
    });
    const actions = (await store.audit.read(0, 100)).map(({ action, subject }) =>
      `${action} ${subject}`.trim(),
    );
    expect(actions).to.deep.equal([
      'account-add lihua',
      'account-add strong',
      'account-reset lihua',
      'account-disable lihua',
      'bridge',
    ]);
  });

  it('reset and disable of nobody, or of no folder, end with 1', async () => {
    for (const command of [resetAccount, disableAccount]) {
      const said = new Said();
      expect(await command({ data: site.data, login: 'nobody' }, said)).to.equal(1);
      expect(said.text).to.include('没有账号“nobody”');
      expect(await command({ data: `${site.data}-none`, login: 'lihua' }, new Said())).to.equal(1);
    }
  });

  it('has no option that takes a password', () => {
    const program = new Command();
    registerAccount(program);
    const [account] = program.commands;
    expect(account?.commands.map((command) => command.name())).to.deep.equal(['add', 'reset', 'disable']);
    for (const command of account?.commands ?? [])
      for (const option of command.options)
        expect(option.long === '--password-stdin' || !option.long?.includes('password')).to.equal(true);
  });
});
