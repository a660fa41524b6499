import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { SignedHead } from '../keys/head-key.ts';

/**
 * The second place: a file of signed heads, one JSON object a line, only ever added to. Who rewrites the whole
 * journal, even with the key in hand, is contradicted by the heads that were written here before.
 */

/** A restoration, told in the anchor itself: heads above it were lost then, lawfully. */
interface RestoredStatement {
  restored: { stream: string; position: number }[];
  at: number;
  algorithm: string;
  keyId: string;
  signature: string;
}

export type AnchorLine = SignedHead | RestoredStatement;

export class AnchorFile {
  readonly #file: string;
  readonly #failed: (error: unknown) => void;
  #waiting: AnchorLine[] = [];
  #writing: Promise<void> = Promise.resolve();

  /** @param failed told when the second place cannot be written; its lines are kept and tried with the next ones */
  constructor(file: string, failed: (error: unknown) => void) {
    this.#file = file;
    this.#failed = failed;
  }

  /** Never waits: a place on another machine may hang, and no record may hang with it. */
  add(lines: readonly AnchorLine[]): void {
    this.#waiting.push(...lines);
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Resolves when everything added so far was tried. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    try {
      await appendAnchor(this.#file, lines);
    } catch (error) {
      // Only the newest matter when a place was away for long: each head vouches for all before it.
      this.#waiting = [...lines, ...this.#waiting].slice(-1000);
      this.#failed(error);
    }
  }
}

export async function appendAnchor(file: string, lines: readonly AnchorLine[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const opened = await open(file, 'a+', 0o644);
  try {
    // After a power cut the file may end in half a line: ours must not become the other half of it.
    const { size } = await opened.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await opened.read(last, 0, 1, size - 1);
    const begin = size > 0 && last.toString() !== '\n' ? '\n' : '';
    await opened.appendFile(begin + lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/** Lines of an anchor file in order; one that is no line of ours comes as its own text. */
export async function* readAnchor(file: string): AsyncGenerator<AnchorLine | string> {
  if (!existsSync(file)) return;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() !== '') yield parsed(line);
  }
}

function parsed(line: string): AnchorLine | string {
  try {
    const value: unknown = JSON.parse(line);
    return isLine(value) ? value : line;
  } catch {
    // Half a line, as a power cut leaves it.
    return line;
  }
}

function isLine(value: unknown): value is AnchorLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Readonly<Record<string, unknown>>;
  if (typeof line.signature !== 'string') return false;
  if (Array.isArray(line.restored)) return true;
  return (
    typeof line.stream === 'string' && typeof line.position === 'number' && typeof line.hash === 'string'
  );
}
