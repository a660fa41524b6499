import type { PackAnswer } from '../../../bridge/protocol/pack.ts';

/** What asking for the pack came to. */
export type FetchedPack =
  | { kind: 'new'; version: string; answer: PackAnswer }
  | { kind: 'same' }
  /** not ready yet, not reached, or not understood: what is here stays */
  | { kind: 'none' };
