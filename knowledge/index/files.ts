import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What saving an index does with a folder. Each of these may be the last before the power fails. */
export interface Files {
  /** names, without those of folders; none where the folder is not there */
  list(): Promise<string[]>;
  /** null where there is no such file; bytes that other threads can be given to read */
  read(name: string): Promise<Uint8Array | null>;
  /** on disk when it returns, under a name that the folder may still forget */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** in place of what has the name */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** names that were given are remembered */
  syncFolder(): Promise<void>;
}

/** @param folder made where it is missing, with its first file */
export function filesIn(folder: string): Files {
  return {
    async list() {
      try {
        const found = await readdir(folder, { withFileTypes: true });
        return found.filter((each) => each.isFile()).map(({ name }) => name);
      } catch (error) {
        return missing(error, []);
      }
    },
    async read(name) {
      try {
        const file = await open(join(folder, name), 'r');
        try {
          const { size } = await file.stat();
          const bytes = new Uint8Array(new SharedArrayBuffer(size));
          let at = 0;
          while (at < size) {
            const { bytesRead } = await file.read(bytes, at, size - at, at);
            if (bytesRead === 0) break;
            at += bytesRead;
          }
          return bytes.subarray(0, at);
        } finally {
          await file.close();
        }
      } catch (error) {
        return missing(error, null);
      }
    },
    async write(name, bytes) {
      await mkdir(folder, { recursive: true });
      const file = await open(join(folder, name), 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    rename: (from, to) => rename(join(folder, from), join(folder, to)),
    remove: (name) => rm(join(folder, name), { force: true }),
    async syncFolder() {
      // Windows has no such thing as syncing a folder, and refuses to open one.
      if (process.platform === 'win32') return;
      const opened = await open(folder, 'r');
      try {
        await opened.sync();
      } finally {
        await opened.close();
      }
    },
  };
}

function missing<T>(error: unknown, instead: T): T {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead;
  throw error;
}
