import { expect } from 'chai';
import type { SourceAct } from '../../../bridge/application/knowledge/sources/keep-sources.ts';
import type { Source, SourceStep } from '../../../bridge/application/knowledge/sources/source.ts';
import type { Account } from '../../../bridge/application/store.ts';
import type { Delivered } from '../../../knowledge/content/delivery.ts';
import { article } from '../../adapters/sqlite/knowledge/contents.ts';
import { eventually } from '../hand-timer.ts';
import { type House, openHouse } from '../house.ts';
import { publishBatch } from './importing.ts';
import { ScriptedReader, website } from './scripted-source.ts';

const hour = 3_600_000;
const district: Source = { ...website, sourceId: 'kf', name: '开福区政府网站', unitId: 'cs-kf' };

const at = (url: string) => ({ in: url, row: null, column: null });
const page = (
  name: string,
  docNo = `长政发〔2026〕${name.length}${name.charCodeAt(0)}号`,
): Partial<SourceStep> => {
  const url = `www.changsha.example/${name}.html`;
  const entry: Delivered = { delivered: 'entry', at: at(url), sourceId: url, url, content: article(docNo) };
  return { delivered: [entry], seen: [{ url, state: `read ${name}` }] };
};
const gone = (name: string): Partial<SourceStep> => {
  const url = `www.changsha.example/${name}.html`;
  const removal = { delivered: 'removal' as const, at: at(url), sourceId: url, on: null };
  return { gone: [{ page: { url, state: 'withdrawn' }, removal }], seen: [{ url, state: 'missing twice' }] };
};

describe('sources that are pulled', function () {
  this.timeout(60_000);
  let house: House;
  let reader: ScriptedReader;
  let editor: Account;
  let commands = 0;

  beforeEach(async () => {
    reader = new ScriptedReader();
    house = await openHouse({ ownThreads: true, sources: { list: [website, district], read: reader.read } });
    editor = await house.person('editor', ['knowledge-editor']);
  });
  afterEach(() => house.close());

  const shown = async (sourceId = 'cs-gov', who = editor) => {
    const view = await house.hotline.knowledge.sources.one(who, sourceId);
    if ('outcome' in view) throw new Error(view.message);
    return view;
  };
  const idle = (sourceId = 'cs-gov') =>
    eventually(async () => (await shown(sourceId)).activity === 'idle', `${sourceId} is idle`);
  const act = (one: Partial<SourceAct> & { act: SourceAct['act'] }, sourceId = 'cs-gov', who = editor) => {
    commands += 1;
    const wish = { commandId: `c${commands}`, whole: false, acceptGone: false, reason: '改版', ...one };
    return house.hotline.knowledge.sources.act(who, sourceId, wish as SourceAct);
  };
  const runNow = async (one: { whole?: boolean; acceptGone?: boolean } = {}) => {
    // No two runs begin in the same millisecond.
    await house.timer.advance(1);
    expect(await act({ act: 'run', ...one })).to.not.have.property('code');
    await idle();
    const { lastRun } = await shown();
    if (lastRun === null) throw new Error('no run');
    return lastRun;
  };
  /** Time passes, the store answers, and the look after that comes too: half a minute more than is said. */
  const pass = async (ms: number) => {
    for (const step of [ms, 30_000]) {
      await house.timer.advance(step);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await idle('cs-gov');
      await idle('kf');
    }
  };

  it('are read some seconds after the start, one at a time, and a day later again', async () => {
    const first = Promise.withResolvers<void>();
    reader.next('cs-gov', { steps: [first.promise, page('a')] });
    await house.timer.advance(11_000);
    await eventually(() => reader.tasks.length === 1, 'the first is read');
    expect((await shown()).activity).to.equal('running');
    expect((await shown('kf')).activity).to.equal('idle');
    first.resolve();
    await eventually(() => reader.tasks.length === 2, 'the second is read');
    await pass(0);
    expect((await shown()).lastRun).to.include({
      state: 'done',
      startedBy: 'schedule',
      attempt: 1,
      asked: 1,
    });
    await pass(23 * hour);
    expect(reader.tasks).to.have.length(2);
    await pass(hour);
    expect(reader.tasks.map(({ source }) => source.sourceId)).to.deep.equal(['cs-gov', 'kf', 'cs-gov', 'kf']);
  });

  it('become one batch a run, which stands at its first review and can be undone; nothing new makes none', async () => {
    reader.next('cs-gov', { steps: [page('a'), page('bb')] }, {});
    const run = await runNow();
    expect(run.counts).to.include({ added: 2 });
    const batch = await house.store.knowledge.batch(run.batchId ?? '');
    expect(batch).to.include({ state: 'taken', name: website.name, unitId: 'cs', system: 'website' });
    const { counts } = await house.store.knowledge.list({ unitIds: null }, '2026-11-24', {
      offset: 0,
      limit: 9,
    });
    expect(counts).to.deep.equal({ 'first-review': 2 });
    const second = await runNow();
    expect(second).to.include({ state: 'done', batchId: null, words: '读取 0 个网页，没有新内容。' });
    const again = reader.tasks.findLast(({ source }) => source.sourceId === 'cs-gov');
    expect(again?.memory).to.deep.include({ run: 1, readBy: 'scripted' });
    expect(again?.memory.pages.map(({ state }) => state)).to.deep.equal(['read a', 'read bb']);
    const undone = await house.hotline.knowledge.reviewBatch.undo(editor, {
      commandId: 'u',
      batchId: run.batchId ?? '',
      reason: '读错了栏目',
    });
    expect(undone.outcome).to.equal('done');
  });

  it('that fail are tried again after ever longer pauses, then at the next time of their schedule', async () => {
    const trouble = { code: 'LISTS_UNREAD', words: '列表没有读到。' };
    reader.next('cs-gov', ...Array.from({ length: 4 }, () => ({ end: { complete: false, trouble } })));
    const count = () => reader.tasks.filter(({ source }) => source.sourceId === 'cs-gov').length;
    await pass(11_000);
    expect(await shown()).to.deep.include({
      failures: 1,
      trouble: '已连续失败 1 次。列表没有读到。已读 0 个网页，没有新内容。',
    });
    await pass(8 * 60_000);
    expect(count()).to.equal(1);
    await pass(2 * 60_000);
    expect(count()).to.equal(2);
    expect((await shown()).lastRun?.attempt).to.equal(2);
    await pass(17 * 60_000);
    expect(count()).to.equal(2);
    await pass(4 * 60_000);
    expect(count(), 'the second and last try').to.equal(3);
    await pass(20 * hour);
    expect(count(), 'given up until the schedule').to.equal(3);
    await pass(4 * hour);
    expect(count()).to.equal(4);
    expect((await shown()).failures).to.equal(4);
    await pass(11 * 60_000);
    expect(await shown()).to.include({ failures: 0, trouble: null });
  });

  it('whose own fault is ours are told as failed, and logged', async () => {
    reader.next('cs-gov', { steps: [page('a'), new Error('bug')] });
    const run = await runNow();
    expect(run).to.include({ state: 'failed', batchId: null });
    expect(run.words).to.contain('系统内部出错');
    expect(house.logged.some(({ words }) => words.includes('source could not be read'))).to.equal(true);
    const { total } = await house.store.knowledge.batches(null, { offset: 0, limit: 1 });
    expect(total).to.equal(0);
    expect((await house.store.sources.memory('cs-gov')).pages).to.deep.equal([]);
  });

  it('that were read half are taken as far as they were read, and tried again', async () => {
    const trouble = { code: 'SITE_UNREACHABLE', words: '连续 5 个网页读取失败，本次已停止。' };
    reader.next('cs-gov', { steps: [page('a'), gone('x')], end: { trouble, left: 7, known: 9 } });
    const run = await runNow();
    expect(run).to.include({ state: 'failed', asked: 2, left: 7, withheld: 1 });
    expect(run.counts?.added).to.equal(1);
    const warned = house.logged.find(({ level }) => level === 'warn');
    expect(warned?.facts).to.include({ sourceId: 'cs-gov', attempt: 1, words: run.words });
    expect(run.words).to.equal(
      '连续 5 个网页读取失败，本次已停止。已读 2 个网页，新增 1，未收 1，1 条来源已没有而未撤下，请核对，其余 7 个网页下次继续。',
    );
  });

  describe('that no longer have what came from them', () => {
    beforeEach(async () => {
      reader.next('cs-gov', { steps: [page('a'), page('bb'), page('ccc'), page('dddd')] });
      const { batchId } = await runNow();
      const second = await house.person('second', ['knowledge-editor']);
      const approver = await house.person('approver', ['knowledge-approver']);
      await publishBatch(house, batchId ?? '', [second, approver]);
    });
    const out = async () => (await house.store.knowledge.published({}, { offset: 0, limit: 9 })).total;

    it('withdraw it, while it is no more than the configured share', async () => {
      reader.next('cs-gov', { steps: [gone('a'), gone('bb')], end: { known: 4 } });
      const run = await runNow();
      expect(run).to.include({ gone: 2, withheld: 0 });
      expect(run.counts?.expired).to.equal(2);
      expect(await out()).to.equal(2);
      const { pages } = await house.store.sources.memory('cs-gov');
      expect(pages.filter(({ state }) => state === 'withdrawn')).to.have.length(2);
    });

    it('withdraw nothing where it is more, until somebody has looked and says so', async () => {
      const all = { steps: ['a', 'bb', 'ccc', 'dddd'].map(gone), end: { known: 4 } };
      reader.next('cs-gov', all, all);
      const run = await runNow();
      expect(run).to.include({ state: 'done', gone: 0, withheld: 4, faults: 5 });
      expect(await out()).to.equal(4);
      expect((await shown()).trouble).to.contain('有 4 条在来源中已没有而未撤下');
      const { rows } = await house.store.sources.runRows(run.runId, { offset: 0, limit: 9 });
      expect(rows[0]?.words).to.contain('超过一次最多撤下的 2 条（4 条的 50%）');
      expect(rows[1]?.at.in).to.equal('www.changsha.example/a.html');
      const { pages } = await house.store.sources.memory('cs-gov');
      expect(pages.every(({ state }) => state === 'missing twice')).to.equal(true);
      expect(await runNow({ acceptGone: true })).to.include({ gone: 4, withheld: 0 });
      expect(await out()).to.equal(0);
    });

    it('withdraw nothing where their lists were not read whole, whoever says so', async () => {
      reader.next('cs-gov', { steps: [gone('a')], end: { known: 4, complete: false } });
      expect(await runNow({ acceptGone: true })).to.include({ gone: 0, withheld: 1 });
      expect(await out()).to.equal(4);
    });
  });

  it('are read at once when an editor asks, before what the schedule says; the same command is one run', async () => {
    const first = Promise.withResolvers<void>();
    reader.next('kf', { steps: [first.promise] });
    expect((await act({ act: 'run' }, 'kf')) as object).to.include({ activity: 'running' });
    const wish = { act: 'run', commandId: 'same', whole: true, acceptGone: false } as const;
    const { sources } = house.hotline.knowledge;
    expect(await sources.act(editor, 'cs-gov', wish)).to.include({ activity: 'queued' });
    expect(await sources.act(editor, 'cs-gov', wish)).to.include({ activity: 'queued' });
    expect(await act({ act: 'run' })).to.include({ code: 'source-busy' });
    first.resolve();
    await idle();
    expect((await shown()).lastRun?.startedBy).to.equal(editor.id);
    expect(reader.tasks.at(-1)?.whole).to.equal(true);
    await sources.act(editor, 'cs-gov', wish);
    await idle();
    expect((await house.store.sources.runs('cs-gov', { offset: 0, limit: 9 })).total).to.equal(1);
    const audit = await house.store.audit.read(0, 100);
    expect(audit.map(({ action }) => action)).to.include('knowledge-source-run');
  });

  it('that are paused are not read by the schedule, and say who paused them', async () => {
    await act({ act: 'pause', reason: '网站改版' });
    const view = await shown();
    expect(view.paused).to.include({ by: editor.id, reason: '网站改版' });
    expect(view.next).to.equal(null);
    expect(view.may).to.deep.equal(['run', 'resume']);
    await pass(49 * hour);
    expect(reader.tasks.every(({ source }) => source.sourceId === 'kf')).to.equal(true);
    await act({ act: 'resume' });
    await pass(60_000);
    await eventually(
      async () => reader.tasks.some(({ source }) => source.sourceId === 'cs-gov'),
      'read again by the schedule',
    );
  });

  it('show their figures while they are read', async () => {
    const more = Promise.withResolvers<void>();
    reader.next('cs-gov', { steps: [{ asked: 7, unchanged: 5, left: 11 }, more.promise] });
    await act({ act: 'run' });
    await eventually(async () => (await shown()).lastRun?.asked === 7, 'progress');
    expect((await shown()).lastRun).to.include({ state: 'running', unchanged: 5, left: 11, endedAt: null });
    const { sourceRuns } = house.hotline.knowledge;
    expect(await sourceRuns.one(editor, (await shown()).lastRun?.runId ?? '')).to.include({ asked: 7 });
    more.resolve();
    await idle();
  });

  it('are seen by who works on the base, in their own unit and below; run and paused by editors alone', async () => {
    const ids = async (who: Account) => {
      const views = await house.hotline.knowledge.sources.list(who);
      return 'outcome' in views ? views.code : views.map(({ source }) => source.sourceId);
    };
    const approver = await house.person('chief', ['knowledge-approver']);
    const local = await house.person('local', ['knowledge-editor'], 'cs-kf');
    const operator = await house.person('operator');
    expect(await ids(approver)).to.deep.equal(['cs-gov', 'kf']);
    expect(await ids(local)).to.deep.equal(['kf']);
    expect(await ids(operator)).to.equal('no-right');
    expect((await shown('kf', approver)).may).to.deep.equal([]);
    expect(await act({ act: 'run' }, 'kf', approver)).to.include({ code: 'no-right' });
    expect(await act({ act: 'pause' }, 'cs-gov', local)).to.include({ code: 'no-source' });
    await runNow();
    const { runId = '' } = (await shown()).lastRun ?? {};
    const { sourceRuns } = house.hotline.knowledge;
    expect(await sourceRuns.rows(local, runId, { offset: 0, limit: 9 })).to.include({ code: 'no-source' });
    expect(await sourceRuns.one(editor, 'none')).to.include({ code: 'no-run' });
  });

  it('that are read when the bridge stops are told as interrupted, leave nothing, and are read again soon', async () => {
    reader.next('cs-gov', { steps: [page('a'), new Promise(() => {})] });
    await act({ act: 'run' });
    await eventually(async () => (await shown()).lastRun?.asked === 1, 'the first page');
    await house.hotline.knowledge.stop();
    expect((await house.store.sources.standings())[0]?.lastRun).to.include({
      state: 'interrupted',
      batchId: null,
    });
    expect(house.logged.filter(({ level }) => level === 'error')).to.deep.equal([]);
  });

  it('that are read when the bridge dies are told as interrupted by the next one, and read again', async () => {
    reader.next('cs-gov', { steps: [page('a'), new Promise(() => {})] });
    await act({ act: 'run' });
    await eventually(async () => (await shown()).lastRun?.asked === 1, 'the first page');
    house = await house.crash();
    await eventually(async () => (await shown()).lastRun?.state === 'interrupted', 'told');
    expect((await shown()).trouble).to.contain('未导入任何内容');
    expect((await house.store.knowledge.batches(null, { offset: 0, limit: 9 })).total).to.equal(0);
    await pass(90_000);
    expect((await shown()).lastRun).to.include({ state: 'done', attempt: 2 });
  });
});
