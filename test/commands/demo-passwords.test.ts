import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SqliteStore } from '../../bridge/adapters/sqlite/store.ts';
import { demoAccounts } from '../../bridge/commands/demo-passwords.ts';
import { account, Site } from '../adapters/sqlite/builders.ts';
import { testSecrets } from '../application/house.ts';

describe('the accounts of a demo', function () {
  this.timeout(20_000);
  let site: Site;
  let store: SqliteStore;
  let folder: string;
  let made = 0;
  beforeEach(async () => {
    site = new Site();
    folder = mkdtempSync(join(tmpdir(), 'demo-'));
    store = await site.open();
  });
  afterEach(async () => {
    await store.close();
    site.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = () =>
    demoAccounts({
      accounts: store.accounts,
      secrets: testSecrets,
      newId: () => {
        made += 1;
        return `demo-${made}`;
      },
      unitId: 'cs',
      data: folder,
    });

  it('are two editors and an approver for the knowledge base, beside one a role', async () => {
    const logins = (await open())?.made.map(({ login }) => login);
    expect(logins).to.include.members([
      'knowledge-editor',
      'knowledge-editor-2',
      'knowledge-approver',
      'operator',
    ]);
    const second = await store.accounts.byLogin('knowledge-editor-2');
    expect(second?.account).to.deep.include({
      roles: ['knowledge-editor'],
      name: '演示知识管理员（采编）二',
      demo: true,
    });
    expect(
      (await open())?.made.map(({ login }) => login),
      'told again',
    ).to.deep.equal(logins);
  });

  it('that an earlier version of the demo did not have are added, the others keep their passwords', async () => {
    await store.accounts.create(
      account({ login: 'operator', demo: true }),
      await testSecrets.hashPassword('old-password'),
    );
    writeFileSync(join(folder, 'demo-passwords.txt'), 'operator old-password\n');
    const now = await open();
    expect(now?.made[0]).to.deep.equal({ login: 'operator', password: 'old-password', role: 'operator' });
    expect(now?.made.map(({ login }) => login)).to.include('knowledge-editor-2');
    expect(readFileSync(join(folder, 'demo-passwords.txt'), 'utf8')).to.contain('knowledge-editor-2 ');
  });

  it('are left alone where the file with their passwords was taken away', async () => {
    await open();
    rmSync(join(folder, 'demo-passwords.txt'));
    expect(await open()).to.equal(null);
  });
});
