import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { Site } from '../adapters/sqlite/builders.ts';
import { seenOf } from '../adapters/sqlite/knowledge/deliveries.ts';

const harness = join(import.meta.dirname, 'import-process.ts');

/** One life of a process that imports and undoes, killed some ms after it began. What it said was done. */
async function liveAndDie(site: Site, until: number): Promise<string[]> {
  const child = spawn(process.execPath, [harness, site.data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  const closed = once(child.stdout, 'close');
  while (!heard.includes('ready') && child.exitCode === null) await pause(2);
  await pause(until);
  child.kill('SIGKILL');
  await closed;
  // A line that the kill cut in two was not said.
  return heard.split('\n').slice(0, -1);
}

describe('a process that imports and undoes, killed (kill -9) between any two statements', function () {
  this.timeout(120_000);

  it('leaves each delivery whole or not there, and clears the rest away when the bridge starts', async () => {
    const site = new Site();
    let [taken, undone] = [0, 0];
    for (let life = 0; life < 8; life += 1) {
      const said = await liveAndDie(site, Math.random() * 400);
      const store = await site.open({ bridgeId: 'faults' });
      await store.knowledge.sweep(true);
      const { batches } = await store.knowledge.batches(null, { offset: 0, limit: 1000 });
      for (const { batchId, counts, state } of batches) {
        const rows = await store.knowledge.batchRows(batchId, null, { offset: 0, limit: 1 });
        expect(rows.total, `${batchId} ${state}`).to.equal(counts.added + counts.changed);
      }
      for (const line of said) {
        const [word, batchId] = line.split(' ');
        const state = batches.find((batch) => batch.batchId === batchId)?.state;
        if (word === 'taken') expect(state, line).to.be.oneOf(['taken', 'undone']);
        if (word === 'undone') expect(state, line).to.equal('undone');
        taken += word === 'taken' ? 1 : 0;
        undone += word === 'undone' ? 1 : 0;
      }
      // Each delivery has the same hundred entries in new words: what is there is of one delivery, or of none.
      const { rows } = await seenOf(store.knowledge);
      expect(new Set(rows.map(({ title }) => title.replace(/^第 \d+ 问/, ''))).size).to.be.at.most(1);
      expect(rows.length).to.be.oneOf([0, 100]);
      await store.close();
      expect(left(site), 'left of dead imports').to.equal(0);
      expect((await site.verify()).problems).to.deep.equal([]);
    }
    expect(taken, 'deliveries taken').to.be.above(0);
    expect(undone, 'deliveries undone').to.be.above(0);
    site.remove();
  });
});

function left(site: Site): number {
  const database = new DatabaseSync(site.file, { readOnly: true });
  const count = (sql: string) => Number(database.prepare(sql).get()?.n);
  const rows =
    count('select count(*) as n from knowledge_staged_version') +
    count("select count(*) as n from knowledge_batch where state not in ('taken', 'undone')") +
    count(
      'select count(*) as n from knowledge_batch_row where batch_id not in (select batch_id from knowledge_batch)',
    );
  database.close();
  return rows;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
