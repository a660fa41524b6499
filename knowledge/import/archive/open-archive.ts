import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import {
  type Entry,
  fromBufferPromise,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  type ZipFile,
} from 'yauzl';
import { DeliveryRefused } from '../../content/delivery.ts';
import { FileReader } from './file-reader.ts';

/** What a zip may hold at most. Sizes are inflated bytes. */
export interface ArchiveLimits {
  entries: number;
  entryBytes: number;
  allBytes: number;
  /** inflated to deflated, of one entry */
  ratio: number;
}

/**
 * Sheets of real offices inflate 10 to 40 times, deflate's own utmost is 1,032. Small entries may be anything: a
 * hundred blank lines are no bomb.
 */
export const usualLimits: ArchiveLimits = {
  entries: 2_000,
  entryBytes: 256 * 1024 * 1024,
  allBytes: 512 * 1024 * 1024,
  ratio: 200,
};
const RATIO_MATTERS_FROM = 1024 * 1024;
const FLAG_STRONG_ENCRYPTION = 0x40;

export interface ArchiveEntry {
  name: string;
  /** inflated bytes, as the archive tells; reading holds it to that */
  bytes: number;
}

/** A zip that has been looked through. All refusals are DeliveryRefused, also while an entry is read. */
export interface Archive extends AsyncDisposable {
  /** files, in the archive's order; folders are left out */
  readonly entries: readonly ArchiveEntry[];
  has(name: string): boolean;
  /** Chunks of at most 64 KB: memory does not grow with the entry. */
  stream(name: string): AsyncGenerator<Uint8Array, void, undefined>;
  read(name: string): Promise<Uint8Array>;
}

/**
 * Looks through a zip and refuses the whole of it where anything is not as it should be. Nothing is unpacked to disk.
 * `fileName` is what people call it, for the words.
 */
export async function openArchive(
  source: Uint8Array | { path: string },
  fileName: string,
  limits: ArchiveLimits = usualLimits,
): Promise<Archive> {
  const refuse = refusing(fileName);
  let handle: FileHandle | null = null;
  try {
    let zip: ZipFile;
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
    if (source instanceof Uint8Array) {
      zip = await fromBufferPromise(
        Buffer.from(source.buffer, source.byteOffset, source.byteLength),
        options,
      );
    } else {
      handle = await open(source.path);
      const { size } = await handle.stat();
      zip = await fromRandomAccessReaderPromise(new FileReader(handle, size), size, options);
    }
    const entries = await entriesOf(zip, limits, refuse);
    return new OpenArchive(zip, entries, handle, refuse);
  } catch (error) {
    await handle?.close();
    throw asRefusal(error, refuse);
  }
}

type Refuse = (code: string, words: string) => DeliveryRefused;

function refusing(fileName: string): Refuse {
  return (code, words) => new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
}

/** yauzl and zlib tell of damage by plain errors. What the machine says (no such file, no memory) is passed on. */
function asRefusal(error: unknown, refuse: Refuse): unknown {
  if (error instanceof DeliveryRefused || !(error instanceof Error)) return error;
  if (error.message === 'strong encryption is not supported') return encrypted(refuse);
  // A TypeError or a file that is closed is a fault of ours and must not pass for one of the archive.
  if (error.constructor !== Error || 'syscall' in error || error.message === 'closed') return error;
  return refuse('ARCHIVE_DAMAGED', '文件已损坏或不完整，无法打开。请重新导出或重新传送后再导入。');
}

function encrypted(refuse: Refuse): DeliveryRefused {
  return refuse('ARCHIVE_ENCRYPTED', '文件设有密码，无法读取。请取消密码后另存一份再导入。');
}

function tooLarge(refuse: Refuse, what: string): DeliveryRefused {
  return refuse(
    'ARCHIVE_TOO_LARGE',
    `${what}，超出可导入的范围，未解开。请核对文件来源；确系正常文件的，请拆分后再导入。`,
  );
}

async function entriesOf(
  zip: ZipFile,
  limits: ArchiveLimits,
  refuse: Refuse,
): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > limits.entries)
    throw tooLarge(refuse, `压缩包内有 ${zip.entryCount} 个文件，多于 ${limits.entries} 个`);
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let all = 0;
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
    checkName(name, refuse);
    // Office part names are the same in upper and lower case (ISO/IEC 29500-2, 6.2.2.3).
    if (seen.has(name.toLowerCase()))
      throw refuse('ARCHIVE_DUPLICATE', `压缩包内有两个“${shown(name)}”，无法判断以哪个为准。请重新导出。`);
    seen.add(name.toLowerCase());
    if (entry.isEncrypted() || (generalPurposeBitFlag & FLAG_STRONG_ENCRYPTION) !== 0)
      throw encrypted(refuse);
    all += entry.uncompressedSize;
    checkSize(name, entry, all, limits, refuse);
    if (!name.endsWith('/')) entries.set(name, entry);
  }
  return entries;
}

function checkName(name: string, refuse: Refuse): void {
  const parts = name.split('/');
  const bad =
    name === '' ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    parts.includes('..') ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u001f]/.test(name);
  if (bad)
    throw refuse('ARCHIVE_NAME', `压缩包内有不安全的文件名“${shown(name)}”。请核对文件来源后重新导出。`);
}

function checkSize(name: string, entry: Entry, all: number, limits: ArchiveLimits, refuse: Refuse): void {
  const { uncompressedSize, compressedSize, compressionMethod } = entry;
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw refuse('ARCHIVE_METHOD', `“${shown(name)}”的压缩方式无法识别。请用办公软件另存一份再导入。`);
  if (uncompressedSize > limits.entryBytes)
    throw tooLarge(refuse, `“${shown(name)}”解开后大于 ${inMegabytes(limits.entryBytes)}`);
  if (all > limits.allBytes) throw tooLarge(refuse, `全部内容解开后大于 ${inMegabytes(limits.allBytes)}`);
  if (uncompressedSize > RATIO_MATTERS_FROM && uncompressedSize > compressedSize * limits.ratio)
    throw tooLarge(refuse, `“${shown(name)}”解开后是压缩时的 ${limits.ratio} 倍以上`);
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

/** A name in words: no control characters, and not a page of it. */
function shown(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '�');
  return clean.length > 80 ? `${clean.slice(0, 80)}…` : clean;
}

class OpenArchive implements Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly #zip: ZipFile;
  readonly #byName: ReadonlyMap<string, Entry>;
  readonly #handle: FileHandle | null;
  readonly #refuse: Refuse;

  constructor(zip: ZipFile, byName: ReadonlyMap<string, Entry>, handle: FileHandle | null, refuse: Refuse) {
    this.#zip = zip;
    this.#byName = byName;
    this.#handle = handle;
    this.#refuse = refuse;
    this.entries = [...byName].map(([name, { uncompressedSize }]) => ({ name, bytes: uncompressedSize }));
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  async *stream(name: string): AsyncGenerator<Uint8Array, void, undefined> {
    const entry = this.#byName.get(name);
    if (entry === undefined)
      throw this.#refuse('ARCHIVE_MISSING', `压缩包内缺少“${shown(name)}”，不是完整的文件。请重新导出。`);
    let count = 0;
    let check = 0;
    try {
      // Inflated here and not by yauzl, whose inflater stays behind when a reader stops early.
      const raw = await this.#zip.openReadStreamPromise(entry, { decodeFileData: false });
      for await (const chunk of entry.compressionMethod === 8 ? inflated(raw) : raw) {
        count += chunk.length;
        if (count > entry.uncompressedSize) break;
        check = crc32(chunk, check);
        yield chunk;
      }
    } catch (error) {
      throw asRefusal(error, this.#refuse);
    }
    if (count !== entry.uncompressedSize || check !== entry.crc32)
      throw this.#refuse(
        'ARCHIVE_DAMAGED',
        `“${shown(name)}”的内容与其登记的大小或校验值不符，文件已损坏。请重新导出后再导入。`,
      );
  }

  async read(name: string): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.stream(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#zip.close();
    await this.#handle?.close();
  }
}

function inflated(raw: Readable): Readable {
  // An error reaches the one who reads the inflater; the callback is what pipeline wants.
  return pipeline(raw, createInflateRaw({ chunkSize: 64 * 1024 }), () => {});
}
