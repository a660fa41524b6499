export interface Parsed {
  events: number;
  seconds: number;
}

/** One pass over a recording. */
export type ReplayCalls = {
  /** as `yihaoda replay` does it */
  replayed: { argument: { file: string }; answer: { seconds: number } };
  /** the same bytes into asterisk-manager, over a socket of this machine */
  parsed: { argument: { file: string }; answer: Parsed };
};
