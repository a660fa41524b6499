import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { fromWire, StoreDamaged, ValueRefused, type WireError } from './errors.ts';
import { syncFolder } from './keys/key-file.ts';
import { databaseIn } from './open-folder.ts';

/**
 * Copies the data of a folder into one file, while a bridge writes it or not. `VACUUM INTO` reads one state of the
 * data (the backup interface of SQLite starts over whenever another process writes, on a busy floor for ever), and
 * the file appears under its name only when it is whole.
 */
export function copyDatabase(data: string, toFile: string): void {
  const source = databaseIn(data);
  const target = resolve(toFile);
  if (existsSync(target))
    throw new ValueRefused(
      'backup.exists',
      { zh: `备份文件 ${target} 已存在。`, en: `The backup file ${target} exists already.` },
      { zh: '请换一个文件名；备份从不覆盖。', en: 'Choose another name; a backup never replaces one.' },
    );
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${target}.${process.pid}.part`;
  try {
    // Made first, so that the copy is never readable by others.
    closeSync(openSync(draft, 'wx', 0o600));
    const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
    try {
      database.prepare('VACUUM INTO ?').run(draft);
    } finally {
      database.close();
    }
    checkSound(draft);
    syncFile(draft);
    renameSync(draft, target);
    syncFolder(folder);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether SQLite finds the file sound in itself; the chain is another question. */
export function checkSound(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
    if (found === 'ok') return;
    throw new StoreDamaged(
      'backup.damaged',
      { zh: `文件 ${file} 已损坏（${found}）。`, en: `The file ${file} is damaged (${found}).` },
      { zh: '请改用另一份备份，并检查磁盘。', en: 'Use another backup, and check the disk.' },
    );
  } finally {
    database.close();
  }
}

export function syncFile(file: string): void {
  const opened = openSync(file, 'r+');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** The same in a thread of its own: copying takes as long as the data is large. */
export async function copyInThread(data: string, toFile: string): Promise<void> {
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: { data, toFile } });
  const outcome = await new Promise<WireError | null>((settle, reject) => {
    worker.once('message', settle);
    worker.once('error', reject);
  });
  if (outcome) throw fromWire(outcome);
}
