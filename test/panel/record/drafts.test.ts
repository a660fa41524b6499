import { expect } from 'chai';
import { baseFields } from '../../../agent-panel/src/record/draft.ts';
import { Drafts, OTHERS_KEPT_MS } from '../../../agent-panel/src/record/drafts.ts';
import { FakeTime } from '../fake-time.ts';
import { card, operator } from '../sample-people.ts';
import { MemoryShelf } from './memory-shelf.ts';

const base = baseFields(card(0), operator);

function setUp(shelf = new MemoryShelf(), accountId = 'zhou') {
  const time = new FakeTime();
  return { shelf, time, drafts: new Drafts(accountId, shelf, () => time.now()) };
}

describe('drafts', () => {
  it('lie on the shelf from the first key on, and at last as they were last typed', async () => {
    const { drafts, shelf } = setUp();
    drafts.edit('i', base, { edits: { question: '公' } });
    await drafts.settled();
    expect(shelf.drafts.get('i')?.edits.question).to.equal('公');
    for (const question of ['公积', '公积金', '公积金能']) drafts.edit('i', base, { edits: { question } });
    await drafts.settled();
    expect(shelf.drafts.get('i')?.edits.question).to.equal('公积金能');
    expect(shelf.writes, 'one write at a time, not one a key').to.be.lessThan(4);
  });

  it('are there again for the next life of the browser', async () => {
    const { drafts, shelf } = setUp();
    drafts.edit('i', base, { edits: { question: '问' }, searchText: '公积金' });
    await drafts.settled();
    const later = setUp(shelf).drafts;
    await later.load();
    expect(later.get('i')).to.deep.include({ edits: { question: '问' }, searchText: '公积金', base });
  });

  it('say so when they cannot be kept', async () => {
    const { drafts, shelf } = setUp();
    shelf.broken = true;
    drafts.edit('i', base, { edits: { question: '问' } });
    await drafts.settled();
    expect(drafts.kept.get()).to.deep.equal({ state: 'failed' });
    shelf.broken = false;
    drafts.edit('i', base, { edits: { question: '问题' } });
    await drafts.settled();
    expect(drafts.kept.get().state).to.equal('kept');
  });

  it('of a colleague are not shown, and are gone a day after they were last touched', async () => {
    const { drafts, shelf, time } = setUp();
    drafts.edit('i', base, { edits: { question: '问' } });
    await drafts.settled();
    const other = new Drafts('liu', shelf, () => time.now());
    await other.load();
    expect(other.all.get().size).to.equal(0);
    expect(shelf.drafts.size).to.equal(1);
    await time.pass(OTHERS_KEPT_MS + 1);
    await new Drafts('liu', shelf, () => time.now()).load();
    expect(shelf.drafts.size).to.equal(0);
  });
});
