import { expect } from 'chai';
import { ValueRefused } from '../../../bridge/adapters/sqlite/errors.ts';
import { ReaderPool } from '../../../bridge/adapters/sqlite/reader-pool.ts';
import { startThread, WorkerLink } from '../../../bridge/adapters/sqlite/worker-link.ts';
import { refusal } from './builders.ts';

type Echo = { echo: { argument: unknown; answer: unknown } };
const startEcho = () => startThread(new URL('./dying-worker.ts', import.meta.url), {});

describe('the link to a worker', function () {
  this.timeout(60_000);
  let died: Error[];
  let link: WorkerLink<Echo>;
  beforeEach(async () => {
    died = [];
    link = new WorkerLink<Echo>(startEcho(), { anchor() {}, died: (error) => died.push(error) });
    await link.ready();
  });
  afterEach(() => link.end());

  it('gives each question its own answer', async () => {
    const questions = Array.from({ length: 50 }, (_, i) => ({ i }));
    const answers = await Promise.all(questions.map((question) => link.call('echo', question)));
    expect(answers).to.deep.equal(questions);
    expect(link.load).to.equal(0);
  });

  it('refuses what no message can carry, and nothing that was asked beside it', async () => {
    const [one, none, other] = await Promise.allSettled(
      [1, () => {}, 2].map((question) => link.call('echo', question)),
    );
    expect([one, other]).to.deep.equal([1, 2].map((value) => ({ status: 'fulfilled', value })));
    expect(none).to.have.property('status', 'rejected');
    expect(link.load).to.equal(0);
  });

  it('brings errors over as what they are: class, code, words, and where they were thrown', async () => {
    const error = await refusal(link.call('echo', 'refuse'));
    expect(error).to.be.instanceOf(ValueRefused);
    expect(error).to.include({ name: 'ValueRefused', code: 'test.refused' });
    expect(error.what.zh).to.equal('不行。');
    expect(error.stack).to.include('dying-worker.ts');
  });

  for (const way of ['die', 'throw'])
    it(`answers everything with words when its worker is gone (${way}), and says so once`, async () => {
      const waiting = refusal(link.call('echo', 'silence'));
      const fatal = refusal(link.call('echo', way));
      for (const error of [await waiting, await fatal, await refusal(link.call('echo', 'later'))]) {
        expect(error).to.include({ name: 'StoreStopped', code: 'store.stopped' });
        expect(error.message).to.include('请重启话务桥');
      }
      await link.ended();
      expect(died).to.have.length(1);
    });

  it('ends without an alarm when it was asked to', async () => {
    await link.end();
    expect(died).to.deep.equal([]);
    expect(await refusal(link.call('echo', 1))).to.have.property('code', 'store.stopped');
  });
});

describe('a pool of readers', function () {
  this.timeout(60_000);

  it('starts another where a question takes long, and gives what comes after to that one', async () => {
    const pool = new ReaderPool(2, startEcho, () => {});
    await pool.ready();
    const who = () => pool.call('journal.head', 'who' as never);
    const first = await who();
    expect(await Promise.all([who(), who(), who()])).to.deep.equal([first, first, first]);
    const long = refusal(pool.call('journal.head', 'silence' as never));
    expect(await who()).to.equal(first);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await who();
    expect(second).to.not.equal(first);
    expect(await who()).to.equal(second);
    await pool.close();
    expect(await long).to.have.property('code', 'store.stopped');
  });

  it('loses only the question that a reader died of', async () => {
    const died: Error[] = [];
    const pool = new ReaderPool(2, startEcho, (error) => died.push(error));
    await pool.ready();
    const ask = (stream: string) => pool.call('journal.head', { stream });
    expect(await ask('a')).to.deep.equal({ stream: 'a' });
    // The worker of the test dies of this word alone.
    const fatal = pool.call('journal.head', 'die' as never);
    expect(await refusal(fatal)).to.have.property('code', 'store.stopped');
    while (died.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const answers = await Promise.all(['b', 'c', 'd', 'e'].map(ask));
    expect(answers).to.deep.equal(['b', 'c', 'd', 'e'].map((stream) => ({ stream })));
    await pool.close();
    expect(died).to.have.length(1);
  });
});
