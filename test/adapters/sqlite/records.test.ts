import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import { content, noon, refusal, Site, saveOf } from './builders.ts';

describe('records', function () {
  this.timeout(60_000);
  const site = new Site();
  let now = noon;
  let store: SqliteStore;
  before(async () => {
    store = await site.open({ clock: { now: () => now } });
  });
  after(async () => {
    await store.close();
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });

  it('keep when they were put aside, also when they are edited later', async () => {
    now = Date.parse('2026-11-20T14:00:00.000+08:00');
    const parkedAt = '2026-11-20T12:03:00.000+08:00';
    const save = saveOf('aside');
    await store.records.save({ ...save, context: { ...save.context, parkedAt } });
    await store.records.save({ ...save, commandId: 'edit aside', baseRev: 1 });
    expect(await store.records.byInteraction('aside')).to.include({ parkedAt, rev: 2 });
  });

  it('are numbered CS + day in China + six digits, from one again each day', async () => {
    now = Date.parse('2026-11-24T23:59:59.999+08:00');
    const numbers = [];
    for (const id of ['n-1', 'n-2']) numbers.push((await store.records.save(saveOf(id))).recordNo);
    now = Date.parse('2026-11-25T00:00:00.000+08:00');
    numbers.push((await store.records.save(saveOf('n-3'))).recordNo);
    expect(numbers).to.deep.equal(['CS20261124000001', 'CS20261124000002', 'CS20261125000001']);
    const ofDay = await store.records.ofDay('2026-11-24');
    expect(ofDay.map(({ interactionId }) => interactionId)).to.deep.equal(['n-1', 'n-2']);
    expect(await store.records.interactionsSince('2026-11-24')).to.include.members(['n-1', 'n-2']);
    expect(await store.records.interactionsSince('2099-01-01')).to.deep.equal([]);
  });

  it('come back as they were saved', async () => {
    now = noon;
    const save = saveOf('whole', { content: content({ question: '“引号”\n与 emoji 😀' }) });
    const answer = await store.records.save(save);
    expect(answer).to.include({
      outcome: 'saved',
      rev: 1,
      savedAt: '2026-11-24T12:00:00.000+08:00',
      repeated: false,
    });
    expect(await store.records.byInteraction('whole')).to.deep.equal({
      ...save.context,
      recordNo: answer.recordNo,
      interactionId: 'whole',
      accountId: 'operator-1',
      rev: 1,
      content: save.content,
      savedAt: '2026-11-24T12:00:00.000+08:00',
    });
    expect(await store.records.byInteraction('never')).to.equal(null);
  });

  it('sent twice are one record and the same answer, also when both are on their way', async () => {
    const save = saveOf('twice');
    const answers = await Promise.all([
      store.records.save(save),
      store.records.save(save),
      store.records.save(save),
    ]);
    now += 60_000;
    answers.push(await store.records.save(save));
    const [first, ...others] = answers;
    for (const other of others) expect(other).to.deep.equal({ ...first, repeated: true });
  });

  it('are one to an interaction: a second one from another command is a conflict', async () => {
    const saved = await store.records.save(saveOf('one'));
    const second = await store.records.save(saveOf('one', { commandId: 'from another tab' }));
    expect(second).to.deep.equal({ outcome: 'conflict', recordNo: saved.recordNo, currentRev: 1 });
  });

  it('are edited on their newest revision only; every revision is kept', async () => {
    const saved = await store.records.save(saveOf('edit'));
    const edit = saveOf('edit', {
      commandId: 'edit 1',
      baseRev: 1,
      content: content({ outcomeNote: '已回电' }),
    });
    expect(await store.records.save(edit)).to.include({ outcome: 'saved', recordNo: saved.recordNo, rev: 2 });
    expect(await store.records.save({ ...edit, commandId: 'edit 2' })).to.deep.equal({
      outcome: 'conflict',
      recordNo: saved.recordNo,
      currentRev: 2,
    });
    // The edit's own answer, though it was made on what is an old revision by now.
    expect(await store.records.save(edit)).to.include({ outcome: 'saved', rev: 2, repeated: true });
    const record = await store.records.byInteraction('edit');
    expect(record?.content.outcomeNote).to.equal('已回电');
    const saves = (await store.journal.read('acts/test', 0, 1000)).filter(
      ({ event }) => (event as { interactionId: string }).interactionId === 'edit',
    );
    expect(saves.map(({ event }) => (event as { rev: number }).rev)).to.deep.equal([1, 2]);
  });

  it('stay with the account, seat and unit that took the call when somebody else edits them', async () => {
    const first = saveOf('corrected');
    await store.records.save(first);
    const context = {
      ...first.context,
      seat: null,
      unitId: '430102',
      endedAt: '2026-11-24T12:05:00.000+08:00',
    };
    await store.records.save({ ...first, commandId: 'fix', accountId: 'lead', baseRev: 1, context });
    expect(await store.records.byInteraction('corrected')).to.include({
      accountId: 'operator-1',
      seat: '1001',
      unitId: '430100',
      endedAt: '2026-11-24T12:05:00.000+08:00',
      rev: 2,
    });
  });

  it('that do not exist cannot be edited', async () => {
    const answer = await store.records.save(saveOf('nothing', { baseRev: 3 }));
    expect(answer).to.deep.equal({ outcome: 'conflict', recordNo: '', currentRev: 0 });
    expect(await store.records.byInteraction('nothing')).to.equal(null);
  });

  it('and their acts are one: the act names number, revision and content hash', async () => {
    const before = (await store.journal.head('acts/test'))?.position ?? 0;
    const { recordNo } = await store.records.save(saveOf('act'));
    await store.records.save(saveOf('act'));
    await store.records.save(saveOf('act', { commandId: 'conflict' }));
    const [entry, ...more] = await store.journal.read('acts/test', before, 10);
    expect(more).to.deep.equal([]);
    expect(entry?.type).to.equal('record-saved');
    expect(entry?.event).to.include({ type: 'record-saved', v: 1, recordNo, rev: 1, commandId: 'save act' });
    expect(entry)
      .to.have.nested.property('event.contentHash')
      .that.matches(/^[0-9a-f]{64}$/);
  });

  it('of one caller, and the answers given, come newest first', async () => {
    const callerRef = store.sealer.reference('13874801115');
    const used = {
      articleRev: 1,
      clauseNo: '三',
      title: '办法',
      docNo: null,
      validityAtAnswer: 'in-force',
      rank: 1,
    };
    for (const [i, ids] of [['x'], [], ['y', 'z']].entries()) {
      now += 1000;
      const answers = ids.map((articleId) => ({ ...used, articleId }));
      const { context } = saveOf('');
      const answeredAt = `2026-11-24T12:0${i}:00.000+08:00`;
      await store.records.save(
        saveOf(`caller-${i}`, {
          context: { ...context, callerRef, answeredAt },
          content: content({ answers }),
        }),
      );
    }
    const records = await store.records.ofCaller(callerRef, 2);
    expect(records.map(({ interactionId }) => interactionId)).to.deep.equal(['caller-2', 'caller-1']);
    const earlier = await store.records.earlierAnswers(callerRef, 3);
    expect(
      earlier.map(({ articleId, answeredAt }) => `${articleId} ${answeredAt.slice(11, 16)}`),
    ).to.deep.equal(['y 12:02', 'z 12:02', 'x 12:00']);
    expect(await store.records.earlierAnswers(callerRef, 1)).to.have.length(1);
    expect(await store.records.ofCaller('h1:nobody', 5)).to.deep.equal([]);
  });

  it('saved by many at once each get a number of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => store.records.save(saveOf(`many-${i}`))),
    );
    expect(new Set(answers.map(({ recordNo }) => recordNo)).size).to.equal(200);
  });

  it('refuse a command id that was used for another act', async () => {
    await store.acts.perform('shared id', 'operator-1', now, {
      type: 'seat-signed-out',
      seat: '1',
      accountId: 'operator-1',
      reason: '',
    });
    const refused = await refusal(store.records.save(saveOf('shared', { commandId: 'shared id' })));
    expect(refused).to.include({ name: 'ValueRefused', code: 'store.command-reused' });
    expect(
      await store.records.save(saveOf('shared', { commandId: 'shared id', accountId: 'operator-2' })),
    ).to.include({ outcome: 'saved' });
  });
});
