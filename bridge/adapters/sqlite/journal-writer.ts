import type { JournalPosition, JournalWriter } from '../../application/ports.ts';
import { asStoreError, DiskRefused, JournalBehind, type StoreError, StoreStopped } from './errors.ts';
import { asPlainJson } from './plain-json.ts';
import type { AppendBatch } from './protocol.ts';

/**
 * Half of what an event may wait for its commit: the other half is the disk's. Every batch gathers so long, also while
 * another is under way: a quick disk would otherwise have a commit for each event or two, and take a core for them.
 */
const gatherMs = 5;

/** Posting this many costs the main thread about a millisecond. */
const mostInBatch = 1000;

/** When the disk refuses (full, busy), the same batch is sent again. */
const tryAgainMs = 1000;

export interface WriterLimits {
  /** events that may wait for the disk before `append` refuses; about 1 kB of memory each */
  mostPending: number;
}

/**
 * Appends to one stream from the main thread: events gather for a few milliseconds and go to the writer thread in
 * one message. One batch is on its way at a time, so that order needs no thought when one has to be sent again.
 */
export class QueuedJournalWriter implements JournalWriter {
  readonly stream: string;
  readonly epoch: number;
  readonly #send: (batch: AppendBatch) => Promise<number>;
  readonly #now: () => number;
  readonly #mostPending: number;
  #types: string[] = [];
  #events: unknown[] = [];
  #appended: number;
  #durable: number;
  #timer: NodeJS.Timeout | null = null;
  #sending = false;
  /** what has gathered has done so long enough, or somebody waits for it */
  #due = false;
  #failure: StoreError | null = null;
  #closed = false;
  #waiting: { for: number; resolve(durable: number): void; reject(error: Error): void }[] = [];

  constructor(
    opened: JournalPosition,
    send: (batch: AppendBatch) => Promise<number>,
    now: () => number,
    { mostPending }: WriterLimits,
  ) {
    this.stream = opened.stream;
    this.epoch = opened.epoch;
    this.#appended = opened.position;
    this.#durable = opened.position;
    this.#send = send;
    this.#now = now;
    this.#mostPending = mostPending;
  }

  get durable(): number {
    return this.#durable;
  }

  get pending(): number {
    return this.#appended - this.#durable;
  }

  append(type: string, event: unknown): number {
    if (this.#failure) throw this.#failure;
    if (this.#closed) throw closedWriter(this.stream);
    if (this.pending >= this.#mostPending) throw behind(this.stream, this.pending);
    this.#types.push(type);
    this.#events.push(event);
    this.#appended += 1;
    this.#timer ??= setTimeout(() => this.#post(), gatherMs);
    return this.#appended;
  }

  flush(): Promise<number> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.pending === 0) return Promise.resolve(this.#durable);
    const flushed = new Promise<number>((resolve, reject) => {
      this.#waiting.push({ for: this.#appended, resolve, reject });
    });
    this.#post();
    return flushed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  #post(): void {
    this.#stopTimer();
    this.#due = true;
    if (this.#sending) return;
    this.#sending = true;
    void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    while (this.#due && this.#events.length > 0 && !this.#failure) {
      const { types, events } = this.#take();
      const { stream, epoch } = this;
      const batch = { stream, epoch, first: this.#durable + 1, at: this.#now(), types, events };
      await this.#sendOne(batch);
    }
    this.#due = false;
    this.#sending = false;
  }

  /** What has gathered, as far as one message may carry. */
  #take(): Pick<AppendBatch, 'types' | 'events'> {
    const types = this.#types;
    const events = this.#events;
    if (events.length > mostInBatch)
      return { types: types.splice(0, mostInBatch), events: events.splice(0, mostInBatch) };
    this.#due = false;
    this.#types = [];
    this.#events = [];
    return { types, events };
  }

  /** Until it is on disk, or there is no use in trying. */
  async #sendOne(batch: AppendBatch): Promise<void> {
    for (;;) {
      try {
        this.#advance(await this.#send(batch));
        return;
      } catch (thrown) {
        if (isNotCloneable(thrown)) {
          // A function or a proxy in one event must not cost the others: what JSON makes of it is kept.
          batch.events = batch.events.map(asPlainJson);
          continue;
        }
        const error = asStoreError(thrown);
        if (!(error instanceof DiskRefused)) return this.#fail(error);
        await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
        if (this.#closed) return this.#fail(error);
      }
    }
  }

  #advance(durable: number): void {
    this.#durable = durable;
    const settled = this.#waiting.filter((waiting) => waiting.for <= durable);
    if (settled.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => waiting.for > durable);
    for (const { resolve } of settled) resolve(durable);
  }

  #fail(error: StoreError): void {
    this.#failure = error;
    this.#stopTimer();
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting = [];
    this.#types = [];
    this.#events = [];
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function isNotCloneable(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'DataCloneError';
}

function behind(stream: string, pending: number): JournalBehind {
  return new JournalBehind(
    'journal.behind',
    {
      zh: `话务流 ${stream} 有 ${pending} 个事件等待落盘，不再接收。`,
      en: `${pending} events of stream ${stream} are waiting for the disk; no more are taken.`,
    },
    {
      zh: '请检查磁盘；恢复后由快照补齐。',
      en: 'Check the disk; what is missing then, the next snapshot finds.',
    },
  );
}

function closedWriter(stream: string): StoreStopped {
  return new StoreStopped(
    'journal.closed',
    { zh: `话务流 ${stream} 的写入已关闭。`, en: `The writer of stream ${stream} is closed.` },
    { zh: '请重新打开该流。', en: 'Open the stream anew.' },
  );
}
