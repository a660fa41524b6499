import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { KeyFileRefused } from '../errors.ts';

/** The content of a key file, or null when there is none. One that others may read is refused. */
export function readKeyFile(file: string): Buffer | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return null;
  // Windows has no such bits: there the folder's access list decides.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new KeyFileRefused(
      'store.key-exposed',
      { zh: `密钥文件 ${file} 可被其他用户读取。`, en: `The key file ${file} can be read by others.` },
      {
        zh: `请执行 chmod 600 ${file}，并考虑密钥是否已泄露。`,
        en: `Run chmod 600 ${file}, and consider whether it has leaked.`,
      },
    );
  return readFileSync(file);
}

/** Writes a key once, whole or not at all; when another process was first, its key is the one that counts. */
export function createKeyFile(file: string, content: Buffer | string, mode = 0o600): Buffer {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}-${Date.now()}.new`;
  const opened = openSync(draft, 'wx', mode);
  try {
    writeSync(opened, Buffer.from(content));
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  try {
    // A link, not a rename: it fails where a rename would replace the key that data was already sealed with.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(folder);
  return readFileSync(file);
}

const keyBytes = 32;

/** A new symmetric key as its file holds it: one line of hex, which survives copying, printing and typing. */
export function newKeyText(): string {
  return `${randomBytes(keyBytes).toString('hex')}\n`;
}

/** The symmetric key in a file, or null when there is none. */
export function readSymmetricKey(file: string, name: string): KeyObject | null {
  const content = readKeyFile(file)?.toString('latin1').trim();
  if (content === undefined) return null;
  if (!new RegExp(`^[0-9a-f]{${keyBytes * 2}}$`, 'i').test(content)) throw wrongKey(file, name);
  return createSecretKey(Buffer.from(content, 'hex'));
}

/** Makes names in a folder durable. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

export function missingKey(file: string, name: string): KeyFileRefused {
  return new KeyFileRefused(
    'store.key-missing',
    {
      zh: `已有数据，但缺少密钥文件 ${file}（${name}）。`,
      en: `There is data, but the key file ${file} (${name}) is missing.`,
    },
    {
      zh: '请从单独保存的密钥备份中取回该文件；不要另造新的。',
      en: 'Bring it back from the key backup kept apart; do not make a new one.',
    },
  );
}

export function wrongKey(file: string, name: string): KeyFileRefused {
  return new KeyFileRefused(
    'store.key-wrong',
    {
      zh: `密钥文件 ${file}（${name}）与数据不符。`,
      en: `The key file ${file} (${name}) is not the one this data was written with.`,
    },
    {
      zh: '请换回原来的密钥文件，或检查 --data 与密钥是否属于同一系统。',
      en: 'Put the original key file back, or check that --data and keys belong together.',
    },
  );
}
