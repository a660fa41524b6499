import { expect } from 'chai';
import type { SqliteStore } from '../../../../bridge/adapters/sqlite/store.ts';
import type { NewSourceRun } from '../../../../bridge/application/source-store.ts';
import { noon, Site } from '../builders.ts';
import { faq } from './contents.ts';
import { deliver } from './deliveries.ts';

const figures = { asked: 3, unchanged: 1, left: 0, gone: 0, withheld: 0, faults: 1 };
const runOf = (runId: string, over: Partial<NewSourceRun> = {}): NewSourceRun => ({
  runId,
  sourceId: 'cs-gov',
  startedAt: noon,
  startedBy: 'schedule',
  attempt: 1,
  batchId: `batch of ${runId}`,
  commandId: null,
  ...over,
});

describe('the store of sources that are pulled', function () {
  this.timeout(60_000);
  let site: Site;
  let store: SqliteStore;
  before(async () => {
    site = new Site();
    store = await site.open({ clock: { now: () => noon } });
  });
  after(async () => {
    await store.close();
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });
  const end = (runId: string, state: 'done' | 'failed' | 'interrupted', at = noon) =>
    store.sources.endRun({
      ...figures,
      runId,
      state,
      words: state,
      endedAt: at,
      batchId: null,
      counts: null,
      memory: state === 'done' ? { run: 1, readBy: 'r' } : null,
    });
  const page = { offset: 0, limit: 10 };

  it('lets one process read a source at a time, and does the same command once', async () => {
    expect(await store.sources.beginRun(runOf('r1', { startedBy: 'lihua', commandId: 'c1' }))).to.deep.equal({
      outcome: 'begun',
    });
    expect((await store.sources.beginRun(runOf('r2'))).outcome).to.equal('busy');
    expect((await store.sources.beginRun(runOf('r2', { sourceId: 'other' }))).outcome).to.equal('begun');
    await end('r1', 'done');
    await end('r2', 'done');
    const again = runOf('r3', { startedBy: 'lihua', commandId: 'c1' });
    expect((await store.sources.beginRun(again)).outcome).to.equal('repeated');
    expect((await store.sources.runs('cs-gov', page)).total).to.equal(1);
  });

  it('counts failures in a row, and forgets them after a run that did not fail', async () => {
    const standing = async () =>
      (await store.sources.standings()).find(({ sourceId }) => sourceId === 'cs-gov');
    for (const [runId, state, failures] of [
      ['f1', 'failed', 1],
      ['f2', 'interrupted', 1],
      ['f3', 'failed', 2],
      ['f4', 'done', 0],
    ] as const) {
      await store.sources.beginRun(runOf(runId, { startedAt: noon + Number(runId.slice(1)) * 1000 }));
      await end(runId, state);
      expect(await standing(), runId).to.deep.include({ failures });
      expect((await standing())?.lastRun, runId).to.include({ runId, state, ...figures });
    }
    const { runs, total } = await store.sources.runs('cs-gov', { offset: 0, limit: 2 });
    expect([runs.map(({ runId }) => runId), total]).to.deep.equal([['f4', 'f3'], 5]);
  });

  it('keeps what a reader remembers of thousands of pages, the last word of each', async () => {
    const pages = Array.from({ length: 1200 }, (_, i) => ({ url: `http://a/${i}`, state: `{"n":${i}}` }));
    await store.sources.keepPages('cs-gov', pages);
    await store.sources.keepPages('cs-gov', [{ url: 'http://a/7', state: 'new' }]);
    const memory = await store.sources.memory('cs-gov');
    expect(memory).to.include({ run: 1, readBy: 'r' });
    expect(memory.pages).to.have.length(1200);
    expect(memory.pages.find(({ url }) => url === 'http://a/7')?.state).to.equal('new');
    expect(await store.sources.memory('never')).to.deep.equal({ run: 0, readBy: '', pages: [] });
  });

  it('keeps the faults of a run', async () => {
    const rows = Array.from({ length: 310 }, (_, i) => ({
      rowNo: i + 1,
      at: { in: `http://a/${i}`, row: null, column: '标题' },
      code: 'PAGE_EMPTY',
      words: '没有正文',
    }));
    await store.sources.noteRows('f4', rows);
    const told = await store.sources.runRows('f4', { offset: 300, limit: 50 });
    expect([told.total, told.rows.length]).to.deep.equal([310, 10]);
    expect(told.rows[0]).to.deep.equal(rows[300]);
  });

  it('remembers who paused a source', async () => {
    const paused = { by: 'lihua', at: noon, reason: '网站改版' };
    await store.sources.pause('never-run', paused);
    const standing = async () =>
      (await store.sources.standings()).find(({ sourceId }) => sourceId === 'never-run');
    expect(await standing()).to.deep.equal({ sourceId: 'never-run', paused, failures: 0, lastRun: null });
    await store.sources.pause('never-run', null);
    expect((await standing())?.paused).to.equal(null);
  });

  it('tells a run whose process is dead as interrupted, with the batch that it had taken', async () => {
    await store.sources.beginRun(runOf('d1'));
    await store.sources.beginRun(runOf('d2', { sourceId: 'other' }));
    await deliver(store.knowledge, 'batch of d2', { q1: faq('怎么办') });
    expect(await store.sources.interrupt(false), 'we live').to.equal(0);
    // The next process finds them as the first to come.
    expect(await store.sources.interrupt(true)).to.equal(2);
    expect(await store.sources.run('d1')).to.deep.include({
      state: 'interrupted',
      batchId: null,
      counts: null,
    });
    const taken = await store.sources.run('d2');
    expect(taken).to.deep.include({ state: 'interrupted', batchId: 'batch of d2' });
    expect(taken?.counts?.added).to.equal(1);
    expect((await store.sources.beginRun(runOf('d3'))).outcome).to.equal('begun');
    await end('d3', 'done');
  });

  it('keeps the newest five hundred runs of a source', async () => {
    for (let n = 0; n < 505; n += 1) {
      await store.sources.beginRun(runOf(`m${n}`, { sourceId: 'many', startedAt: noon + n }));
      await end(`m${n}`, 'done');
    }
    const { total, runs } = await store.sources.runs('many', page);
    expect(total).to.be.at.most(500);
    expect(runs[0]?.runId).to.equal('m504');
  });
});
