export interface Archive {
  /** entries of the exchange's stream */
  entries: number;
  facts: number;
  /** calls that were alive at the stop */
  live: number;
  /** rows that a start has to read again so that those are whole */
  again: number;
  seconds: number;
}

/** Makes a data folder that a busy floor has left behind. */
export type ArchiveCalls = {
  write: { argument: { config: string; data: string; entries: number }; answer: Archive };
  /** takes away what was worked out of the journal: the next start has to work it out again */
  forgetFacts: { argument: { data: string }; answer: null };
  /** the same number of rows of the same file, by node:sqlite alone */
  read: {
    argument: { data: string; entries: number; facts: number };
    answer: { rows: number; seconds: number };
  };
};
