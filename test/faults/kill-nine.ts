import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Site } from '../adapters/sqlite/builders.ts';

const harness = join(import.meta.dirname, 'store-process.ts');

/** What the store has promised, kept by the one who survives it. */
export class Promised {
  /** command → record number */
  readonly saved = new Map<string, string>();
  durable = 0;
  readonly epochs: number[] = [];

  note(line: string): void {
    const [word, one = '', two = '', three = ''] = line.split(' ');
    if (word === 'saved') {
      const before = this.saved.get(one);
      expect(before ?? two, `${one} was answered with two numbers`).to.equal(two);
      expect(three).to.equal('1');
      this.saved.set(one, two);
    } else if (word === 'durable') {
      expect(Number(two), 'the journal went back').to.be.at.least(this.durable);
      this.durable = Number(two);
    } else if (word === 'ready') {
      this.epochs.push(Number(one));
    } else {
      expect.fail(`unexpected: ${line}`);
    }
  }
}

/**
 * One life of a bridge: it is given saves, those first that the last life left unanswered, and is killed at a random
 * moment `until` ms after it was ready.
 */
export async function liveAndDie(
  site: Site,
  promised: Promised,
  waiting: Set<string>,
  until: number,
): Promise<void> {
  const bridge = spawn(process.execPath, [harness, site.data], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(bridge, 'exit');
  // A line that the kill cut in two was not said.
  let heard = '';
  bridge.stdout.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
    for (let end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
      promised.note(heard.slice(0, end));
      heard = heard.slice(end + 1);
    }
  });
  const closed = once(bridge.stdout, 'close');
  bridge.stdin.on('error', () => {});
  const lives = promised.epochs.length;
  while (promised.epochs.length === lives && bridge.exitCode === null) await pause(2);

  const send = (command: string) => bridge.stdin.write(`save call-${command} ${command}\n`);
  for (const command of waiting) send(command);
  const end = performance.now() + until;
  for (let i = 0; performance.now() < end; i += 1) {
    const command = `${lives}.${i}`;
    waiting.add(command);
    send(command);
    await pause(Math.random() * 8);
  }
  bridge.kill('SIGKILL');
  await exited;
  await closed;
  for (const command of waiting) if (promised.saved.has(command)) waiting.delete(command);
}

/** Nothing that was promised is lost, nothing is there twice, and the chain is whole. */
export async function expectKept(site: Site, promised: Promised): Promise<void> {
  // A start signs what the last life left unsigned.
  await (await site.open({ bridgeId: 'faults' })).close();
  const database = new DatabaseSync(site.file, { readOnly: true });
  const records = new Map<string, string>();
  for (const row of database.prepare('select interaction_id, record_no from record').all())
    records.set(String(row.interaction_id), String(row.record_no));
  const count = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);

  for (const [command, recordNo] of promised.saved)
    expect(records.get(`call-${command}`), `record of command ${command}`).to.equal(recordNo);
  expect(new Set(records.values()).size, 'numbers given twice').to.equal(records.size);
  expect(count('select count(*) from record_revision'), 'revisions').to.equal(records.size);
  expect(count("select count(*) from journal_entry where type = 'record-saved'"), 'acts').to.equal(
    records.size,
  );
  expect(count('select count(*) from command_answer'), 'answers').to.equal(records.size);
  expect(count("select head from journal_stream where name = 'pbx/faults'")).to.be.at.least(promised.durable);
  database.close();
  const report = await site.verify();
  expect(report.problems).to.deep.equal([]);
  expect(promised.epochs).to.deep.equal([...new Set(promised.epochs)].toSorted((a, b) => a - b));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
