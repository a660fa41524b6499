import { Worker } from 'node:worker_threads';
import type { Cut, Uncut } from '../rank/cut-changes.ts';
import { encodeSegment, segmentIn } from './encode-segment.ts';
import type { LiveSegment } from './live-segment.ts';
import type { Segment } from './segment.ts';
import type { Merger } from './segmented-index.ts';

export type IndexTask =
  | { id: number; kind: 'cut'; uncut: Uncut }
  | {
      id: number;
      kind: 'merge';
      segments: readonly { bytes: Uint8Array; gone: Uint8Array }[];
      fields: number;
    };
export type IndexReply =
  | { id: number; kind: 'cut'; cut: CutBytes }
  | { id: number; kind: 'merged'; bytes: Uint8Array }
  | { id: number; kind: 'failed'; error: string };

/** Segments as bytes in shared memory. */
export interface CutBytes {
  clauses: Uint8Array;
  faqs: { wordings: Cut['faqs']['wordings']; entries: Uint8Array };
  forerunners: Cut['forerunners'];
}

interface Waiting {
  /** who was asked */
  worker: Worker;
  resolve(reply: Exclude<IndexReply, { kind: 'failed' }>): void;
  reject(error: Error): void;
}

/**
 * ms without anything to do, after which the thread is let go: it holds some 10 MB. A new one starts in a tenth of a second,
 * but its code is compiled again by a helper of V8 that takes a whole processor from the questions of a second or two.
 */
const idleMs = 60_000;
/** A slice of entries and its words; segments lie outside of the heap. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

/**
 * Cuts words, and builds and merges segments, beside the thread that searches. Segments lie in shared memory: this thread
 * reads those that are merged where the search reads them too, and what it has made is there at once for both. A transfer
 * would take the old ones away from the search while it still needs them.
 */
export class IndexThread implements Merger {
  readonly #waiting = new Map<number, Waiting>();
  readonly #idleMs: number;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #closed = false;

  constructor(options: { idleMs?: number } = {}) {
    this.#idleMs = options.idleMs ?? idleMs;
  }

  /** Rejects when the thread ends; the next task starts another one. */
  async cut(uncut: Uncut): Promise<Cut> {
    const reply = await this.#ask({ id: this.#nextId(), kind: 'cut', uncut });
    if (reply.kind !== 'cut') throw new TypeError(`a cut was answered by ${reply.kind}`);
    const { clauses, faqs, forerunners } = reply.cut;
    return {
      clauses: segmentIn(clauses),
      faqs: { wordings: faqs.wordings, entries: segmentIn(faqs.entries) },
      forerunners,
    };
  }

  /** As `cut`. */
  async merge(live: readonly LiveSegment[], fields: number): Promise<Segment> {
    const segments = live.map(({ segment, gone }) => ({ bytes: sharedBytes(segment), gone }));
    const reply = await this.#ask({ id: this.#nextId(), kind: 'merge', segments, fields });
    if (reply.kind !== 'merged') throw new TypeError(`a merge was answered by ${reply.kind}`);
    return segmentIn(reply.bytes);
  }

  /** What still waits is rejected, and what comes later. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#letGo();
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #ask(task: IndexTask): Promise<Exclude<IndexReply, { kind: 'failed' }>> {
    if (this.#closed) return Promise.reject(new Error('the thread that builds the index was closed'));
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<Exclude<IndexReply, { kind: 'failed' }>>();
    this.#waiting.set(task.id, { worker, resolve, reject });
    worker.postMessage(task);
    return promise;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./index-worker.ts', import.meta.url), { resourceLimits });
    let cause: unknown;
    worker.on('message', (reply: IndexReply) => this.#hear(reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#worker = null;
      const error = new Error(`the thread that builds the index ended (${code})`, { cause });
      for (const [id, waiting] of this.#waiting) {
        if (waiting.worker !== worker) continue;
        this.#waiting.delete(id);
        waiting.reject(error);
      }
    });
    return worker;
  }

  #hear(reply: IndexReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'failed') waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply);
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.#letGo(), this.#idleMs).unref();
  }

  async #letGo(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    const worker = this.#worker;
    // What comes from here on gets a thread of its own, and does not end with this one.
    this.#worker = null;
    await worker?.terminate();
  }
}

/** A small segment that was built here is copied; what a thread made or a folder held is shared as it is. */
function sharedBytes(segment: Segment): Uint8Array {
  const { buffer } = segment.starts;
  if (buffer instanceof SharedArrayBuffer) return new Uint8Array(buffer);
  return encodeSegment(segment, (bytes) => new SharedArrayBuffer(bytes));
}
