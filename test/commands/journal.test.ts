import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { Command } from 'commander';
import type { Store } from '../../bridge/application/store.ts';
import { forget, read, registerJournal, verify } from '../../bridge/commands/journal.ts';
import { legAppeared, noon, Site, saveOf } from '../adapters/sqlite/builders.ts';
import { Said } from './said.ts';

describe('yihaoda journal', function () {
  this.timeout(60_000);
  let site: Site;
  before(async () => {
    site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    writer.append(
      'leg-appeared',
      legAppeared('13874801115', { receivedAt: Date.parse('2020-01-10T12:00:00+08:00') }),
    );
    writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: noon }));
    await writer.flush();
    await store.records.save(saveOf('call-1'));
    await store.close();
  });
  after(() => site.remove());

  it('verify says in both languages what it walked, and ends with 0', async () => {
    const said = new Said();
    expect(await verify({ data: site.data }, said)).to.equal(0);
    expect(said.text).to.include('pbx/cs: 2 条, 2 段, 末端 2, 签名至 2 · 2 entries');
    expect(said.text).to.include('✓ 日志完整').and.include('The journal is whole');
  });

  it('verify works beside a running bridge', async () => {
    const store = await site.open();
    await store.records.save(saveOf('call-2'));
    const said = new Said();
    expect(await verify({ data: site.data }, said), said.text).to.equal(0);
    await store.close();
  });

  it('verify ends with 1 and says where, when an entry was changed', async () => {
    copyFileSync(site.file, `${site.file}.kept`);
    const database = new DatabaseSync(site.file);
    database.exec("update journal_entry set event = replace(event, 'ringing', 'up') where position = 2");
    database.close();
    const said = new Said();
    expect(await verify({ data: site.data }, said)).to.equal(1);
    expect(said.text).to.include(
      '✗ [chain.hash] pbx/cs 第 2 条内容与其哈希不符。 Entry 2 does not match its hash.',
    );
    expect(said.text).to.include('✗ 日志未通过校验：1 个问题');
    copyFileSync(`${site.file}.kept`, site.file);
    rmSync(`${site.file}.kept`);
  });

  it('verify compares with the anchor that it is given', async () => {
    const said = new Said();
    expect(await verify({ data: site.data, anchor: join(site.root, 'elsewhere') }, said)).to.equal(1);
    expect(said.text).to.include('anchor.missing');
  });

  it('verify of a folder without data ends with 1 and makes none', async () => {
    const said = new Said();
    expect(await verify({ data: join(site.root, 'nowhere') }, said)).to.equal(1);
    expect(said.text).to.include('store.no-data').and.include('请检查 --data');
  });

  it('forget destroys the key of a month, and the journal still verifies', async () => {
    const said = new Said();
    expect(await forget({ data: site.data, month: '2020-01' }, said), said.text).to.equal(0);
    expect(said.text).to.include('2020-01 的号码与姓名已遗忘');
    const store = await site.open();
    const numbers = (await store.journal.read('pbx/cs', 0, 10)).map(
      ({ event }) => (event as { number: string }).number,
    );
    expect(numbers).to.deep.equal([store.sealer.reference('13874801115'), '13874801115']);
    await store.close();
    expect(await verify({ data: site.data }, new Said())).to.equal(0);
  });

  it('forget refuses what is no month, or not over', async () => {
    for (const [month, code] of [
      ['januar', 'forget.not-a-month'],
      ['2999-01', 'forget.month-open'],
    ] as const) {
      const said = new Said();
      expect(await forget({ data: site.data, month }, said)).to.equal(1);
      expect(said.text).to.include(code);
    }
  });

  it('is on the command line', () => {
    const program = new Command();
    registerJournal(program);
    const [journal] = program.commands;
    expect(journal?.commands.map((command) => command.name())).to.deep.equal(['verify', 'read', 'forget']);
  });
});

describe('yihaoda journal read', () => {
  let site: Site;
  let store: Store;
  before(async () => {
    site = new Site();
    store = await site.open();
  });
  after(async () => {
    await store.close();
    site.remove();
  });

  it('gives every entry once from any position on, as it is committed, and no number', async () => {
    const writer = await store.journal.open('pbx/cs');
    const append = () => {
      writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: noon }));
      return writer.flush();
    };
    await append();
    await append();
    const until = new AbortController();
    const output = new PassThrough().setEncoding('utf8');
    const lines = createInterface(output)[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? '') as { position: number };
    const args = { data: site.data, stream: 'pbx/cs', after: 1, follow: true };
    const reading = read(args, output, new Said(), until.signal);
    expect(await next()).to.include({ position: 2, type: 'leg-appeared' });
    for (let position = 3; position <= 5; position += 1) {
      await append();
      const entry = await next();
      expect(entry.position).to.equal(position);
      expect(JSON.stringify(entry)).to.not.contain('13874801115');
    }
    until.abort();
    expect(await reading).to.equal(0);
  });

  it('of a stream that is not there names those that are', async () => {
    const said = new Said();
    const args = { data: site.data, stream: 'pbx/none', after: 0, follow: false };
    expect(await read(args, new PassThrough(), said, new AbortController().signal)).to.equal(1);
    expect(said.text).to.contain('journal.no-stream').and.contain('pbx/cs');
  });
});
