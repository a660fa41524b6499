import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Command } from 'commander';
import { backup, registerBackup, restore } from '../../bridge/commands/backup.ts';
import { Site, saveOf } from '../adapters/sqlite/builders.ts';
import { Said } from './said.ts';

describe('yihaoda backup and restore', function () {
  this.timeout(60_000);

  it('copy a running bridge into one file, say that the keys are not in it, and bring it back', async () => {
    const site = new Site();
    const store = await site.open();
    await store.records.save(saveOf('call-1'));
    const to = join(site.root, 'backups', 'monday.db');
    const said = new Said();
    expect(await backup({ data: site.data, to }, said), said.text).to.equal(0);
    expect(said.text)
      .to.include('备份不含密钥')
      .and.include('It holds no keys')
      .and.include(site.keys.headKey);
    await store.close();

    const occupied = new Said();
    expect(await restore({ from: to, data: site.data }, occupied)).to.equal(1);
    expect(occupied.text).to.include('restore.occupied');

    renameSync(site.data, `${site.data}.old`);
    const restored = new Said();
    expect(await restore({ from: to, data: site.data }, restored), restored.text).to.equal(0);
    expect(restored.text).to.include('记录修订 1 个');
    const again = await site.open();
    expect(await again.records.byInteraction('call-1')).not.to.equal(null);
    await again.close();
    site.remove();
  });

  it('end with 1 and make nothing where there is nothing', async () => {
    const site = new Site();
    const to = join(site.root, 'b.db');
    expect(await backup({ data: site.data, to }, new Said())).to.equal(1);
    expect(await restore({ from: to, data: site.data }, new Said())).to.equal(1);
    expect(existsSync(site.data)).to.equal(false);
    expect(existsSync(to)).to.equal(false);
    site.remove();
  });

  it('are on the command line', () => {
    const program = new Command();
    registerBackup(program);
    expect(program.commands.map((command) => command.name())).to.deep.equal(['backup', 'restore']);
  });
});
