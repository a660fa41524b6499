import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import { legAppeared, noon, refusal, Site } from './builders.ts';

describe('the journal', function () {
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

  it('gives positions at once, and reads back what was appended with numbers in the clear', async () => {
    const writer = await store.journal.open('pbx/read');
    const events = [
      legAppeared('13874801115', { name: '张三' }),
      legAppeared(null),
      legAppeared('13874801115'),
    ];
    expect(events.map((event) => writer.append(event.type, event))).to.deep.equal([1, 2, 3]);
    expect(await writer.flush()).to.equal(3);
    expect(writer.durable).to.equal(3);
    expect(writer.pending).to.equal(0);

    const entries = await store.journal.read('pbx/read', 0, 10);
    expect(entries.map(({ event }) => event)).to.deep.equal(events);
    expect(entries[1]).to.deep.equal({
      stream: 'pbx/read',
      epoch: writer.epoch,
      position: 2,
      type: 'leg-appeared',
      event: events[1],
    });
  });

  it('is on disk a few milliseconds after an append, without being asked', async () => {
    const writer = await store.journal.open('pbx/group');
    writer.append('leg-appeared', legAppeared(null));
    // 10 ms is the promise; how long it takes is the bench's to say: here a busy machine may take its time.
    while (writer.durable === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('resumes from any position and gives no more than was asked', async () => {
    const writer = await store.journal.open('pbx/resume');
    for (let i = 1; i <= 2500; i += 1) writer.append('device-changed', { v: 1, receivedAt: noon, n: i });
    await writer.flush();
    const positions = async (after: number, limit: number) =>
      (await store.journal.read('pbx/resume', after, limit)).map(({ position }) => position);
    expect(await positions(0, 5000)).to.deep.equal(Array.from({ length: 2500 }, (_, i) => i + 1));
    expect(await positions(999, 1002)).to.deep.equal(Array.from({ length: 1002 }, (_, i) => i + 1000));
    expect(await positions(2499, 10)).to.deep.equal([2500]);
    expect(await positions(2500, 10)).to.deep.equal([]);
  });

  it('knows no stream that was never opened', async () => {
    expect(await store.journal.read('pbx/none', 0, 10)).to.deep.equal([]);
    expect(await store.journal.head('pbx/none')).to.equal(null);
  });

  it('opens a new epoch for each writer, goes on where the last one ended, and fences it off', async () => {
    const first = await store.journal.open('pbx/fence');
    first.append('a', { v: 1 });
    await first.flush();
    const second = await store.journal.open('pbx/fence');
    expect(second.epoch).to.be.above(first.epoch);
    expect(second.append('b', { v: 1 })).to.equal(2);
    await second.flush();

    first.append('late', { v: 1 });
    expect(await refusal(first.flush())).to.include({ name: 'JournalFenced', code: 'journal.fenced' });
    expect(() => first.append('later', { v: 1 }))
      .to.throw()
      .with.property('code', 'journal.fenced');
    const types = (await store.journal.read('pbx/fence', 0, 10)).map(({ type }) => type);
    expect(types).to.deep.equal(['a', 'b']);
    expect(await store.journal.head('pbx/fence')).to.deep.equal({
      stream: 'pbx/fence',
      epoch: second.epoch,
      position: 2,
    });
  });

  it('does not give away the streams that the store writes itself', async () => {
    for (const stream of ['acts/test', 'audit'])
      expect(await refusal(store.journal.open(stream))).to.have.property('code', 'journal.own-stream');
  });

  it('keeps an event that structured cloning or JSON cannot carry, as far as JSON can tell it', async () => {
    const writer = await store.journal.open('pbx/odd');
    writer.append('odd', { v: 1, call: () => 1, seconds: Number.NaN, big: 1n });
    writer.append('odd', { v: 1, seconds: Number.NaN });
    writer.append('odd', { v: 'x', receivedAt: 1e300 });
    await writer.flush();
    const entries = await store.journal.read('pbx/odd', 0, 10);
    expect(entries.map(({ event }) => event)).to.deep.equal([
      { v: 1, seconds: null, big: '1' },
      { v: 1, seconds: null },
      { v: 'x', receivedAt: 1e300 },
    ]);
  });

  it('takes no more after it was closed', async () => {
    const writer = await store.journal.open('pbx/closed');
    writer.append('a', { v: 1 });
    await writer.close();
    expect(writer.durable).to.equal(1);
    expect(() => writer.append('b', { v: 1 }))
      .to.throw()
      .with.property('code', 'journal.closed');
  });

  it('refuses more events than may wait for the disk, and takes them again when it has caught up', async () => {
    const other = new Site();
    const small = await other.open({ mostPending: 100 });
    try {
      const writer = await small.journal.open('pbx/behind');
      for (let i = 0; i < 100; i += 1) writer.append('a', { v: 1 });
      expect(writer.pending).to.equal(100);
      expect(() => writer.append('a', { v: 1 }))
        .to.throw()
        .with.property('code', 'journal.behind');
      await writer.flush();
      expect(writer.append('a', { v: 1 })).to.equal(101);
    } finally {
      await small.close();
      other.remove();
    }
  });
});
