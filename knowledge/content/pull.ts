import type { Delivered, DeliveredRemoval } from './delivery.ts';

/**
 * Reading a source by ourselves, from what was remembered of it: a site page by page, an interface row by row. What is
 * remembered of each page or row is the reader's own business; who keeps it gives it back as it was.
 */
export interface PullMemory {
  /** runs so far */
  run: number;
  /** by which reader and configuration; another one reads all anew */
  readBy: string;
  pages: Readonly<Record<string, unknown>>;
}

export const neverPulled: PullMemory = { run: 0, readBy: '', pages: {} };

/** Bytes of an attachment that the step's entries name by their hash: to be stored before them. */
export interface PulledFile {
  mediaType: string;
  bytes: Uint8Array;
}

/** Something the source no longer has. It is withdrawn only if all that is gone may be: see `PullEnd`. */
export interface GonePage {
  url: string;
  removal: DeliveredRemoval;
  /** what to remember of it once it is withdrawn; until then it stays as the step's `seen` says */
  seen: unknown;
}

export interface PullStep {
  url: string;
  /** entries and faults; empty where nothing has changed */
  delivered: Delivered[];
  gone: GonePage[];
  files: PulledFile[];
  /** what to remember, in place of what was */
  seen: Readonly<Record<string, unknown>>;
  /** pages or rows of this run so far */
  asked: number;
  /** of them, those that the source says are as they were */
  unchanged: number;
  /** still to be asked for in this run, as far as is known */
  left: number;
}

export interface PullEnd {
  run: number;
  readBy: string;
  /** All lists were read to their ends: what is not there is not there. */
  complete: boolean;
  /** entries that came from this source and were in the base before this run */
  known: number;
  left: number;
  /** why it was not read to its end, to be tried again; null: it was, or to its limit */
  trouble: { code: string; words: string } | null;
}

export type Pull = AsyncGenerator<PullStep, PullEnd, undefined>;
