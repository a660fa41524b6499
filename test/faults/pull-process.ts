import { randomUUID } from 'node:crypto';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { ImportBatch } from '../../bridge/application/knowledge/import-batch.ts';
import { systemAccount } from '../../bridge/application/knowledge/sources/keep-sources.ts';
import { PullSource } from '../../bridge/application/knowledge/sources/pull-source.ts';
import type { ReadSource } from '../../bridge/application/knowledge/sources/source.ts';
import type { Delivered } from '../../knowledge/content/delivery.ts';
import { faq } from '../adapters/sqlite/knowledge/contents.ts';
import { website } from '../application/knowledge/scripted-source.ts';

/**
 * A process that reads a source of forty pages in ever new words, run after run, and says which runs are done. It goes
 * on until it is killed.
 */
const data = process.argv[2];
if (data === undefined) throw new Error('usage: pull-process.ts DATA');

const pages = 40;

const read: ReadSource = async function* read({ memory }) {
  const run = memory.run + 1;
  for (let n = 0; n < pages; n += 1) {
    const url = `www.changsha.example/${n}.html`;
    const at = { in: url, row: null, column: null };
    const delivered: Delivered[] = [
      { delivered: 'entry', at, sourceId: url, url, content: faq(`第 ${n} 问，第 ${run} 次`) },
    ];
    const seen = [{ url, state: String(run) }];
    yield { delivered, gone: [], files: [], seen, asked: n + 1, unchanged: 0, left: pages - n - 1 };
  }
  return { run, readBy: 'r', complete: true, known: 0, left: 0, trouble: null };
};

const store = await openStore({ data, bridgeId: 'faults', readers: 1 });
const log = { info() {}, warn() {}, error: (words: string) => process.stderr.write(`${words}\n`) };
const needs = { store: store.knowledge, clock: { now: () => Date.now() }, newId: randomUUID, log };
const importBatch = new ImportBatch({ ...needs, audit: store.audit });
const pull = new PullSource({ ...needs, sources: store.sources, importBatch, read });
process.stdout.write('ready\n');
for (;;) {
  const end = await pull.run(
    {
      source: website,
      startedBy: 'schedule',
      account: systemAccount(website),
      attempt: 1,
      commandId: null,
      whole: false,
      acceptGone: false,
    },
    new AbortController().signal,
  );
  if (typeof end === 'string' || end.state !== 'done') throw new Error(JSON.stringify(end));
  process.stdout.write(`done ${end.runId} ${end.batchId}\n`);
}
