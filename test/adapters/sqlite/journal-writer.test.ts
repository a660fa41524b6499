import { expect } from 'chai';
import { DiskRefused, StoreFault } from '../../../bridge/adapters/sqlite/errors.ts';
import { QueuedJournalWriter } from '../../../bridge/adapters/sqlite/journal-writer.ts';
import type { AppendBatch } from '../../../bridge/adapters/sqlite/protocol.ts';
import { refusal } from './builders.ts';

const words = { zh: '满。', en: 'Full.' };

/** A writer whose disk does as it is told. */
function writerOn(disk: (batch: AppendBatch) => Promise<number>): QueuedJournalWriter {
  const opened = { stream: 'pbx/cs', epoch: 7, position: 100 };
  return new QueuedJournalWriter(opened, disk, () => 0, { mostPending: 10_000 });
}

const lastOf = ({ first, events }: AppendBatch) => first + events.length - 1;

describe('a journal writer', () => {
  it('sends events in batches that follow each other without a gap', async () => {
    const batches: AppendBatch[] = [];
    const writer = writerOn(async (batch) => {
      batches.push(batch);
      await new Promise((resolve) => setTimeout(resolve, 3));
      return lastOf(batch);
    });
    for (let i = 0; i < 3500; i += 1) {
      writer.append('e', i);
      if (i % 700 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await writer.flush()).to.equal(3600);
    expect(batches.flatMap(({ events }) => events)).to.deep.equal(Array.from({ length: 3500 }, (_, i) => i));
    let next = 101;
    for (const batch of batches) {
      expect(batch).to.include({ stream: 'pbx/cs', epoch: 7, first: next });
      expect(batch.events).to.have.length.within(1, 1000);
      next = lastOf(batch) + 1;
    }
  });

  it('lets each batch gather, however quick the disk is, and sends at once what somebody waits for', async () => {
    const sizes: number[] = [];
    const writer = writerOn(async (batch) => {
      sizes.push(batch.events.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return lastOf(batch);
    });
    const began = performance.now();
    for (let i = 0; i < 400; i += 1) {
      writer.append('e', i);
      await new Promise((resolve) => setImmediate(resolve));
      while (performance.now() - began < i / 4) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sizes.length).to.be.within(2, (performance.now() - began) / 5 + 1);
    await writer.flush();
    expect(sizes.reduce((sum, size) => sum + size)).to.equal(400);

    writer.append('e', 400);
    const sent = sizes.length;
    const flushed = writer.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sizes, 'sent without gathering').to.have.length(sent + 1);
    await flushed;
  });

  it('sends the same batch again when the disk is full, and loses nothing meanwhile', async () => {
    let full = true;
    const kept: unknown[] = [];
    const writer = writerOn(async (batch) => {
      if (full) throw new DiskRefused('store.disk-13', words, words);
      kept.push(...batch.events);
      return lastOf(batch);
    });
    writer.append('e', 'a');
    const flushed = writer.flush();
    writer.append('e', 'b');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(writer.durable).to.equal(100);
    expect(writer.pending).to.equal(2);
    full = false;
    expect(await flushed).to.be.at.least(101);
    await writer.flush();
    expect(kept).to.deep.equal(['a', 'b']);
  });

  it('stops for good on any other error, and says it to everyone who asks', async () => {
    const writer = writerOn(async () => {
      throw new StoreFault('store.fault', words, words);
    });
    writer.append('e', 1);
    expect(await refusal(writer.flush())).to.have.property('code', 'store.fault');
    expect(await refusal(writer.flush())).to.have.property('code', 'store.fault');
    expect(() => writer.append('e', 2))
      .to.throw()
      .with.property('code', 'store.fault');
    expect(await refusal(writer.close())).to.have.property('code', 'store.fault');
  });
});
