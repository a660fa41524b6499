import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface CaptureOptions {
  folder: string;
  /** the beginning of the files' names */
  name: string;
  /** bytes of one file */
  fileBytes?: number;
  /** files that are kept; the oldest go */
  files?: number;
  now(): number;
  onFailure(error: Error): void;
}

const defaultFileBytes = 64 * 1024 * 1024;
const defaultFiles = 16;
/** So much of one file may wait for a slow disk, and so many files; the line never waits for it. */
const behindAtMost = 8 * 1024 * 1024;
const closingAtMost = 3;

/**
 * Keeps the bytes of the exchange as they came, for `replay`. Nothing that we send is in them, so no secret; but
 * citizens' numbers are, so the files are the bridge's alone (0600) and their number is bounded.
 *
 * Names end in the number of the stream and that of the file in it: `main-2026-11-24T00-00-00-000Z-0002-0001.ami`. The
 * files of one stream are read one after the other as one. Each connection begins a stream of its own, since the half
 * message at a drop must not be glued to the next greeting, and so does what follows a hole that a slow disk left.
 */
export class RawCapture {
  readonly #options: CaptureOptions;
  readonly #fileBytes: number;
  readonly #files: number;
  readonly #closing = new Set<Promise<void>>();
  #stream: WriteStream | null = null;
  #written = 0;
  #streamNumber = 0;
  #fileNumber = 0;
  #hole = false;
  #failed = false;

  constructor(options: CaptureOptions) {
    this.#options = options;
    this.#fileBytes = options.fileBytes ?? defaultFileBytes;
    this.#files = options.files ?? defaultFiles;
    try {
      mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** A new connection: what follows goes to a new file. */
  begin(): (chunk: Uint8Array) => void {
    this.#newStream();
    return (chunk) => this.#write(chunk);
  }

  async close(): Promise<void> {
    this.#finishFile();
    await Promise.all(this.#closing);
  }

  #write(chunk: Uint8Array): void {
    if (this.#failed) return;
    if (this.#stream !== null && this.#written >= this.#fileBytes) this.#finishFile();
    if ((this.#stream?.writableLength ?? 0) > behindAtMost || this.#closing.size > closingAtMost) {
      this.#finishFile();
      this.#hole = true;
    }
    if (this.#hole && this.#closing.size > 0) return;
    if (this.#hole) this.#newStream();
    this.#stream ??= this.#newFile();
    this.#stream.write(chunk);
    this.#written += chunk.length;
  }

  #newStream(): void {
    this.#finishFile();
    this.#hole = false;
    this.#streamNumber += 1;
    this.#fileNumber = 0;
  }

  #newFile(): WriteStream {
    const { folder, name, now } = this.#options;
    this.#fileNumber += 1;
    this.#written = 0;
    const time = new Date(now()).toISOString().replace(/[:.]/g, '-');
    const number = [this.#streamNumber, this.#fileNumber]
      .map((each) => String(each).padStart(4, '0'))
      .join('-');
    const stream = createWriteStream(join(folder, `${name}-${time}-${number}.ami`), {
      flags: 'wx',
      mode: 0o600,
    });
    stream.once('error', (error) => this.#fail(error));
    stream.once('open', () => void this.#removeOldest().catch((error: Error) => this.#fail(error)));
    return stream;
  }

  #finishFile(): void {
    const stream = this.#stream;
    this.#stream = null;
    if (stream === null) return;
    const closed = new Promise<void>((resolve) => {
      if (stream.closed) resolve();
      else stream.once('close', () => resolve());
    });
    stream.end();
    this.#closing.add(closed);
    void closed.then(() => this.#closing.delete(closed));
  }

  async #removeOldest(): Promise<void> {
    const { folder, name } = this.#options;
    const ours = (await readdir(folder)).filter(
      (file) => file.startsWith(`${name}-`) && file.endsWith('.ami'),
    );
    const tooMany = ours.sort().slice(0, Math.max(0, ours.length - this.#files));
    await Promise.all(tooMany.map((file) => rm(join(folder, file), { force: true })));
  }

  /** The telephone floor goes on without its recording. */
  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#finishFile();
    this.#options.onFailure(error);
  }
}
