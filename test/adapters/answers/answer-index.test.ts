import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type AnswerIndexOptions, WorkerAnswerIndex } from '../../../bridge/adapters/answers/answer-index.ts';
import { AnswersUnavailable } from '../../../bridge/adapters/answers/answers-unavailable.ts';
import type { CityWeights } from '../../../bridge/adapters/answers/city-weights.ts';
import type { AnsweringEntry, AnswerQuery } from '../../../bridge/application/ports.ts';
import type { FaqContent } from '../../../knowledge/content/entry.ts';
import { article, faq } from '../sqlite/knowledge/contents.ts';
import { builtInWeights, reversedWeights } from './reversed-weights.ts';
import { smallLibrary } from './small-library.ts';

const question: AnswerQuery = {
  text: '年休假几天',
  regionCode: '430100',
  date: '2026-11-24',
  serviceFunction: null,
  limit: 5,
};

async function failure(promise: Promise<unknown>): Promise<AnswersUnavailable> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AnswersUnavailable) return error;
    throw error;
  }
  throw new Error('it was answered');
}

describe('the answers on their own thread', function () {
  this.timeout(30_000);
  let folder = '';
  const opened: WorkerAnswerIndex[] = [];

  before(() => {
    folder = smallLibrary();
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((index) => index.close()));
  });

  function open(options: AnswerIndexOptions = {}): WorkerAnswerIndex {
    const index = new WorkerAnswerIndex({ textsFolder: folder, timeoutMs: 10_000, ...options });
    opened.push(index);
    return index;
  }

  it('are there when it is ready, and say how many clauses they were made of', async () => {
    let documents = 0;
    const index = open({
      built: (facts) => {
        documents = facts.documents;
      },
    });
    await index.ready;
    expect(documents).to.equal(66);
    const [hit] = await index.search({ ...question, text: '职工累计工作满十年年休假' });
    expect(hit).to.include({ articleId: 'P045', rank: 1 });
  });

  it('wait for it when they are asked for before', async () => {
    const index = open();
    const hits = await index.search(question);
    expect(hits).not.to.deep.equal([]);
    await index.ready;
  });

  it('are read in when the time has come, and refused in words before', async () => {
    const time = Promise.withResolvers<void>();
    const index = open({ after: time.promise });
    const early = await index.search(question).catch((error: unknown) => error);
    expect(early).to.have.property('code', 'ANSWERS_NOT_READY');
    time.resolve();
    await index.ready;
    expect(await index.search(question)).not.to.deep.equal([]);
  });

  it('go to whom they belong when many ask at once', async () => {
    const index = open();
    const texts = ['年休假几天', '信息公开申请多久答复', '职工请事假', '不予公开的信息'];
    const together = await Promise.all(texts.map((text) => index.search({ ...question, text })));
    for (const [at, text] of texts.entries()) {
      expect(together[at]).to.deep.equal(await index.search({ ...question, text }));
    }
  });

  it('open an article, and suggest', async () => {
    const index = open();
    expect((await index.article('P001', '2026-11-24'))?.clauses).to.have.lengthOf(56);
    expect(await index.article('P999', '2026-11-24')).to.equal(null);
    const earlier = [{ articleId: 'P001', clauseNo: '第三十三条', answeredAt: '2026-11-20' }];
    const hits = await index.suggest({ ...question, queue: 'policy', earlier });
    expect(hits.map(({ clauseNo }) => clauseNo)).to.deep.equal(['第三十三条']);
  });

  it('understand the words of the city from the moment they are told, and no longer when they are taken out', async () => {
    const index = open();
    const first = async () => (await index.search({ ...question, text: '躺平假' }))[0];
    expect(await first()).to.equal(undefined);
    await index.putSynonyms([{ spoken: '躺平假', written: ['年休假'] }]);
    expect(await first()).to.include({ articleId: 'P045' });
    expect((await first())?.why.map(({ text }) => text)).to.include('“躺平假”对应条文用语“年休假”');
    await index.putSynonyms([]);
    expect(await first()).to.equal(undefined);
  });

  it('explain themselves, and lay texts side by side where there are several', async () => {
    const index = open();
    const hits = await index.search(question);
    const explanation = await index.explain(question, { articleId: 'P045', clauseNo: '第九条' });
    expect(explanation.shown.map(({ clauseNo }) => clauseNo)).to.deep.equal(
      hits.map(({ clauseNo }) => clauseNo),
    );
    expect(explanation.asked?.verdict.kind).to.not.equal('unknown');
    expect(await index.compare(question)).to.equal(null);
  });

  it('are refused in words for a question that makes no sense, and the next is answered', async () => {
    const index = open();
    const error = await failure(index.search({ ...question, date: '今天' }));
    expect(error.code).to.equal('ANSWERS_REFUSED');
    expect(error.message).to.include('“今天”');
    expect(await index.search(question)).not.to.deep.equal([]);
  });

  it('are given up after a time, without being kept', async () => {
    const index = open({ timeoutMs: 1 });
    const error = await failure(index.search(question));
    expect(error.code).to.equal('ANSWERS_NOT_READY');
    expect(error.message).to.include('通话和登记不受影响');
    await index.ready;
  });

  it('are refused when too many are waiting', async () => {
    const index = open({ maxWaiting: 2 });
    const first = [index.search(question), index.search(question)];
    expect((await failure(index.search(question))).code).to.equal('ANSWERS_BUSY');
    await Promise.all(first);
    expect(await index.search(question)).not.to.deep.equal([]);
  });

  it('end with it: whoever waits is told, and nothing keeps the process', async () => {
    const index = open();
    const waiting = failure(index.search(question));
    await index.close();
    expect((await waiting).code).to.equal('ANSWERS_CLOSED');
    expect((await failure(index.search(question))).code).to.equal('ANSWERS_CLOSED');
    await index.close();
  });

  it('stop when the thread ends by itself, and come back', async () => {
    const index = open({ worker: new URL('./dying-worker.ts', import.meta.url), restartMs: 20 });
    await index.ready;
    const asked = [failure(index.search(question)), failure(index.search(question))];
    for (const error of await Promise.all(asked)) expect(error.code).to.equal('ANSWERS_STOPPED');
    expect((await failure(index.search(question))).code).to.equal('ANSWERS_STOPPED');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await index.article('any', '2026-11-24')).to.equal(null);
  });

  it('are refused for good, with the reason, when the library cannot be read', async () => {
    const broken = smallLibrary();
    writeFileSync(join(broken, 'P045.md'), '# 职工带薪年休假条例\n');
    const index = open({ textsFolder: broken });
    const error = await failure(index.ready);
    expect(error.code).to.equal('ANSWERS_REFUSED');
    expect(error.message).to.include('P045.md');
    expect((await failure(index.search(question))).message).to.include('P045.md');
    rmSync(broken, { recursive: true });
  });

  it('start from what an earlier start kept, and anew where that is damaged or cannot be written', async () => {
    const keptFolder = mkdtempSync(join(tmpdir(), 'kept-'));
    const started = async (different: AnswerIndexOptions = {}) => {
      const faults: string[] = [];
      let wasKept = false;
      const index = open({
        keptFolder,
        built: (facts) => {
          wasKept = facts.wasKept;
        },
        fault: (message) => faults.push(message),
        ...different,
      });
      await index.ready;
      const hits = await index.search(question);
      return { wasKept, hits, faults };
    };
    const first = await started();
    expect(first).to.deep.include({ wasKept: false, faults: [] });
    expect(first.hits).not.to.deep.equal([]);
    for (let tries = 0; !existsSync(join(keptFolder, 'words.json')); tries += 1) {
      expect(tries).to.be.below(500);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await started()).to.deep.equal({ wasKept: true, hits: first.hits, faults: [] });
    truncateSync(join(keptFolder, 'words.json'), 100);
    expect(await started()).to.deep.equal({ wasKept: false, hits: first.hits, faults: [] });
    // A file stands where the folder should be.
    const fault = Promise.withResolvers<string>();
    const barred = { keptFolder: join(folder, 'index.json'), fault: fault.resolve };
    expect((await started(barred)).hits).to.deep.equal(first.hits);
    expect(await fault.promise).to.include('index.json');
    rmSync(keptFolder, { recursive: true });
  });

  describe('by weights that the city trained', () => {
    const similar = faq('年休假几天', { basis: [{ articleId: 'P045', clauseNo: '第三条' }] });
    const entryOf = (content: FaqContent): AnsweringEntry => ({
      entryId: 'Q1',
      rev: 1,
      content,
      provenance: { system: 'desk', sourceId: 'Q1', url: '', fetchedAt: '2026-03-01' },
      publishedAt: 0,
    });
    const answered = async (weights: CityWeights | null) => {
      const faults: string[] = [];
      const index = open({ weights, fault: (message) => faults.push(message) });
      await index.update({ put: [entryOf(similar)], remove: [] });
      const hits = await index.search({ ...question, text: '工作满十年年休假多少天', limit: 20 });
      return { clauses: hits.map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`), faults };
    };
    const builtIn = JSON.stringify(builtInWeights());
    const inFile = (written: string) => ({
      file: '/data/knowledge-weights.json',
      bytes: new TextEncoder().encode(written),
    });

    it('stand as those say', async () => {
      // The small library has learned nothing.
      const plain = await answered(inFile(builtIn));
      expect(plain.clauses[0]).to.equal('P045 第四条');
      const reversed = await answered(inFile(reversedWeights()));
      expect(reversed.clauses[0]).to.not.equal('P045 第四条');
      expect([...plain.faults, ...reversed.faults]).to.deep.equal([]);
    });

    it('stand as without them where they cannot be used, which is told with the file and what to do', async () => {
      const plain = await answered(null);
      const cut = await answered(inFile(builtIn.slice(0, -20)));
      const unread = await answered({ file: '/data/knowledge-weights.json', unreadable: 'EACCES' });
      for (const { clauses, faults } of [cut, unread]) {
        expect(clauses).to.deep.equal(plain.clauses);
        expect(faults).to.have.lengthOf(1);
        expect(faults[0])
          .to.contain('/data/knowledge-weights.json 用不上，改用内置权重')
          .and.contain('knowledge weights take-back');
      }
    });
  });

  it('take what is published in on another thread, by words, by sound, and no more what is withdrawn', async () => {
    const index = open();
    const ask = async (text: string) =>
      (await index.search({ ...question, text })).map(
        ({ articleId, articleRev }) => `${articleId}.${articleRev}`,
      );
    const content = article('长政办发〔2026〕1号', { title: '长者食堂管理办法', keywords: ['助餐点'] });
    const provenance = {
      system: 'desk',
      sourceId: 'E1',
      url: '',
      fetchedAt: '2026-03-01T08:00:00+08:00',
    } as const;
    const entry = (rev: number) => ({ entryId: 'E1', rev, content, provenance, publishedAt: 0 });
    await Promise.all([
      index.update({ put: [entry(1)], remove: [] }),
      index.update({ put: [entry(2)], remove: [] }),
    ]);
    expect(await ask('zzstglbf')).to.deep.equal(['E1.2']);
    expect(await ask('长者食堂')).to.include('E1.2');
    await index.update({ put: [], remove: ['E1'] });
    expect(await ask('zzstglbf')).to.deep.equal([]);
    // More segments than are let stand: they are merged while questions are answered.
    for (let at = 0; at < 20; at += 1)
      await index.update({ put: [{ ...entry(1), entryId: `M${at}` }], remove: [] });
    expect(await index.article('M19', '2026-11-24')).to.include({ articleId: 'M19' });
    expect((await index.search({ ...question, text: '长者食堂', limit: 40 })).length).to.be.above(19);
  });

  it('leave the main thread alone while 125 texts are read and indexed', async () => {
    const index = new WorkerAnswerIndex({ timeoutMs: 20_000 });
    opened.push(index);
    let ready = false;
    void index.ready.then(() => {
      ready = true;
    });
    const before = process.threadCpuUsage();
    while (!ready) await new Promise((resolve) => setTimeout(resolve, 10));
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000, 'processor time of the main thread, ms').to.be.below(500);
    expect(await index.search({ ...question, text: '信息公开申请多久答复' })).to.have.lengthOf(5);
  });
});
