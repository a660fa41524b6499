import { createSecretKey, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { forgetMonth } from '../../../bridge/adapters/sqlite/forget-month.ts';
import { openFolder } from '../../../bridge/adapters/sqlite/open-folder.ts';
import { References } from '../../../bridge/adapters/sqlite/personal/reference.ts';
import { restoreText } from '../../../bridge/adapters/sqlite/personal/restore.ts';
import { depersonalise } from '../../../bridge/adapters/sqlite/personal/seal.ts';
import { fact, legAppeared, refusal, Site, stored } from './builders.ts';

const november = Date.parse('2026-11-10T12:00:00+08:00');
const october = Date.parse('2026-10-10T12:00:00+08:00');

describe('personal data', function () {
  this.timeout(60_000);

  it('is nowhere on disk in the clear: not in the data, not in the log, not in a backup', async () => {
    const site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    const event = legAppeared('13874801115', { name: '欧阳修远', dialled: '073112345' });
    writer.append(event.type, event);
    writer.append('dialplan-said', { v: 1, receivedAt: november, fields: { CALLER: '13874801115' } });
    writer.append('legs-found', { v: 1, receivedAt: november, legs: [legAppeared('13874801115')] });
    await writer.flush();
    const talks = [{ number: '13900001111', from: null, to: null, holdSeconds: null }];
    const transfers = [
      {
        kind: 'blind',
        at: '2026-11-24T12:00:00.000+08:00',
        from: '1001',
        dialled: '913900002222',
        to: '13900002222',
      },
    ] as const;
    const put = stored('cs/1', { fact: fact({ talks, transfers: [...transfers] }) });
    await store.facts.put('pbx/cs', [put], 3, 1);
    expect((await store.facts.byKey('cs/1'))?.fact).to.deep.equal(put.fact);
    await store.backup(join(site.root, 'backup.db'));
    const files = [`${site.file}`, `${site.file}-wal`, join(site.root, 'backup.db')];
    const personal = [
      '13874801115',
      '欧阳修远',
      '073112345',
      '13900001111',
      '13900002222',
      'PJSIP/trunk-00000001',
    ];
    for (const file of files)
      for (const words of personal)
        expect(readFileSync(file).includes(words), `${words} in ${file}`).to.equal(false);
    await store.close();
    site.remove();
  });

  it('stands as the reference that callers are looked up by', async () => {
    const site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    writer.append('leg-appeared', legAppeared('13874801115'));
    await writer.flush();
    const reference = store.sealer.reference('13874801115');
    expect(reference).to.match(/^h1:[\w-]{22}$/);
    expect(store.sealer.reference('13874801115')).to.equal(reference);
    expect(store.sealer.reference('13874801116')).not.to.equal(reference);
    await store.close();
    expect(readFileSync(site.file).includes(`"number":{"$ref":"${reference}"}`)).to.equal(true);
    site.remove();
  });

  it('is forgotten with the key of its month: reading gives the reference, the chain still verifies', async () => {
    const site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    const fields = { CALLER: '13874801115' };
    writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: october }));
    writer.append('dialplan-said', { v: 1, receivedAt: october, fields });
    writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: november }));
    await writer.flush();
    const arrivedAt = '2026-10-10T12:00:00.000+08:00';
    await store.facts.put('pbx/cs', [stored('cs/1', { fact: fact({ arrivedAt }) }), stored('cs/2')], 3, 1);
    expect((await store.facts.byKey('cs/1'))?.fact.caller).to.equal('13874801115');

    // As the command does it, in a process beside the running bridge.
    const settings = { data: site.data, keys: site.keys, now: november };
    const folder = await openFolder(settings);
    await forgetMonth(folder, '2026-10', 'test', november);
    folder.database.close();
    expect(readdirSync(site.keys.monthKeys)).to.include('2026-10.destroyed').and.not.include('2026-10.key');
    await new Promise((resolve) => setTimeout(resolve, 1100));

    const reference = store.sealer.reference('13874801115');
    const [first, said, later] = (await store.journal.read('pbx/cs', 0, 10)).map(
      ({ event }) => event as { number?: string; fields?: Record<string, string> },
    );
    expect(first?.number).to.equal(reference);
    expect(Object.keys(said?.fields ?? {})).to.deep.equal(['$ref']);
    expect(later?.number).to.equal('13874801115');
    expect((await store.facts.byKey('cs/1'))?.fact.caller).to.equal(reference);
    expect((await store.facts.byKey('cs/2'))?.fact.caller).to.equal('13874801115');

    // What comes late for that month is not sealed anew: nobody could say what is kept then.
    await store.facts.put('pbx/cs', [stored('cs/3', { fact: fact({ arrivedAt }) })], 4, 1);
    expect((await store.facts.byKey('cs/3'))?.fact.caller).to.equal(reference);
    expect(readdirSync(site.keys.monthKeys)).not.to.include('2026-10.key');
    const [audited] = await store.audit.read(0, 10);
    expect(audited).to.include({ action: 'forget-month', subject: '2026-10' });
    await store.close();

    expect((await site.verify()).problems).to.deep.equal([]);
    await (await site.open()).close();
    site.remove();
  });

  it('is sealed again after the transaction that first mentioned it was undone', async () => {
    const site = new Site();
    const store = await site.open();
    const failing = await store.journal.open('pbx/cs');
    failing.append('leg-appeared', legAppeared('13874801115'));
    const endless: Record<string, unknown> = {};
    endless.itself = endless;
    failing.append('endless', endless);
    await refusal(failing.flush());
    const writer = await store.journal.open('pbx/cs');
    expect(writer.append('leg-appeared', legAppeared('13874801115'))).to.equal(1);
    await writer.flush();
    const [entry] = await store.journal.read('pbx/cs', 0, 1);
    expect(entry).to.have.nested.property('event.number', '13874801115');
    await store.close();
    site.remove();
  });

  it('of the month that still runs cannot be forgotten', async () => {
    const site = new Site();
    const folder = await openFolder({ data: site.data, keys: site.keys, now: november });
    const refused = await refusal(forgetMonth(folder, '2026-11', 'test', november));
    folder.database.close();
    expect(refused.code).to.equal('forget.month-open');
    site.remove();
  });

  it('comes back from stored text exactly as it went in, whatever it is', () => {
    const references = new References(createSecretKey(randomBytes(32)));
    const isPersonal = (key: string) => key === 'number';
    const event = fc.record({
      number: fc.jsonValue(),
      other: fc.jsonValue(),
      list: fc.array(fc.record({ number: fc.string() })),
    });
    fc.assert(
      fc.property(event, (value) => {
        const { text, values } = depersonalise(value, isPersonal, references);
        const back = restoreText(text, (ref) => values.get(ref) ?? 'lost');
        expect(JSON.parse(back)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('key files', function () {
  this.timeout(60_000);
  let site: Site;
  beforeEach(async () => {
    site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: november }));
    await store.close();
  });
  afterEach(() => site.remove());

  const monthKey = () => join(site.keys.monthKeys, '2026-11.key');

  it('are made on the first start, outside the data folder, for nobody else to read', () => {
    for (const file of [site.keys.headKey, site.keys.referenceKey, monthKey()]) {
      expect(file.startsWith(site.data)).to.equal(false);
      if (process.platform !== 'win32') expect((statSync(file).mode & 0o777).toString(8)).to.equal('600');
    }
  });

  it('that others can read are refused, with the command that mends it', async () => {
    for (const file of [site.keys.headKey, site.keys.referenceKey, monthKey()]) {
      chmodSync(file, 0o640);
      const refused = await refusal(site.open());
      expect(refused).to.include({ name: 'KeyFileRefused', code: 'store.key-exposed' });
      expect(refused.toDo.zh).to.include(`chmod 600 ${file}`);
      chmodSync(file, 0o600);
    }
    await (await site.open()).close();
  });

  it('that are missing while data exists are refused, and no new ones are made', async () => {
    for (const file of [site.keys.headKey, site.keys.referenceKey, monthKey()]) {
      renameSync(file, `${file}.away`);
      expect(await refusal(site.open())).to.have.property('code', 'store.key-missing');
      expect(existsSync(file)).to.equal(false);
      renameSync(`${file}.away`, file);
    }
    await (await site.open()).close();
  });

  it('of another system are refused', async () => {
    for (const file of [site.keys.referenceKey, monthKey()]) {
      const own = readFileSync(file);
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
      expect(await refusal(site.open())).to.have.property('code', 'store.key-wrong');
      writeFileSync(file, own);
    }
    rmSync(site.keys.headKey);
    rmSync(site.keys.headPublicKey);
    const other = new Site();
    await (await other.open()).close();
    renameSync(other.keys.headKey, site.keys.headKey);
    expect(await refusal(site.open())).to.have.property('code', 'store.key-wrong');
    other.remove();
  });

  it('do not belong into the data folder', async () => {
    const refused = await refusal(site.open({ keyFolder: join(site.data, 'keys') }));
    expect(refused.code).to.equal('store.keys-inside-data');
  });
});
