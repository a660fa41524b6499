import { expect } from 'chai';
import { readDeepLink } from '../../../agent-panel/src/embedding/deep-link.ts';
import { declined, Wishes } from '../../../agent-panel/src/embedding/wishes.ts';
import type { Ask } from '../../../sdk/messages.ts';
import { FakeTime } from '../fake-time.ts';

const dial: Ask = { do: 'dial', number: '13800001115' };

describe('wishes from outside', () => {
  function setUp() {
    const time = new FakeTime();
    return { time, wishes: new Wishes((ms, run) => time.after(ms, run)) };
  }

  it('are shown one at a time: the next is refused, and the first stays', async () => {
    const { wishes } = setUp();
    const first = wishes.ask(dial, '工单系统', 'https://gd.example.gov.cn');
    expect(await wishes.ask({ do: 'search', words: '租房' }, null, '')).to.include({
      ok: false,
      code: 'busy',
    });
    const pending = wishes.pending.get();
    expect(pending?.ask).to.equal(dial);
    wishes.settle(pending?.id ?? 0, declined);
    expect(await first).to.include({ ok: false, code: 'declined' });
    expect(wishes.pending.get()).to.equal(null);
  });

  it('of a system are given up when nobody answers, never once agreed to', async () => {
    const { time, wishes } = setUp();
    const ignored = wishes.ask(dial, '工单系统', 'https://gd.example.gov.cn');
    await time.pass(30_000);
    expect(await ignored).to.include({ code: 'no-answer' });
    void wishes.ask(dial, '工单系统', 'https://gd.example.gov.cn');
    wishes.begin(wishes.pending.get()?.id ?? 0);
    await time.pass(60_000);
    expect(wishes.pending.get()).to.include({ underWay: true });
  });

  it('of an address wait for the sign-in to a seat, however long that takes', async () => {
    const { time, wishes } = setUp();
    void wishes.ask({ do: 'search', words: '租房' }, null, '');
    await time.pass(3_600_000);
    expect(wishes.pending.get()?.ask).to.deep.equal({ do: 'search', words: '租房' });
  });

  it('an answer to an earlier question settles nothing', () => {
    const { wishes } = setUp();
    void wishes.ask(dial, '工单系统', 'https://gd.example.gov.cn');
    const id = wishes.pending.get()?.id ?? 0;
    wishes.settle(id, declined);
    void wishes.ask(dial, '工单系统', 'https://gd.example.gov.cn');
    wishes.settle(id, { ok: true });
    expect(wishes.pending.get()).to.not.equal(null);
  });
});

describe('an address that opens something', () => {
  for (const [hash, ask] of [
    ['#search/公积金 租房', { do: 'search', words: '公积金 租房' }],
    ['#search/%E5%85%AC%E7%A7%AF%E9%87%91', { do: 'search', words: '公积金' }],
    ['#search/50%', { do: 'search', words: '50%' }],
    ['#answer/P001/第六条', { do: 'open-answer', articleId: 'P001', clauseNo: '第六条' }],
    ['#answer/P001', { do: 'open-answer', articleId: 'P001', clauseNo: '' }],
    ['#record/CS20261124000001', { do: 'open-record', recordNo: 'CS20261124000001' }],
  ] as const)
    it(`${hash}`, () => expect(readDeepLink(hash)).to.deep.equal(ask));

  it('is no other, and never dials', () => {
    for (const hash of [
      '',
      '#',
      '#floor',
      '#search/',
      '#record/',
      '#record/a/../b c',
      '#answer/',
      '#dial/110',
    ])
      expect(readDeepLink(hash), hash).to.satisfy(
        (ask: Ask | null) => ask === null || ask.do === 'open-record',
      );
    expect(readDeepLink('#dial/13800001115')).to.equal(null);
    expect(readDeepLink('#record/%3Cscript%3E')).to.equal(null);
  });
});
