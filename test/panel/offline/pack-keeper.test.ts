import { expect } from 'chai';
import type { FetchedPack } from '../../../agent-panel/src/offline/fetched-pack.ts';
import type { PackFacts, PackShelf } from '../../../agent-panel/src/offline/pack-facts.ts';
import { daysOld, PackKeeper } from '../../../agent-panel/src/offline/pack-keeper.ts';
import type { PackReply, PackRequest } from '../../../agent-panel/src/offline/pack-messages.ts';
import { PackSearch } from '../../../agent-panel/src/offline/search-pack.ts';
import type { AnswerPack } from '../../../bridge/protocol/pack.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { samplePack } from '../sample-pack.ts';

class MemoryPackShelf implements PackShelf {
  kept: { facts: PackFacts; pack: AnswerPack } | null = null;
  full = false;

  async facts(): Promise<PackFacts | null> {
    return this.kept?.facts ?? null;
  }
  async pack(): Promise<AnswerPack | null> {
    return this.kept?.pack ?? null;
  }
  async put(facts: PackFacts, pack: AnswerPack): Promise<void> {
    if (this.full) throw new Error('QuotaExceededError');
    this.kept = { facts, pack };
  }
  async confirm(facts: PackFacts): Promise<void> {
    if (this.kept !== null) this.kept = { ...this.kept, facts };
  }
}

function setUp(shelf = new MemoryPackShelf(), regionCode = '430100') {
  const time = new FakeTime();
  const asked: (string | null)[] = [];
  const threads = { opened: 0, die: () => {} };
  const answers: FetchedPack[] = [];
  const keeper = new PackKeeper({
    regionCode,
    shelf,
    async fetchPack(version) {
      asked.push(version);
      return answers.shift() ?? { kind: 'same' };
    },
    openThread(heard: (reply: PackReply) => void, died) {
      threads.opened += 1;
      threads.die = died;
      let search: PackSearch | null = null;
      return {
        ask(request: PackRequest) {
          if (request.kind === 'pack') search = new PackSearch(request.pack);
          else if (request.kind === 'search')
            heard({ id: request.id, answer: search?.search(request.question) ?? null });
          else
            heard({
              id: request.id,
              answer: search?.article(request.articleId, request.day, request.faqId) ?? null,
            });
        },
        close() {},
      };
    },
    now: () => time.now(),
    after: (ms, run) => time.after(ms, run),
  });
  const fresh = (version = '"a"'): FetchedPack => ({ kind: 'new', version, answer: samplePack() });
  return { time, asked, threads, answers, keeper, shelf, fresh };
}

const question = { text: '公积金能取出来付房租吗', regionCode: '430102', day: '2026-11-30' };

describe('the pack on this PC', () => {
  it('is asked for when the bridge is reached, kept, and found there by the next life of the browser', async () => {
    const first = setUp();
    first.answers.push(first.fresh());
    await first.keeper.renew();
    expect(first.keeper.facts.get()).to.include({ version: '"a"', answers: 3 });
    const second = setUp(first.shelf);
    await second.keeper.load();
    const [hit] = (await second.keeper.search(question)) ?? [];
    expect(hit).to.include({ articleId: 'P024', clauseNo: '第二十四条', rank: 1 });
    expect(hit?.spoken?.text).to.contain('符合条件的可以办理');
  });

  it('is asked for again six times an hour by its version, and only confirmed while it is the same', async () => {
    const { answers, asked, fresh, keeper, time } = setUp();
    answers.push(fresh());
    await keeper.renew();
    await time.pass(10 * 60_000);
    expect(asked).to.deep.equal([null, '"a"']);
    expect(keeper.facts.get()?.confirmedAt).to.equal(time.now());
  });

  it('is asked for again soon while the bridge still works it out, and not while the bridge is lost', async () => {
    const { answers, asked, fresh, keeper, time } = setUp();
    answers.push({ kind: 'none' }, fresh());
    await keeper.renew();
    expect(await keeper.search(question), 'none here').to.equal(null);
    await time.pass(30_000);
    expect(keeper.facts.get()?.version).to.equal('"a"');
    keeper.rest();
    await time.pass(3_600_000);
    expect(asked).to.have.length(2);
  });

  it('of another region is not looked up, and a full disk leaves the older one whole', async () => {
    const first = setUp();
    first.answers.push(first.fresh());
    await first.keeper.renew();
    const other = setUp(first.shelf, '430200');
    await other.keeper.load();
    expect(await other.keeper.search(question)).to.equal(null);
    first.shelf.full = true;
    first.answers.push(first.fresh('"b"'));
    await first.keeper.renew();
    expect(first.keeper.facts.get()?.version).to.equal('"a"');
    expect(await first.keeper.search(question)).to.have.length.greaterThan(0);
  });

  it('gives no answer, and keeps nobody waiting, when its thread has died', async () => {
    const { answers, fresh, keeper, threads } = setUp();
    expect(threads.opened, 'nothing to look up yet').to.equal(0);
    answers.push(fresh());
    await keeper.renew();
    threads.die();
    expect(await keeper.search(question)).to.equal(null);
    await settle();
  });

  it('warns when it was not confirmed for more days than the city allows', () => {
    const facts = { version: '', regionCode: '', confirmedAt: 0, answers: 1, warnAfterDays: 3, basis: '' };
    expect(daysOld(facts, 3 * 86_400_000 + 1)).to.equal(null);
    expect(daysOld(facts, 4 * 86_400_000)).to.equal(4);
  });
});
