import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { Site } from '../adapters/sqlite/builders.ts';
import { seenOf } from '../adapters/sqlite/knowledge/deliveries.ts';
import { website } from '../application/knowledge/scripted-source.ts';

const harness = join(import.meta.dirname, 'pull-process.ts');

/** One life of a process that reads a source, killed some ms after it said a word. What it said was done. */
async function liveAndDie(site: Site, word: string, until: number): Promise<string[]> {
  const child = spawn(process.execPath, [harness, site.data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  const closed = once(child.stdout, 'close');
  while (!heard.includes(word) && child.exitCode === null) await pause(2);
  await pause(until);
  child.kill('SIGKILL');
  await closed;
  // A line that the kill cut in two was not said.
  return heard.split('\n').slice(1, -1);
}

describe('a process that reads a source, killed (kill -9) between any two statements', function () {
  this.timeout(120_000);

  it('leaves no half batch, tells the run as interrupted with what it had taken, and is read on', async () => {
    const site = new Site();
    let [done, interrupted] = [0, 0];
    for (let life = 0; life < 3; life += 1) {
      const said = await liveAndDie(site, life % 2 === 0 ? 'ready' : 'done', Math.random() * 300);
      const store = await site.open({ bridgeId: 'faults' });
      await store.knowledge.sweep(true);
      await store.sources.interrupt(true);
      const { runs } = await store.sources.runs(website.sourceId, { offset: 0, limit: 500 });
      const { batches } = await store.knowledge.batches(null, { offset: 0, limit: 500 });
      expect(runs.filter(({ state }) => state === 'running')).to.deep.equal([]);
      // Each batch belongs to a run, and each run to the batch that it took.
      expect(runs.flatMap(({ batchId }) => batchId ?? [])).to.have.members(
        batches.map(({ batchId }) => batchId),
      );
      for (const line of said) {
        const [, runId, batchId] = line.split(' ');
        // What an interrupted run had taken is found unchanged by the next, which then makes no batch.
        const taken = batchId === 'null' ? null : batchId;
        expect(
          runs.find((run) => run.runId === runId),
          line,
        ).to.include({ state: 'done', batchId: taken });
      }
      for (const run of runs)
        if (run.batchId !== null) expect(run.counts, run.runId).to.include({ rejected: 0, conflicting: 0 });
      done += said.length;
      interrupted += runs.filter(({ state }) => state === 'interrupted').length;
      // Forty pages of one run, or none.
      const { rows } = await seenOf(store.knowledge);
      expect(new Set(rows.map(({ title }) => title.replace(/^第 \d+ 问/, ''))).size).to.be.at.most(1);
      expect(rows.length).to.be.oneOf([0, 40]);
      await store.close();
      expect((await site.verify()).problems).to.deep.equal([]);
    }
    expect(done, 'runs done').to.be.above(0);
    expect(interrupted, 'runs interrupted').to.be.above(0);
    site.remove();
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
