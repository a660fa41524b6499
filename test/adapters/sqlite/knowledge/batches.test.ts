import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { SqliteStore } from '../../../../bridge/adapters/sqlite/store.ts';
import type { Content } from '../../../../knowledge/content/entry.ts';
import { noon, refusal, Site } from '../builders.ts';
import { article, faq } from './contents.ts';
import { begin, deliver, publishAll, seenOf } from './deliveries.ts';

const editor = { accountId: 'editor', mayWrite: true, mayApprove: false };

describe('deliveries to the knowledge base', function () {
  this.timeout(60_000);
  let site: Site;
  let store: SqliteStore;
  beforeEach(async () => {
    site = new Site();
    store = await site.open({ clock: { now: () => noon } });
  });
  afterEach(async () => {
    await store.close();
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });

  const many = (count: number, words = '怎么办'): Record<string, Content> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`q${i}`, faq(`第${i}个问题${words}`)]));
  const undo = (batchId: string, commandId = `undo ${batchId}`) =>
    store.knowledge.undo({ batchId, commandId, accountId: 'editor', reason: '导错了文件' });

  it('are seen by nobody before they are taken, and then whole', async () => {
    await deliver(store.knowledge, 'b1', many(500), { take: false });
    expect((await seenOf(store.knowledge)).rows).to.deep.equal([]);
    expect(await store.knowledge.batch('b1')).to.equal(null);
    const counts = { added: 500, changed: 0, unchanged: 0, expired: 0, conflicting: 0, rejected: 0 };
    const answer = await store.knowledge.take({ batchId: 'b1', commandId: 't', counts, mark: null });
    expect(answer.outcome).to.equal('taken');
    expect(await store.knowledge.take({ batchId: 'b1', commandId: 't', counts, mark: null })).to.deep.equal(
      answer,
    );
    const seen = await seenOf(store.knowledge);
    expect(seen.rows).to.have.length(500);
    expect(seen.counts).to.deep.equal({ 'first-review': 500 });
    expect(seen.answering).to.deep.equal([]);
    const { rows, total } = await store.knowledge.batchRows('b1', 'added', { offset: 490, limit: 50 });
    expect([rows.length, total]).to.deep.equal([10, 500]);
    const [version] = await store.knowledge.versions(rows[0]?.entryId ?? '');
    expect(version).to.deep.include({
      authorId: 'source:hotline-base',
      batchId: 'b1',
      reason: '导入 b1.xlsx',
    });
  });

  it('are reviewed whole by two people, entry by entry under the rules of its life', async () => {
    await deliver(store.knowledge, 'b1', many(250));
    const pass = (accountId: string, approver: boolean, act: 'pass-first' | 'pass-second') =>
      store.knowledge.pass({
        batchId: 'b1',
        commandId: `p ${accountId} ${act}`,
        actor: { accountId, mayWrite: true, mayApprove: approver },
        act: act === 'pass-first' ? { act } : { act, reviewDueOn: '2027-01-01' },
        day: '2026-11-24',
        after: null,
      });
    const early = await pass('chief', true, 'pass-second');
    expect(early.passed).to.equal(0);
    expect(early.refused[0]?.words).to.contain('不在复审环节');
    expect(await publishAll(store.knowledge, 'b1')).to.equal(500);
    expect((await seenOf(store.knowledge)).answering).to.have.length(250);
    expect(await publishAll(store.knowledge, 'b1'), 'sent again it is as it was').to.equal(250);
  });

  it('undone leave what stood before, the published words and the removed entries too', async () => {
    await deliver(store.knowledge, 'b1', many(20));
    await publishAll(store.knowledge, 'b1');
    const before = await seenOf(store.knowledge);
    const position = await store.knowledge.position();
    await deliver(store.knowledge, 'b2', {
      ...many(10, '怎么办理'),
      q15: 'removed',
      q99: faq('新的'),
      q98: article('长政发〔2026〕9号'),
    });
    expect((await seenOf(store.knowledge)).answering).to.have.length(19);
    await publishAll(store.knowledge, 'b2');
    expect((await seenOf(store.knowledge)).answering).to.have.length(21);
    expect((await undo('b2')).outcome).to.equal('undone');
    expect(await seenOf(store.knowledge)).to.deep.equal(before);
    const changes = await store.knowledge.changesAfter(position);
    expect(changes.put).to.have.length(11);
    expect(changes.remove).to.have.members(['K-q99', 'K-q98']);
    expect(await store.knowledge.batch('b2')).to.include({
      state: 'undone',
      undoneBy: 'editor',
      undoReason: '导错了文件',
    });
    expect((await undo('b2')).outcome, 'the same command').to.equal('undone');
    expect(await undo('b2', 'another')).to.deep.equal({ outcome: 'not-taken', state: 'undone' });
    expect((await undo('b1')).outcome, 'and then the one before').to.equal('undone');
    expect((await seenOf(store.knowledge)).rows).to.deep.equal([]);
    // What was undone may come again, with numbers that were never given.
    await deliver(store.knowledge, 'b3', many(2));
    expect((await store.knowledge.versions('K-q0')).map(({ rev }) => rev)).to.deep.equal([3, 2, 1]);
  });

  it('are given to the answers in slices that pass quickly, however long their texts are', async () => {
    const clause = { no: '第一条', text: '租'.repeat(30_000), anchor: 'art-1', heading: [] };
    const long = (at: number) => article(`长政发〔2026〕${at}号`, { clauses: [clause] });
    const contents = {
      ...many(150),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`r${at}`, long(at)])),
    };
    const before = await store.knowledge.position();
    await deliver(store.knowledge, 'b1', contents);
    await publishAll(store.knowledge, 'b1');
    const slices: string[][] = [];
    for await (const slice of store.knowledge.answering()) slices.push(slice.map(({ entryId }) => entryId));
    expect(slices.flat()).to.have.members(Object.keys(contents).map((id) => `K-${id}`));
    expect(slices.flat().length).to.equal(156);
    for (const ids of slices) expect(ids.filter((id) => id.startsWith('K-r')).length).to.be.at.most(2);
    const changed: string[] = [];
    for (let position = before, more = true; more; ) {
      const changes = await store.knowledge.changesAfter(position);
      expect(changes.position).to.be.above(position);
      expect(changes.put.filter(({ entryId }) => entryId.startsWith('K-r')).length).to.be.at.most(2);
      changed.push(...changes.put.map(({ entryId }) => entryId));
      ({ position, more } = changes);
    }
    expect(changed).to.have.members(slices.flat());
  });

  it('are not undone over what somebody did since: all or nothing, by name', async () => {
    await deliver(store.knowledge, 'b1', many(5));
    const entry = await store.knowledge.entry('K-q3', '2026-11-24');
    const act = (
      commandId: string,
      changeNo: number,
      one: Parameters<SqliteStore['knowledge']['act']>[0]['act'],
    ) =>
      store.knowledge.act({
        commandId,
        actor: editor,
        entryId: 'K-q3',
        changeNo,
        act: one,
        unitId: 'cs',
        day: '2026-11-24',
      });
    expect(entry?.changeNo).to.equal(1);
    expect((await act('back', 1, { act: 'send-back', reason: '有错字' })).outcome).to.equal('done');
    expect((await act('fix', 2, { act: 'write', content: faq('改过的'), reason: '' })).outcome).to.equal(
      'done',
    );
    const before = await seenOf(store.knowledge);
    expect(await undo('b1')).to.deep.equal({ outcome: 'changed-since', titles: ['改过的'], count: 1 });
    expect(await seenOf(store.knowledge)).to.deep.equal(before);
  });

  it('that were overtaken by somebody are not taken', async () => {
    await deliver(store.knowledge, 'b1', many(2));
    await deliver(store.knowledge, 'b2', { q0: faq('改'), q7: faq('七') }, { take: false });
    await deliver(store.knowledge, 'b3', { q7: faq('别人的七') }, { take: false });
    const counts = { added: 0, changed: 0, unchanged: 0, expired: 0, conflicting: 0, rejected: 0 };
    expect(
      (await store.knowledge.take({ batchId: 'b3', commandId: '3', counts, mark: null })).outcome,
    ).to.equal('taken');
    expect(await store.knowledge.take({ batchId: 'b2', commandId: '2', counts, mark: null })).to.deep.equal({
      outcome: 'overtaken',
      titles: ['七'],
    });
  });

  it('that are dropped leave nothing, also in the tables', async () => {
    await deliver(store.knowledge, 'b1', many(450), { take: false });
    await store.knowledge.drop('b1');
    await store.knowledge.sweep(false);
    expect(rowsLeft()).to.deep.equal([]);
    expect((await refusal(store.knowledge.stage({ batchId: 'b1', rows: [], instead: [] }))).code).to.equal(
      'knowledge.not-staging',
    );
  });

  it('of a process that died are cleared away at the next start, those of a living one are not', async () => {
    await deliver(store.knowledge, 'dead', many(10), { take: false });
    await begin(store.knowledge, 'alive');
    await store.close();
    const database = new DatabaseSync(site.file);
    database.exec(`update knowledge_batch set process = ${process.ppid} where batch_id = 'alive'`);
    database.close();
    store = await site.open({ clock: { now: () => noon } });
    await store.knowledge.sweep(true);
    expect(rowsLeft()).to.deep.equal(['knowledge_batch 1']);
  });

  function rowsLeft(): string[] {
    const database = new DatabaseSync(site.file, { readOnly: true });
    const tables = [
      'knowledge_batch',
      'knowledge_batch_row',
      'knowledge_batch_entry',
      'knowledge_staged_version',
    ];
    const left = tables.flatMap((table) => {
      const count = Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);
      return count === 0 ? [] : [`${table} ${count}`];
    });
    database.close();
    return left;
  }

  it('refuse a slice that would keep records waiting', async () => {
    await begin(store.knowledge, 'b1');
    const row = { row: { rowNo: 1 } } as never;
    const error = await refusal(
      store.knowledge.stage({ batchId: 'b1', rows: Array.from({ length: 301 }, () => row), instead: [] }),
    );
    expect(error.message).to.contain('301');
  });

  it('that were changed behind the back of the journal are found', async () => {
    await deliver(store.knowledge, 'b1', many(3));
    await store.close();
    const database = new DatabaseSync(site.file);
    const before = database
      .prepare("select content from knowledge_version where entry_id = 'K-q1'")
      .get()?.content;
    const problems = async (sql: string) => {
      database.exec(sql);
      return (await site.verify()).problems.map(({ code }) => code);
    };
    expect(
      await problems(`update knowledge_version set content = '{}' where entry_id = 'K-q1'`),
    ).to.deep.equal(['knowledge.content']);
    database.prepare("update knowledge_version set content = ? where entry_id = 'K-q1'").run(before ?? '');
    expect(
      await problems(`update knowledge_version set content_hash = 'x' where entry_id = 'K-q1'`),
    ).to.deep.equal(['knowledge.batch', 'knowledge.content']);
    database.exec("delete from knowledge_version where entry_id = 'K-q1'");
    expect(await problems('select 1')).to.deep.equal(['knowledge.batch']);
    database.close();
    site.remove();
    site = new Site();
    store = await site.open({ clock: { now: () => noon } });
  });
});
