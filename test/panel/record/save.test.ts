import { expect } from 'chai';
import { baseFields } from '../../../agent-panel/src/record/draft.ts';
import { Drafts } from '../../../agent-panel/src/record/drafts.ts';
import { Saver } from '../../../agent-panel/src/record/save.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { RecordContent } from '../../../bridge/protocol/domain.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { card, operator } from '../sample-people.ts';
import { MemoryShelf } from './memory-shelf.ts';

const base = baseFields(card(0), operator);
const content: RecordContent = { ...base, regionCode: '430102', outcomeCode: 'D3', question: '问' };
const saved: CommandResult = { outcome: 'saved', recordNo: 'CS1', rev: 1, savedAt: 'now', repeated: false };

function setUp(shelf = new MemoryShelf()) {
  const time = new FakeTime();
  const asked: { id: string; command: Command; answer: (result: CommandResult) => void }[] = [];
  const drafts = new Drafts('zhou', shelf, () => time.now());
  let ids = 0;
  const saver = new Saver({
    drafts,
    command: (command, id) => new Promise((answer) => asked.push({ id, command, answer })),
    newId() {
      ids += 1;
      return `id-${ids}`;
    },
    now: () => time.now(),
    after: (ms, run) => time.after(ms, run),
  });
  return { time, asked, drafts, saver, shelf };
}

describe('saving a record', () => {
  it('deletes the draft only after the bridge has said that it is on disk', async () => {
    const { asked, drafts, saver } = setUp();
    drafts.edit('i', base, { edits: { question: '问' } });
    const done = saver.save('i', base, 0, content);
    expect(drafts.get('i')?.save).to.include({ step: 'asked', commandId: 'id-1' });
    asked[0]?.answer(saved);
    expect(await done).to.equal(true);
    expect(drafts.get('i')).to.equal(undefined);
    expect(saver.saved.get().get('i')?.recordNo).to.equal('CS1');
  });

  it('remembers the latest fifty, the last of all at the end: a page may stay open for weeks', async () => {
    const { asked, saver } = setUp();
    for (let n = 0; n < 60; n += 1) {
      const done = saver.save(`i-${n}`, base, 0, content);
      asked.at(-1)?.answer(saved);
      await done;
    }
    const again = saver.save('i-20', base, 1, content);
    asked.at(-1)?.answer({ ...saved, rev: 2 });
    await again;
    const kept = [...saver.saved.get()];
    expect(kept).to.have.length(50);
    expect(kept.at(-1)?.[0]).to.equal('i-20');
    expect(saver.saved.get().has('i-5')).to.equal(false);
  });

  it('keeps a draft even of a record that was complete without a key stroke', () => {
    const { drafts, saver } = setUp();
    void saver.save('i', base, 0, content);
    expect(drafts.get('i')?.save.step).to.equal('asked');
  });

  it('is asked once, however often Ctrl+Enter is pressed', () => {
    const { asked, saver } = setUp();
    void saver.save('i', base, 0, content);
    void saver.save('i', base, 0, content);
    expect(asked).to.have.length(1);
  });

  it('does not lose what was typed while it was under way', async () => {
    const { asked, drafts, saver } = setUp();
    drafts.edit('i', base, { edits: { question: '问' } });
    const done = saver.save('i', base, 0, content);
    drafts.edit('i', base, { edits: { outcomeNote: '还要回电' } });
    asked[0]?.answer(saved);
    expect(await done).to.equal(false);
    expect(drafts.get('i')?.edits.outcomeNote).to.equal('还要回电');
  });

  it('is asked again with the id it had, after the browser was closed in the middle', async () => {
    const first = setUp();
    first.drafts.edit('i', base, { edits: { question: '问' } });
    void first.saver.save('i', base, 0, content);
    await first.drafts.settled();
    const second = setUp(first.shelf);
    await second.drafts.load();
    second.saver.resume();
    expect(second.asked[0]).to.deep.include({ id: 'id-1' });
    second.asked[0]?.answer({ ...saved, repeated: true });
    await settle();
    expect(second.drafts.get('i')).to.equal(undefined);
  });

  it('tries again by itself with the same id while the bridge cannot write', async () => {
    const { asked, drafts, saver, time } = setUp();
    const done = saver.save('i', base, 0, content);
    asked[0]?.answer({ outcome: 'refused', code: 'not-saved', message: '磁盘满' });
    await settle();
    expect(drafts.get('i')?.save).to.include({
      step: 'refused',
      message: '磁盘满',
      retryAt: time.now() + 2_000,
    });
    await time.pass(2_000);
    expect(asked.map(({ id }) => id)).to.deep.equal(['id-1', 'id-1']);
    asked[1]?.answer(saved);
    expect(await done).to.equal(true);
  });

  it('waits for a person when the refusal is about the record', async () => {
    const { asked, drafts, saver, time } = setUp();
    void saver.save('i', base, 0, content);
    asked[0]?.answer({ outcome: 'refused', code: 'not-your-record', message: '不在您的工作台上' });
    await time.pass(120_000);
    expect(asked).to.have.length(1);
    expect(drafts.get('i')?.save).to.include({ step: 'refused', retryAt: null });
  });

  it('sends what was saved first first, after the browser was closed with several waiting', async () => {
    const first = setUp();
    for (const id of ['b', 'c', 'a']) {
      void first.saver.save(id, base, 0, content);
      await first.time.pass(1_000);
    }
    await first.drafts.settled();
    const second = setUp(first.shelf);
    await second.drafts.load();
    second.saver.resume();
    const order = second.asked.map(({ command }) => 'interactionId' in command && command.interactionId);
    expect(order).to.deep.equal(['b', 'c', 'a']);
  });

  it('makes what was written while it was under way a change of what is saved', async () => {
    const { asked, drafts, saver } = setUp();
    drafts.edit('i', base, { edits: { question: '问' } });
    void saver.save('i', base, 0, content);
    drafts.edit('i', base, { edits: { outcomeNote: '还要回电' } });
    asked[0]?.answer(saved);
    await settle();
    expect(drafts.get('i')).to.deep.include({
      base: content,
      reopened: { recordNo: 'CS1', rev: 1, reason: '' },
    });
    expect(drafts.get('i')?.edits).to.include({ outcomeNote: '还要回电' });
  });

  describe('that meets another revision', () => {
    const theirs = (change: Partial<RecordContent>): CommandResult => ({
      outcome: 'conflict',
      recordNo: 'CS1',
      currentRev: 2,
      message: '已有新版',
      theirs: { content: { ...content, question: '', ...change }, savedAt: '2026-11-30T09:12:00.000+08:00' },
    });
    async function conflicting(mine: Partial<RecordContent>, other: Partial<RecordContent>) {
      const house = setUp();
      house.drafts.edit('i', base, { edits: { ...content, ...mine } });
      void house.saver.save('i', base, 0, { ...content, ...mine });
      house.asked[0]?.answer(theirs(other));
      await settle();
      return house;
    }

    it('puts together what one side alone wrote, and saves it on that revision with a reason', async () => {
      const { asked, saver } = await conflicting({ question: '问' }, { outcomeNote: '他处补的备注' });
      expect(asked[1]?.command).to.deep.include({
        baseRev: 2,
        content: { ...content, question: '问', outcomeNote: '他处补的备注' },
        reason: '离线登记与已保存的版本合并',
      });
      asked[1]?.answer({ ...saved, rev: 3 });
      await settle();
      expect(saver.saved.get().get('i')).to.include({ rev: 3, mergedWith: 2 });
    });

    it('waits for a person where both wrote, keeps both, and saves what was chosen', async () => {
      const { asked, drafts, saver } = await conflicting({ question: '本机的' }, { question: '他处的' });
      expect(asked).to.have.length(1);
      expect(await saver.resolve('i'), 'nothing chosen').to.equal(false);
      const conflict = drafts.get('i')?.save;
      if (conflict?.step !== 'conflict') throw new Error('no conflict');
      expect(conflict.sides?.mine.question).to.equal('本机的');
      drafts.step('i', { ...conflict, chosen: { question: 'mine' } });
      void saver.resolve('i');
      expect(asked[1]?.command).to.deep.include({ baseRev: 2, content: { ...content, question: '本机的' } });
    });

    it('saves nothing where both came to the same', async () => {
      const { asked, drafts, saver } = await conflicting({ question: '问' }, { question: '问' });
      expect(asked).to.have.length(1);
      expect(drafts.get('i')).to.equal(undefined);
      expect(saver.saved.get().get('i')).to.include({ recordNo: 'CS1', rev: 2 });
    });
  });

  it('after a conflict builds on the revision that is there, when asked again', async () => {
    const { asked, saver } = setUp();
    void saver.save('i', base, 0, content);
    asked[0]?.answer({ outcome: 'conflict', recordNo: 'CS1', currentRev: 3, message: '已有新版' });
    await settle();
    void saver.save('i', base, 0, content);
    expect(asked[1]?.command).to.deep.include({ baseRev: 3 });
  });
});
