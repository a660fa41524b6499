import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { WorkerTrialRunner } from '../../../bridge/adapters/answers/trial-runner.ts';
import type { AnsweringEntry, Trial } from '../../../bridge/application/ports.ts';
import { article, faq } from '../sqlite/knowledge/contents.ts';
import { builtInWeights, reversedWeights } from './reversed-weights.ts';
import { smallLibrary } from './small-library.ts';

async function* slices(...entries: AnsweringEntry[]) {
  for (const entry of entries) yield [entry];
}

const published: AnsweringEntry = {
  entryId: 'E1',
  rev: 1,
  content: article('长政办发〔2026〕12号'),
  provenance: { system: 'desk', sourceId: 'E1', url: '', fetchedAt: '2026-01-06' },
  publishedAt: 0,
};

const asked = (question: string, articleId: string, clauseNo: string, asOf: string | null = null) => ({
  questionId: question,
  question,
  regionCode: '430100',
  asOf,
  expected: { articleId, clauseNo },
});

describe('a trial on a thread of its own', function () {
  this.timeout(60_000);
  const textsFolder = smallLibrary();
  const runner = new WorkerTrialRunner({ textsFolder });
  after(async () => {
    await runner.close();
    rmSync(textsFolder, { recursive: true });
  });

  const trial = (over: Partial<Trial> = {}): Trial => ({
    questions: [],
    today: '2026-11-24',
    before: { synonyms: [], weights: null },
    after: { synonyms: [{ spoken: '码上提', written: ['提取', '住房公积金'] }], weights: null },
    entries: slices(published),
    progress() {},
    ...over,
  });

  it('asks each question with the one table and then with the other, of published entries and built-in texts alike', async () => {
    const questions = [
      asked('码上提怎么弄', 'E1', '第一条'),
      asked('租房提取住房公积金', 'E1', '第一条', '2025-01-01'),
      asked('累计工作满十年有几天年休假', 'P045', '第三条'),
    ];
    const tried = await runner.run(trial({ questions }));
    expect(tried.map(({ question, before, after }) => [question, before.place, after.place])).to.deep.equal([
      ['码上提怎么弄', null, 1],
      // On a day on which it did not apply yet.
      ['租房提取住房公积金', 2, 2],
      ['累计工作满十年有几天年休假', 2, 2],
    ]);
    expect(tried[2]?.after.first[1]).to.deep.equal({
      articleId: 'P045',
      clauseNo: '第三条',
      title: '职工带薪年休假条例',
    });
  });

  it('asks with the weights of the answers, then with others', async () => {
    const questions = [asked('工作满十年年休假多少天', 'P045', '第四条')];
    const entries = () =>
      slices({
        ...published,
        entryId: 'Q1',
        content: faq('年休假几天', { basis: [{ articleId: 'P045', clauseNo: '第三条' }] }),
      });
    const builtIn = new TextEncoder().encode(JSON.stringify(builtInWeights()));
    const reversed = new TextEncoder().encode(reversedWeights());
    const places = async (inForce: Uint8Array, onTrial: Uint8Array | null) => {
      const answering = new WorkerTrialRunner({ textsFolder, weights: { file: 'w.json', bytes: inForce } });
      const after = { synonyms: [], weights: onTrial };
      const [tried] = await answering.run(trial({ questions, after, entries: entries() }));
      return [tried?.before.place, tried?.after.place];
    };
    const [before, after] = await places(builtIn, reversed);
    expect(before).to.equal(1);
    expect(after).to.not.equal(1);
    // A trial of synonyms alone leaves the weights as they are.
    expect(await places(reversed, null)).to.deep.equal([after, after]);
    expect(await places(reversed, builtIn)).to.deep.equal([after, before]);
  });

  it('tells how far it is', async () => {
    const questions = Array.from({ length: 60 }, (_, at) => asked(`年休假 ${at}`, 'P045', '第三条'));
    const told: number[] = [];
    await runner.run(trial({ questions, progress: (done) => told.push(done) }));
    expect(told).to.deep.equal([10, 20, 30, 40, 50, 60]);
  });

  it('that ends by itself, or takes too long, is told of and leaves no thread', async () => {
    const dying = new WorkerTrialRunner({ worker: new URL('data:text/javascript,process.exit(1)') });
    const late = new WorkerTrialRunner({ textsFolder, timeoutMs: 1 });
    for (const one of [dying, late]) {
      const failure = await one.run(trial()).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(Error);
    }
  });

  it('is stopped with the bridge', async () => {
    const stopped = new WorkerTrialRunner({ textsFolder });
    const running = stopped.run(trial()).catch((error: unknown) => error);
    await stopped.close();
    expect(await running).to.be.instanceOf(Error);
  });
});
