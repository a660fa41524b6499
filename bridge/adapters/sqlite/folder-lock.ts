import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FolderInUse } from './errors.ts';

/**
 * One bridge to a data folder. The lock is the operating system's, on a file of its own: it ends with the process,
 * however that ends, so there is no stale lock to take over and no process number to mistake for another.
 */
export class FolderLock {
  readonly #lock: DatabaseSync;

  constructor(data: string, now: number) {
    this.#lock = new DatabaseSync(join(data, 'bridge.lock'), { timeout: 0 });
    try {
      // SQLite's locks exclude threads of one process as well, which bare file locks would not.
      this.#lock.exec('PRAGMA locking_mode = EXCLUSIVE');
      this.#lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      this.#lock.close();
      // SQLITE_BUSY: somebody has it. Anything else is about the disk.
      throw error instanceof Error && 'errcode' in error && error.errcode === 5 ? inUse(data) : error;
    }
    // Only words for the one that is refused: nothing is decided by them.
    const holder = { pid: process.pid, host: hostname(), since: new Date(now).toISOString() };
    writeFileSync(holderFile(data), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  }

  release(): void {
    this.#lock.close();
  }
}

function holderFile(data: string): string {
  return join(data, 'bridge.holder');
}

function inUse(data: string): FolderInUse {
  let holder = '';
  try {
    holder = readFileSync(holderFile(data), 'utf8').trim();
  } catch {
    // Locked a moment ago: its holder has not said who it is yet.
  }
  return new FolderInUse(
    'store.folder-in-use',
    {
      zh: `数据目录 ${data} 正由另一个话务桥使用 ${holder}。`,
      en: `Another bridge is using the data folder ${data} ${holder}.`,
    },
    {
      zh: '请先停止它，或为本桥指定另一个目录。',
      en: 'Stop it first, or give this bridge a folder of its own.',
    },
  );
}
