/** What the process that publishes and asks can be told: the store, the feed and the answers' thread as the bridge has them. */
export type RebuildCalls = {
  /** opens the store of a data folder and starts the answers */
  begin: { argument: { data: string }; answer: { readySeconds: number; wasKept: boolean } };
  /** imports so many invented entries, which then wait for their review */
  deliver: { argument: { batchId: string; entries: number }; answer: null };
  /** asks, and publishes a delivery meanwhile; null: only asks, for so long */
  watch: {
    argument: { perSecond: number; seconds: number; publish: string | null };
    answer: Watched;
  };
  /** starts the answers anew, and tells when they have all that is published */
  feed: {
    argument: { lastEntry: string };
    answer: { readySeconds: number; fedSeconds: number; mainMs: number; mb: number };
  };
  /** of the process, MB */
  memory: { argument: null; answer: { mb: number } };
};

export interface Watched {
  /** of each question, from asking to the answer */
  ms: number[];
  seconds: number;
  /** the longest turn of the thread that serves calls, ms of processor time */
  mainMs: number;
  /** the longest step of taking something in on the thread that answers, ms of processor time */
  stepMs: number;
  /** segments that became one of several meanwhile */
  merges: number;
}
