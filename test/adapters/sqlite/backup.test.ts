import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { restoreData } from '../../../bridge/adapters/sqlite/restore.ts';
import { legAppeared, noon, refusal, Site, saveOf } from './builders.ts';

describe('a backup', function () {
  this.timeout(60_000);
  let site: Site;
  let backup: string;
  beforeEach(() => {
    site = new Site();
    backup = join(site.root, 'backup.db');
  });
  afterEach(() => site.remove());

  const restore = (from = backup) =>
    restoreData({ from, data: site.data, keys: site.keys, anchor: site.anchor, now: noon });

  /** A bridge with a record and some events before the backup, and more of both after it. */
  async function work(): Promise<void> {
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    writer.append('leg-appeared', legAppeared('13874801115'));
    await writer.flush();
    await store.records.save(saveOf('before'));
    await store.backup(backup);
    writer.append('leg-appeared', legAppeared('13900001111'));
    await store.records.save(saveOf('after'));
    await store.close();
  }

  it('is taken while the bridge writes, and is one state of the data', async () => {
    const store = await site.open();
    let saved = 0;
    let stop = false;
    const saving = (async () => {
      for (; !stop; saved += 1) await store.records.save(saveOf(`call-${saved}`));
    })();
    await store.backup(backup);
    stop = true;
    await saving;
    await store.close();
    const database = new DatabaseSync(backup, { readOnly: true });
    const counts = database
      .prepare(
        'select (select count(*) from record) as records, (select count(*) from record_revision) as revisions, (select count(*) from journal_entry) as acts',
      )
      .get();
    database.close();
    expect(counts?.records).to.equal(counts?.revisions).and.to.equal(counts?.acts);
    if (process.platform !== 'win32') expect(statSync(backup).mode & 0o077).to.equal(0);
  });

  it('never replaces a file, and leaves no half of one', async () => {
    const store = await site.open();
    writeFileSync(backup, 'something else');
    expect(await refusal(store.backup(backup))).to.have.property('code', 'backup.exists');
    expect(readFileSync(backup, 'utf8')).to.equal('something else');
    await store.close();
    expect(readdirSync(site.root).toSorted()).to.deep.equal(['backup.db', 'data', 'keys']);
  });

  it('is verified and put in place; the bridge starts on it, numbers and callers included', async () => {
    await work();
    renameSync(site.data, `${site.data}.lost`);
    const report = await restore();
    expect(report.recordRevisions).to.equal(1);
    expect(readdirSync(site.root).filter((name) => name.includes('restoring'))).to.deep.equal([]);

    const store = await site.open();
    const [entry] = await store.journal.read('pbx/cs', 0, 10);
    expect(entry).to.have.nested.property('event.number', '13874801115');
    expect(await store.records.byInteraction('before')).not.to.equal(null);
    expect(await store.records.byInteraction('after')).to.equal(null);
    await store.records.save(saveOf('later'));
    await store.close();

    // The anchor knows heads that were lost since the backup; it also knows of the restoration.
    const verified = await site.verify();
    expect(verified.problems).to.deep.equal([]);
    expect(verified.restoredAt).to.deep.equal([noon]);
  });

  it('put in place of the data by hand, past the command, is what the anchor tells', async () => {
    await work();
    rmSync(site.data, { recursive: true });
    mkdirSync(site.data);
    copyFileSync(backup, site.file);
    expect((await site.verify()).problems.map(({ code }) => code)).to.include('anchor.beyond');
  });

  it('opens epochs that no lost one had: a resume token of the lost time fits nowhere', async () => {
    await work();
    const later = (seconds: number) => ({ clock: { now: () => Date.parse('2027-01-01') + seconds * 1000 } });
    const lost = await site.open(later(10));
    const { epoch } = await lost.journal.open('pbx/cs');
    await lost.close();
    rmSync(site.data, { recursive: true });
    await restore();
    const store = await site.open(later(20));
    expect((await store.journal.open('pbx/cs')).epoch).to.be.above(epoch);
    await store.close();
  });

  it('is not restored over data', async () => {
    await work();
    expect(await refusal(restore())).to.have.property('code', 'restore.occupied');
    expect(await refusal(restore(join(site.root, 'none.db')))).to.have.property('code', 'restore.occupied');
  });

  it('that was damaged or changed is refused, and nothing is put in place', async () => {
    await work();
    rmSync(site.data, { recursive: true });
    const whole = readFileSync(backup);

    const damaged = Buffer.from(whole);
    damaged.fill(0x5a, 4096 * 3, 4096 * 12);
    writeFileSync(backup, damaged);
    await refusal(restore());
    expect(existsSync(site.data)).to.equal(false);

    writeFileSync(backup, whole);
    const database = new DatabaseSync(backup);
    database.exec("update journal_entry set event = replace(event, 'ringing', 'up')");
    database.close();
    const refused = await refusal(restore());
    expect(refused.code).to.equal('restore.unproven');
    expect(refused.message).to.include('第 1 条内容与其哈希不符');
    expect(existsSync(site.data)).to.equal(false);
  });

  it('without its keys is not restored', async () => {
    await work();
    rmSync(site.data, { recursive: true });
    renameSync(site.keys.headKey, `${site.keys.headKey}.away`);
    expect(await refusal(restore())).to.have.property('code', 'store.key-missing');
  });
});
