import { type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { checkValueOf } from './key-check.ts';
import { createKeyFile, missingKey, newKeyText, readSymmetricKey, syncFolder, wrongKey } from './key-file.ts';

/** How long a reader may go on with a key that was destroyed meanwhile, ms. */
const lookAgainAfter = 1000;

/**
 * The keys of personal data, one file a month. A month whose key was destroyed has a tombstone in its place: its
 * values are forgotten, and no new key is made for it.
 */
export class MonthKeys {
  readonly #folder: string;
  readonly #kept = new Map<string, KeyObject | null>();
  #lookedAt = 0;
  #folderChanged = 0;
  /** counts what was dropped: who holds values opened with these keys drops them when it changes */
  generation = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** null: destroyed, or never made */
  find(month: string): KeyObject | null {
    this.refresh();
    const kept = this.#kept.get(month);
    if (kept !== undefined) return kept;
    const key = this.#read(month);
    this.#kept.set(month, key);
    return key;
  }

  /** The key to seal with, made on first use; null when the month was forgotten. */
  findOrMake(month: string): KeyObject | null {
    const found = this.find(month);
    if (found || this.isDestroyed(month)) return found;
    createKeyFile(this.file(month), newKeyText());
    this.#kept.delete(month);
    return this.find(month);
  }

  isDestroyed(month: string): boolean {
    return existsSync(this.#tombstone(month));
  }

  /** Refuses a key that is gone without having been destroyed, or is another one. */
  check(month: string, checkValue: string): void {
    if (this.isDestroyed(month)) return;
    const key = this.#read(month);
    if (!key) throw missingKey(this.file(month), month);
    if (checkValueOf(key) !== checkValue) throw wrongKey(this.file(month), month);
  }

  /**
   * Destroys the key: the deletion of that month's personal data. The tombstone comes first, so that a crash in
   * between leaves the month forgotten. A medium that copies on write may keep the old blocks: encrypt the disk.
   */
  destroy(month: string, at: number): void {
    createKeyFile(this.#tombstone(month), `${new Date(at).toISOString()}\n`);
    const file = this.file(month);
    if (existsSync(file)) {
      const opened = openSync(file, 'r+');
      try {
        const { size } = fstatSync(opened);
        writeSync(opened, randomBytes(size), 0, size, 0);
        fsyncSync(opened);
      } finally {
        closeSync(opened);
      }
      rmSync(file);
    }
    syncFolder(this.#folder);
    this.#drop();
  }

  file(month: string): string {
    return join(this.#folder, `${month}.key`);
  }

  #tombstone(month: string): string {
    return join(this.#folder, `${month}.destroyed`);
  }

  #read(month: string): KeyObject | null {
    if (this.isDestroyed(month)) return null;
    return readSymmetricKey(this.file(month), month);
  }

  /** Another process (`yihaoda journal forget`) may have destroyed a key: its folder has changed then. */
  refresh(): void {
    const now = Date.now();
    if (now - this.#lookedAt < lookAgainAfter) return;
    this.#lookedAt = now;
    const changed = statSync(this.#folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed === this.#folderChanged) return;
    this.#folderChanged = changed;
    this.#drop();
  }

  #drop(): void {
    this.#kept.clear();
    this.generation += 1;
  }
}
