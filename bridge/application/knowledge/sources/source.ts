import type { Delivered, DeliveredRemoval, SourceSystem } from '../../../../knowledge/content/delivery.ts';
import type { PullEnd, PulledFile } from '../../../../knowledge/content/pull.ts';
import type { Day } from '../../../../knowledge/day.ts';
import type { SourcePage } from '../../source-store.ts';
import type { Schedule } from './schedule.ts';

/** What is pulled on a schedule, as the city's configuration says. */
export interface Source {
  sourceId: string;
  name: string;
  kind: 'website' | 'enterprise';
  system: SourceSystem;
  /** where reading begins */
  addresses: readonly string[];
  regionCode: string;
  /** its entries are this unit's; empty: the city's */
  unitId: string;
  schedule: Schedule;
  retries: Retries;
  /** of the entries that came from it, as many may be withdrawn by one run; 0 to 1 */
  mostGoneShare: number;
}

/** Tries after a failure: the first after so many ms, each further one after twice as long, up to the next schedule. */
export interface Retries {
  times: number;
  firstAfterMs: number;
}

/** One step of reading; what is remembered is text that its reader alone understands. */
export interface SourceStep {
  delivered: Delivered[];
  gone: { page: SourcePage; removal: DeliveredRemoval }[];
  files: PulledFile[];
  seen: SourcePage[];
  asked: number;
  unchanged: number;
  left: number;
}

export interface SourceTask {
  source: Source;
  memory: { run: number; readBy: string; pages: SourcePage[] };
  /** as if nothing was remembered but which pages are in the base */
  whole: boolean;
  today: Day;
}

/**
 * Reads a source, off the thread that serves calls; ends when the signal says so, by throwing. Trouble of the source is
 * told in what it returns; it throws for our own alone.
 */
export type ReadSource = (
  task: SourceTask,
  signal: AbortSignal,
) => AsyncGenerator<SourceStep, PullEnd, undefined>;

/** Given by who starts the bridge. */
export interface Sources {
  list: readonly Source[];
  read: ReadSource;
}

export const noSources: Sources = {
  list: [],
  // biome-ignore lint/correctness/useYield: there is nothing to read
  async *read() {
    throw new Error('there is no source to read');
  },
};
