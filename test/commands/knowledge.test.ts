import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { evaluate, trainWeights } from '../../bridge/commands/knowledge.ts';
import { Said } from './said.ts';

const sample = (name: string) =>
  join(import.meta.dirname, '../knowledge/evaluate/stard-sample', `${name}.jsonl.gz`);
const corpus = sample('corpus');

describe('yihaoda knowledge', function () {
  this.timeout(120_000);
  this.slow(20_000);
  let folder: string;
  let weights: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
    weights = join(folder, 'weights.json');
  });
  after(() => rm(folder, { recursive: true }));

  const run = async (name: string, args: Partial<Parameters<typeof evaluate>[0]>) => {
    const [said, complaints] = [new Said(), new Said()];
    const file = join(folder, name);
    const all = { corpus, queries: sample('ask'), k: 20, run: file, ...args };
    expect(await evaluate(all, said, complaints), complaints.text).to.equal(0);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    return { said: said.text, lines };
  };
  const ndcgOf = (said: string) => Number(/NDCG@10 (\d\.\d+)/.exec(said)?.[1]);

  it('train tells what the second step reaches on questions it has not seen, and writes weights', async () => {
    const [said, complaints] = [new Said(), new Said()];
    const args = { corpus, train: sample('learn'), folds: 3, out: weights };
    expect(await trainWeights(args, said, complaints), complaints.text).to.equal(0);
    const [words, reranked] = said.text.split('\n').map(ndcgOf);
    expect(words).to.be.within(0.3, 1);
    expect(reranked).to.be.within(0.3, 1);
    expect(said.text).to.contain('reranked, 3-fold').and.to.contain('n 60');
  });

  it('evaluate answers each question on a line of its own, by words where nothing may be learned', async () => {
    const { said, lines } = await run('words', {});
    expect(lines).to.have.lengthOf(30);
    for (const line of lines) {
      const { qid, ids } = JSON.parse(line) as { qid: number; ids: string[] };
      expect(qid).to.be.a('number');
      expect(new Set(ids).size).to.equal(20);
    }
    expect(ndcgOf(said)).to.be.greaterThan(0.3);
  });

  it('evaluate with lessons answers otherwise, the same each time, and never by the answers that it is to find', async () => {
    const words = await run('words', {});
    const learned = await run('learned', { train: sample('learn'), weights });
    expect(learned.lines).to.not.deep.equal(words.lines);
    const questions = gunzipSync(await readFile(sample('ask'))).toString('utf8');
    const turned = join(folder, 'turned.jsonl');
    await writeFile(turned, questions.replaceAll(/"gold": \[[^\]]*\]/g, '"gold": [1]'));
    const again = await run('again', { queries: turned, train: sample('learn'), weights });
    expect(again.lines).to.deep.equal(learned.lines);
  });

  it('evaluate names file and line of what it cannot read', async () => {
    const wrong = join(folder, 'wrong.jsonl');
    await writeFile(wrong, '{"qid":1,"query":"年假几天"}\n{"qid":2}\n');
    const complaints = new Said();
    expect(await evaluate({ corpus, queries: wrong, k: 5 }, new Said(), complaints)).to.equal(1);
    expect(complaints.text).to.contain(`${wrong}:2 内容不合要求`);
    await writeFile(wrong, 'no json\n');
    await evaluate({ corpus, queries: wrong, k: 5 }, new Said(), complaints);
    expect(complaints.text).to.contain(`${wrong}:1 不是 JSON`);
  });
});
