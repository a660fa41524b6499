import { Worker } from 'node:worker_threads';
import { encodeSegment, segmentIn } from './encode-segment.ts';
import type { LiveSegment } from './live-segment.ts';
import type { Segment } from './segment.ts';
import type { Merger } from './segmented-index.ts';

/** By field, texts whose words are cut where the segment is built. */
export interface TextDocument {
  id: string;
  fields: readonly (readonly string[])[];
}

/** How words are cut: by pairs and the field's words, or by single characters too. */
export type Cut = 'words' | 'words-and-signs';

export type IndexTask =
  | { id: number; kind: 'take'; documents: readonly TextDocument[] }
  | { id: number; kind: 'build'; cut: Cut; fields: number }
  | {
      id: number;
      kind: 'merge';
      segments: readonly { bytes: Uint8Array; gone: Uint8Array }[];
      fields: number;
    };
export type IndexReply = { id: number; bytes: Uint8Array } | { id: number; error: string };

interface Waiting {
  resolve(segment: Segment): void;
  reject(error: Error): void;
}

/** So many documents are copied at a time: some tenths of a millisecond, and then whoever waits has a turn. */
const batch = 200;

/**
 * Segments lie in shared memory: the thread reads those that are merged where the search reads them too, and what it has
 * made is there at once for both. A transfer would take the old ones away from the search while it still needs them.
 */
export class IndexThread implements Merger {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./index-worker.ts', import.meta.url));
    this.#worker.on('message', (reply: IndexReply) => this.#hear(reply));
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) =>
      this.#end(new Error(`the thread that builds the index ended (${code})`)),
    );
  }

  /** A segment of the documents; rejects for two of the same id, and when the thread ends. */
  async build(documents: Iterable<TextDocument>, cut: Cut, fields: number): Promise<Segment> {
    const id = this.#nextId();
    let some: TextDocument[] = [];
    const send = () => this.#post({ id, kind: 'take', documents: some });
    for (const document of documents) {
      some.push(document);
      if (some.length < batch) continue;
      send();
      some = [];
      await new Promise(setImmediate);
    }
    send();
    return this.#ask({ id, kind: 'build', cut, fields });
  }

  merge(live: readonly LiveSegment[], fields: number): Promise<Segment> {
    const segments = live.map(({ segment, gone }) => ({ bytes: sharedBytes(segment), gone }));
    return this.#ask({ id: this.#nextId(), kind: 'merge', segments, fields });
  }

  /** What still waits is rejected. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #post(task: IndexTask): void {
    if (this.#ended !== null) throw this.#ended;
    this.#worker.postMessage(task);
  }

  async #ask(task: IndexTask): Promise<Segment> {
    const { promise, resolve, reject } = Promise.withResolvers<Segment>();
    this.#post(task);
    this.#waiting.set(task.id, { resolve, reject });
    return promise;
  }

  #hear(reply: IndexReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(segmentIn(reply.bytes));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** A small segment that was built here is copied; what a thread made or a folder held is shared as it is. */
function sharedBytes(segment: Segment): Uint8Array {
  const { buffer } = segment.starts;
  if (buffer instanceof SharedArrayBuffer) return new Uint8Array(buffer);
  return encodeSegment(segment, (bytes) => new SharedArrayBuffer(bytes));
}
