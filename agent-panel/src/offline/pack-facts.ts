import type { AnswerPack } from '../../../bridge/protocol/pack.ts';

/** What is told of a pack without opening it. */
export interface PackFacts {
  /** the ETag it came with */
  version: string;
  regionCode: string;
  /** ms since the epoch: when the bridge last said that it is the newest */
  confirmedAt: number;
  answers: number;
  warnAfterDays: number;
  /** what that number rests on */
  basis: string;
}

export interface PackShelf {
  facts(): Promise<PackFacts | null>;
  pack(): Promise<AnswerPack | null>;
  put(facts: PackFacts, pack: AnswerPack): Promise<void>;
  confirm(facts: PackFacts): Promise<void>;
}
