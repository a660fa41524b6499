/** The socket as the connection needs it: text in, text out, and when it opened or went. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

export interface WireListener {
  opened(): void;
  text(text: string): void;
  /** at most once; never after `close()` was called here */
  closed(): void;
}

export type OpenWire = (listener: WireListener) => Wire;

/** Time as a value: tests hold the clock. */
export interface Timers {
  /** ms since the epoch */
  now(): number;
  /** Returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
