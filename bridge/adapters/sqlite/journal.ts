import type { Journal, JournalEntry, JournalPosition } from '../../application/ports.ts';
import type { Upcast } from './journal/upcast.ts';
import { QueuedJournalWriter, type WriterLimits } from './journal-writer.ts';
import type { WriterCalls } from './protocol.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { WorkerLink } from './worker-link.ts';

/** Parsing this many takes the main thread about 2 ms; between two it does other work. */
const chunk = 1000;

/** Chunks asked for ahead: readers work while the main thread parses. */
const ahead = 4;

/** The journal port on the store's threads. */
export class SqliteJournal implements Journal {
  readonly #writer: WorkerLink<WriterCalls>;
  readonly #readers: ReaderPool;
  readonly #now: () => number;
  readonly #limits: WriterLimits;
  readonly #upcast: Upcast;
  readonly #open = new Set<QueuedJournalWriter>();

  constructor(
    writer: WorkerLink<WriterCalls>,
    readers: ReaderPool,
    now: () => number,
    limits: WriterLimits,
    upcast: Upcast,
  ) {
    this.#writer = writer;
    this.#readers = readers;
    this.#now = now;
    this.#limits = limits;
    this.#upcast = upcast;
  }

  async open(stream: string): Promise<QueuedJournalWriter> {
    const opened = await this.#writer.call('journal.open', { stream, at: this.#now() });
    const send = (batch: WriterCalls['journal.append']['argument']) =>
      this.#writer.call('journal.append', batch);
    const writer = new QueuedJournalWriter(opened, send, this.#now, this.#limits);
    this.#open.add(writer);
    return writer;
  }

  async read(stream: string, after: number, limit: number): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    // Positions have no gaps, so the chunks are known before they are read.
    const asked: Promise<string>[] = [];
    let next = after;
    const ask = () => {
      const size = Math.min(chunk, after + limit - next);
      if (size <= 0) return;
      const text = this.#readers.call('journal.read', { stream, after: next, limit: size });
      text.catch(() => {});
      asked.push(text);
      next += size;
    };
    for (let i = 0; i < ahead; i += 1) ask();
    for (let text = asked.shift(); text; text = asked.shift()) {
      const rows = JSON.parse(await text) as Row[];
      for (const [position, epoch, type, version, event] of rows)
        entries.push({ stream, epoch, position, type, event: this.#upcast(type, version, event) });
      if (rows.length < chunk) break;
      ask();
    }
    return entries;
  }

  head(stream: string): Promise<JournalPosition | null> {
    return this.#readers.call('journal.head', { stream });
  }

  streams(): Promise<string[]> {
    return this.#readers.call('journal.streams', {});
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#open].map((writer) => writer.close()));
  }
}

/** As the reader writes it: without names, which would be most of the text. */
type Row = [position: number, epoch: number, type: string, version: number, event: unknown];
