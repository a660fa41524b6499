import { expect } from 'chai';
import type { SqliteStore } from '../../../../bridge/adapters/sqlite/store.ts';
import type { EntryAct, EntryActAnswer } from '../../../../bridge/application/knowledge-store.ts';
import type { AnsweringEntry } from '../../../../bridge/application/ports.ts';
import type { Content } from '../../../../knowledge/content/entry.ts';
import { noon, refusal, Site, saveOf } from '../builders.ts';
import { article, faq, guide, item } from './contents.ts';

const day = '2026-11-24';
const editor = { accountId: 'editor', mayWrite: true, mayApprove: false };
const second = { accountId: 'second', mayWrite: true, mayApprove: false };
const approver = { accountId: 'approver', mayWrite: false, mayApprove: true };

describe('entries of the knowledge base', function () {
  this.timeout(60_000);
  const site = new Site();
  let now = noon;
  let store: SqliteStore;
  let commands = 0;
  before(async () => {
    store = await site.open({ clock: { now: () => now } });
  });
  after(async () => {
    await store.close();
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });

  const act = (
    entryId: string,
    changeNo: number,
    one: EntryAct['act'],
    actor: EntryAct['actor'] = editor,
  ) => {
    commands += 1;
    const wish = { commandId: `c-${commands}`, actor, entryId, changeNo, act: one, unitId: 'cs', day };
    return store.knowledge.act(wish);
  };
  const done = (answer: EntryActAnswer) => {
    if (answer.outcome !== 'done') throw new Error(JSON.stringify(answer));
    return answer;
  };
  const write = (content: Content, reason = '') => ({ act: 'write', content, reason }) as const;
  const publish = async (entryId: string, content: Content = faq(entryId)) => {
    done(await act(entryId, 0, write(content)));
    done(await act(entryId, 1, { act: 'submit' }));
    done(await act(entryId, 2, { act: 'pass-first' }, second));
    return done(await act(entryId, 3, { act: 'pass-second', reviewDueOn: '2027-11-24' }, approver));
  };
  const answering = async () => {
    const all: AnsweringEntry[] = [];
    for await (const slice of store.knowledge.answering()) all.push(...slice);
    return all;
  };

  it('are written, reviewed by two others, published, and only then answered from', async () => {
    done(await act('e-1', 0, write(faq('租房怎么提取公积金'), '新写')));
    expect(await store.knowledge.entry('e-1', day)).to.include({
      stage: 'editing',
      title: '租房怎么提取公积金',
      changeNo: 1,
    });
    done(await act('e-1', 1, { act: 'submit' }));
    expect(await act('e-1', 2, { act: 'pass-first' })).to.include({ outcome: 'refused', code: 'own-words' });
    done(await act('e-1', 2, { act: 'pass-first' }, second));
    expect(await answering()).to.deep.equal([]);
    const published = done(await act('e-1', 3, { act: 'pass-second', reviewDueOn: '2027-11-24' }, approver));
    expect(published).to.include({ rev: 1, changeNo: 4, stage: 'published' });
    const [one] = await answering();
    expect(one).to.deep.equal({
      entryId: 'e-1',
      rev: 1,
      content: faq('租房怎么提取公积金'),
      provenance: { system: 'desk', sourceId: 'e-1', url: '', fetchedAt: '2026-11-24T12:00:00.000+08:00' },
      publishedAt: noon,
    });
    const deeds = await store.knowledge.history('e-1', 10);
    expect(deeds.map(({ deed, accountId }) => `${deed} ${accountId}`)).to.deep.equal([
      'pass-second approver',
      'pass-first second',
      'submit editor',
      'write editor',
    ]);
  });

  it('keep their acts in the journal, with the hash of the words they were about', async () => {
    const acts = (await store.journal.read('acts/test', 0, 1000)).filter(
      ({ type }) => type === 'knowledge-act',
    );
    const events = acts.map(({ event }) => event as { entryId: string; act: string; contentHash: string });
    const ours = events.filter(({ entryId }) => entryId === 'e-1');
    expect(ours.map((event) => event.act)).to.deep.equal(['write', 'submit', 'pass-first', 'pass-second']);
    const [version] = await store.knowledge.versions('e-1');
    for (const event of ours) expect(event.contentHash).to.equal(version?.contentHash);
  });

  it('do an act once, however often it is sent', async () => {
    const wish = {
      commandId: 'twice',
      actor: editor,
      entryId: 'e-2',
      changeNo: 0,
      act: write(faq('二套房首付')),
      unitId: 'cs',
      day,
    };
    const answers = await Promise.all([1, 2, 3].map(() => store.knowledge.act(wish)));
    expect(answers.map((answer) => answer.outcome === 'done' && answer.repeated)).to.deep.equal([
      false,
      true,
      true,
    ]);
    expect(await store.knowledge.versions('e-2')).to.have.length(1);
    expect(
      (await refusal(store.records.save(saveOf('x', { commandId: 'twice', accountId: 'editor' })))).code,
    ).to.equal('store.command-reused');
  });

  it('take no act that was decided on what is no longer there', async () => {
    expect(await act('e-1', 2, { act: 'withdraw', reason: '错' })).to.deep.equal({
      outcome: 'conflict',
      entryId: 'e-1',
      changeNo: 4,
    });
    expect(await act('nowhere', 1, { act: 'submit' })).to.deep.equal({ outcome: 'unknown' });
    expect(await act('nowhere', 0, { act: 'submit' })).to.deep.equal({ outcome: 'unknown' });
  });

  it('let the published words answer while the next are in work, and tell lists of the words in work', async () => {
    await publish('e-3', faq('旧问法'));
    done(await act('e-3', 4, write(faq('新问法'))));
    expect((await store.knowledge.entry('e-3', day))?.title).to.equal('新问法');
    expect((await answering()).find(({ entryId }) => entryId === 'e-3')?.content).to.include({
      question: '旧问法',
    });
    const { entries } = await store.knowledge.published({ text: '旧问法' }, { offset: 0, limit: 10 });
    expect(entries.map(({ entryId, rev }) => [entryId, rev])).to.deep.equal([['e-3', 1]]);
    done(await act('e-3', 5, { act: 'discard' }));
    expect(await store.knowledge.entry('e-3', day)).to.include({
      title: '旧问法',
      stage: 'published',
      currentRev: 1,
    });
    const again = done(await act('e-3', 6, write(faq('第三种问法'))));
    expect(again.rev, 'a number is given once').to.equal(3);
  });

  it('tell what changed for whoever answers, in order, from any position', async () => {
    const before = await store.knowledge.position();
    await publish('e-4');
    done(await act('e-4', 4, { act: 'withdraw', reason: '口径有误' }));
    await publish('e-5');
    const changes = await store.knowledge.changesAfter(before);
    expect(changes.put.map(({ entryId }) => entryId)).to.deep.equal(['e-5']);
    expect(changes).to.deep.include({
      remove: ['e-4'],
      more: false,
      position: await store.knowledge.position(),
    });
    expect(await store.knowledge.changesAfter(changes.position)).to.deep.equal({
      position: changes.position,
      put: [],
      remove: [],
      more: false,
    });
  });

  it('are listed by stage, kind, source, material, region, topic, unit, day and a part of the title', async () => {
    await publish('l-1', article('长政办发〔2026〕1号'));
    done(await act('l-2', 0, write(guide('长沙市教育局'))));
    done(await act('l-3', 0, write(item('住房公积金提取'))));
    now += 1000;
    done(await act('l-4', 0, write(faq('百分比 100%_ 怎么算', { regionCode: '430102', topic: '税费' }))));
    const page = { offset: 0, limit: 100 };
    const ids = async (filter: object) =>
      (await store.knowledge.list({ unitIds: null, ...filter }, day, page)).entries.map(
        ({ entryId }) => entryId,
      );
    expect(await ids({ kind: 'guide' })).to.deep.equal(['l-2']);
    expect(await ids({ kind: 'item', materialClass: '办事指南' })).to.deep.equal(['l-3']);
    expect(await ids({ kind: 'article', stage: 'published' })).to.deep.equal(['l-1']);
    expect(await ids({ regionCode: '430102' })).to.deep.equal(['l-4']);
    expect(await ids({ topic: '税费' })).to.deep.equal(['l-4']);
    expect(await ids({ text: '100%_' })).to.deep.equal(['l-4']);
    expect(await ids({ text: '100_' })).to.deep.equal([]);
    expect(await ids({ system: 'website' })).to.deep.equal([]);
    expect(await ids({ unitIds: ['elsewhere'] })).to.deep.equal([]);
    expect(await ids({ dueBefore: '2027-11-25', kind: 'article' })).to.deep.equal(['l-1']);
    expect(await ids({ dueBefore: '2027-11-24' })).to.deep.equal([]);
    const all = await store.knowledge.list({ unitIds: null }, day, { offset: 0, limit: 1 });
    expect(all.entries.map(({ entryId }) => entryId)).to.deep.equal(['l-4']);
    expect(Object.values(all.counts).reduce((a, b) => a + b, 0)).to.equal(all.total);
    const later = await store.knowledge.list({ unitIds: null, stage: 'review-due' }, '2027-11-24', page);
    expect(later.total).to.equal(later.counts['review-due']).and.to.be.above(2);
    for (const { stage } of later.entries) expect(stage).to.equal('review-due');
  });

  it('withdraw by themselves nothing but what a source ends', async () => {
    expect(await store.knowledge.withdrawDue('2030-01-01')).to.equal(0);
  });

  it('are published in shelves for who reads', async () => {
    const { shelves, total } = await store.knowledge.published({}, { offset: 0, limit: 2 });
    expect(shelves.reduce((sum, { count }) => sum + count, 0)).to.equal(total);
    expect((await store.knowledge.publishedEntry('l-1'))?.beginsOn).to.equal('2026-02-01');
    expect(await store.knowledge.publishedEntry('l-2')).to.equal(null);
    expect((await store.knowledge.publishedEntry('l-1'))?.version.content).to.deep.equal(
      article('长政办发〔2026〕1号'),
    );
  });

  it('are looked at again on the day they end by their own words, where that is the earlier one', async () => {
    const ends = article('长政办发〔2026〕7号', {
      clauses: [
        { no: '第二条', text: '本办法自2026年2月1日起施行，有效期一年。', anchor: 'art-2', heading: [] },
      ],
    });
    await publish('ends-early', ends);
    await publish('ends-late', article('长政办发〔2026〕8号'));
    const dueOn = async (entryId: string) =>
      (await store.knowledge.entry(entryId, day))?.standing.reviewDueOn;
    expect([await dueOn('ends-early'), await dueOn('ends-late')]).to.deep.equal(['2027-02-01', '2027-11-24']);
  });
});
