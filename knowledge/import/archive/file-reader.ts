import { read } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const CHUNK_BYTES = 64 * 1024;

/**
 * yauzl's own reader of files hands an offset of the archive to fs.read as it stands there; one beyond 2^53 throws
 * inside a callback, where nobody can catch it. This one looks first.
 */
export class FileReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  /** `size` in bytes; the handle stays the caller's to close */
  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (!Number.isSafeInteger(position) || position < 0 || position + length > this.#size) {
      setImmediate(callback, new Error('unexpected EOF'));
      return;
    }
    read(this.#handle.fd, buffer, offset, length, position, callback);
  }

  // A stream of Node's own would close the file with itself.
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end), { objectMode: false });
  }

  async *#range(start: number, end: number): AsyncGenerator<Buffer> {
    let at = start;
    while (at < end) {
      const wanted = Math.min(CHUNK_BYTES, end - at);
      const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(wanted), 0, wanted, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}
