import type { Whereabouts } from '../../knowledge/content/delivery.ts';
import type { BatchCounts, Page } from './knowledge-store.ts';

/**
 * What is remembered of sources that are pulled: runs, what each page said the last time, and who paused a source. Which
 * sources there are is configuration; what is here of one that is not configured any more is left alone. Times are ms
 * since the epoch.
 */

export type SourceRunState = 'running' | 'done' | 'failed' | 'interrupted';

export interface SourceRunFigures {
  /** pages or rows */
  asked: number;
  unchanged: number;
  left: number;
  gone: number;
  withheld: number;
  faults: number;
}

export interface SourceRun extends SourceRunFigures {
  runId: string;
  sourceId: string;
  state: SourceRunState;
  /** how it went */
  words: string;
  startedAt: number;
  endedAt: number | null;
  /** an account's id, `schedule` or `command-line` */
  startedBy: string;
  /** from 1; counts tries since the last run of the schedule or of a person */
  attempt: number;
  batchId: string | null;
  counts: BatchCounts | null;
}

export interface NewSourceRun {
  runId: string;
  sourceId: string;
  startedAt: number;
  startedBy: string;
  attempt: number;
  /** that it will take, if anything is new: a run that dies is told with what it had taken */
  batchId: string;
  /** of the person who asked for it; the same twice is one run */
  commandId: string | null;
}

export type BeginSourceRun = { outcome: 'begun' } | { outcome: 'repeated' } | { outcome: 'busy' };

export interface EndedSourceRun extends SourceRunFigures {
  runId: string;
  state: Exclude<SourceRunState, 'running'>;
  words: string;
  endedAt: number;
  batchId: string | null;
  counts: BatchCounts | null;
  /** of the reader; null: what it had remembered before still stands */
  memory: { run: number; readBy: string } | null;
}

/** A page or row that was not read, or was read with a remark. */
export interface SourceRunRow {
  rowNo: number;
  at: Whereabouts;
  code: string;
  words: string;
}

/** In the reader's own words. */
export interface SourcePage {
  url: string;
  state: string;
}

export interface SourcePause {
  by: string;
  at: number;
  reason: string;
}

export interface SourceStanding {
  sourceId: string;
  paused: SourcePause | null;
  /** runs that failed in a row */
  failures: number;
  lastRun: SourceRun | null;
}

export interface SourceStore {
  /** of all that were ever run or paused */
  standings(): Promise<SourceStanding[]>;
  pause(sourceId: string, paused: SourcePause | null): Promise<void>;
  /** `busy`: a living process, this or another, is reading it. What a dead one left running is told as interrupted. */
  beginRun(run: NewSourceRun): Promise<BeginSourceRun>;
  /** what its reader remembers; run 0 for none */
  memory(sourceId: string): Promise<{ run: number; readBy: string; pages: SourcePage[] }>;
  keepPages(sourceId: string, pages: readonly SourcePage[]): Promise<void>;
  noteRows(runId: string, rows: readonly SourceRunRow[]): Promise<void>;
  endRun(end: EndedSourceRun): Promise<void>;
  /**
   * Runs whose process is dead are told as interrupted, with the batch that they had taken. `atStart`: this process has
   * begun none yet. How many.
   */
  interrupt(atStart: boolean): Promise<number>;
  run(runId: string): Promise<SourceRun | null>;
  /** newest first */
  runs(sourceId: string, page: Page): Promise<{ runs: SourceRun[]; total: number }>;
  runRows(runId: string, page: Page): Promise<{ rows: SourceRunRow[]; total: number }>;
}
