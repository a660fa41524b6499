import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { currentSchema } from '../../../bridge/adapters/sqlite/migrate.ts';
import { refusal, Site, saveOf } from './builders.ts';

describe('a data folder', function () {
  this.timeout(60_000);
  let site: Site;
  beforeEach(() => {
    site = new Site();
  });
  afterEach(() => site.remove());

  it('serves one bridge at a time; a second is told who has it', async () => {
    const store = await site.open();
    const refused = await refusal(site.open());
    expect(refused).to.include({ name: 'FolderInUse', code: 'store.folder-in-use' });
    expect(refused.message).to.include(`"pid":${process.pid}`).and.include('请先停止它');
    await store.close();
    await (await site.open()).close();
  });

  it('is free again the moment its bridge was killed', async () => {
    const harness = join(import.meta.dirname, '../../faults/store-process.ts');
    const bridge = spawn(process.execPath, [harness, site.data], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(bridge.stdout, 'data');
    expect(await refusal(site.open())).to.have.property('code', 'store.folder-in-use');
    bridge.kill('SIGKILL');
    await once(bridge, 'exit');
    await (await site.open()).close();
  });

  it('of a later version is refused, and left as it is', async () => {
    await (await site.open()).close();
    const database = new DatabaseSync(site.file);
    database.exec(`insert into schema_version values (${currentSchema + 1}, 0)`);
    database.close();
    const before = readFileSync(site.file);
    const refused = await refusal(site.open());
    expect(refused).to.include({ name: 'SchemaTooNew', code: 'store.schema-too-new' });
    expect(refused.message)
      .to.include(`结构版本是 ${currentSchema + 1}`)
      .and.include('Start the later version');
    expect(readFileSync(site.file).equals(before)).to.equal(true);
  });

  it('with a file of somebody else is refused', async () => {
    mkdirSync(site.data);
    const database = new DatabaseSync(site.file);
    database.exec('create table theirs (a)');
    database.close();
    expect(await refusal(site.open())).to.have.property('code', 'store.not-ours');
    writeFileSync(site.file, 'no database at all, but long enough to be looked at'.repeat(100));
    expect(await refusal(site.open())).to.include({ name: 'StoreDamaged', code: 'store.damaged' });
  });

  it('is written with the disk waited for: write-ahead log, synchronous=FULL, foreign keys', async () => {
    const { openForWriting } = await import('../../../bridge/adapters/sqlite/database.ts');
    await (await site.open()).close();
    const database = openForWriting(site.file);
    const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
    expect([
      pragma('journal_mode'),
      pragma('synchronous'),
      pragma('foreign_keys'),
      pragma('busy_timeout'),
    ]).to.deep.equal(['wal', 2, 1, 5000]);
    database.close();
  });

  it('leaves one file when it was closed: the log is folded into it', async () => {
    const store = await site.open();
    await store.records.save(saveOf('call-1'));
    await store.close();
    await store.close();
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(site.data).toSorted()).to.deep.equal(['bridge.holder', 'bridge.lock', 'yihaoda.db']);
    expect(await refusal(store.records.save(saveOf('call-2')))).to.include({
      name: 'StoreStopped',
      code: 'store.stopped',
    });
  });

  it('is signed and anchored to its last entry, also what was saved the moment before it was closed', async () => {
    const store = await site.open();
    const saves = Array.from({ length: 300 }, (_, i) => store.records.save(saveOf(`call-${i}`)));
    await Promise.all([...saves, store.close()]);
    const { streams, problems } = await site.verify();
    expect(problems).to.deep.equal([]);
    expect(streams.map(({ head, signedThrough }) => [head, signedThrough])).to.deep.equal([[300, 300]]);
    expect(readFileSync(site.anchor, 'utf8')).to.include('"position":300');
  });

  it('whose second place for heads is away goes on, says so, and catches up', async () => {
    const findings: string[] = [];
    const blocked = join(site.root, 'mount');
    writeFileSync(blocked, 'not mounted');
    const anchor = join(blocked, 'anchor');
    const store = await site.open({ anchor, onFinding: ({ code }) => findings.push(code) });
    await store.records.save(saveOf('call-1'));
    await store.close();
    expect(findings).to.include('store.anchor-away');

    const again = await site.open();
    await again.records.save(saveOf('call-2'));
    await again.close();
    expect((await site.verify()).problems).to.deep.equal([]);
  });
});
