import type { ReaderCalls } from './protocol.ts';
import { type StoreThread, WorkerLink } from './worker-link.ts';

/** A question that takes so long is a long one: those that come after it are not to wait for its end. */
const longMs = 250;

/**
 * One reader, and more of them once a question takes long: a thread is some 20 MB, and most floors never need the
 * second. Each question goes to the one with the least to do.
 */
export class ReaderPool {
  readonly #most: number;
  readonly #startReader: () => StoreThread;
  readonly #died: (error: Error) => void;
  readonly #readers: WorkerLink<ReaderCalls>[];
  #closed = false;

  /** @param most threads at once */
  constructor(most: number, startReader: () => StoreThread, died: (error: Error) => void) {
    this.#startReader = startReader;
    this.#died = died;
    this.#most = most;
    this.#readers = [this.#start(0)];
  }

  async ready(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.ready()));
  }

  async call<K extends keyof ReaderCalls>(
    call: K,
    argument: ReaderCalls[K]['argument'],
  ): Promise<ReaderCalls[K]['answer']> {
    const idlest = this.#readers.reduce((one, other) => (other.load < one.load ? other : one));
    const answer = idlest.call(call, argument);
    if (this.#readers.length >= this.#most) return answer;
    const long = setTimeout(() => this.#grow(), longMs);
    try {
      return await answer;
    } finally {
      clearTimeout(long);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#readers.map((reader) => reader.end()));
  }

  #grow(): void {
    if (!this.#closed && this.#readers.length < this.#most)
      this.#readers.push(this.#start(this.#readers.length));
  }

  /** A reader that died of its question (a report too large for its memory) takes only that question with it. */
  #start(place: number): WorkerLink<ReaderCalls> {
    const died = (error: Error) => {
      this.#readers[place] = this.#start(place);
      this.#died(error);
    };
    return new WorkerLink<ReaderCalls>(this.#startReader(), { anchor() {}, died });
  }
}
