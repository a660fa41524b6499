/** What the bridge under test can be asked, beside what any page asks it. */
export type BridgeCalls = {
  begin: {
    argument: {
      config: string;
      panelFolder: string;
      env: Record<string, string>;
      /** the library of answers on its thread, or none */
      answers: 'worker' | 'none';
    };
    answer: { url: string };
  };
  facts: { argument: null; answer: BridgeFacts };
};

export interface BridgeFacts {
  link: string;
  /** last event of the exchange that was folded */
  position: number;
  /** last one that is on disk */
  durable: number;
  /** MB */
  rss: number;
  heapUsed: number;
  external: number;
  /** ms of processor time, of all threads and of the main one */
  cpu: number;
  mainCpu: number;
  liveCalls: number;
  answersReady: boolean;
}
