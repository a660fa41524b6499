import type { ReaderCalls, ReaderSettings } from './protocol.ts';
import { WorkerLink } from './worker-link.ts';

const readerWorker = new URL('./reader-worker.ts', import.meta.url);

/** Several readers; each question goes to the one with the least to do. */
export class ReaderPool {
  readonly #file: URL;
  readonly #settings: ReaderSettings;
  readonly #died: (error: Error) => void;
  readonly #readers: WorkerLink<ReaderCalls>[];

  constructor(count: number, settings: ReaderSettings, died: (error: Error) => void, file = readerWorker) {
    this.#file = file;
    this.#settings = settings;
    this.#died = died;
    this.#readers = Array.from({ length: Math.max(1, count) }, (_, place) => this.#start(place));
  }

  async ready(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.ready()));
  }

  async call<K extends keyof ReaderCalls>(
    call: K,
    argument: ReaderCalls[K]['argument'],
  ): Promise<ReaderCalls[K]['answer']> {
    const idlest = this.#readers.reduce((one, other) => (other.load < one.load ? other : one));
    return idlest.call(call, argument);
  }

  async close(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.end()));
  }

  /** A reader that died of its question (a report too large for its memory) takes only that question with it. */
  #start(place: number): WorkerLink<ReaderCalls> {
    const died = (error: Error) => {
      this.#readers[place] = this.#start(place);
      this.#died(error);
    };
    return new WorkerLink<ReaderCalls>(this.#file, this.#settings, { anchor() {}, died });
  }
}
