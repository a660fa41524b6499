import type { TrialQuestion, TriedQuestion } from '../../../knowledge/content/trial.ts';
import type { Day } from '../../../knowledge/day.ts';
import type { AnsweringEntry, TrialSetting } from '../../application/ports.ts';
import type { AnswerWorkerSettings } from './answer-protocol.ts';

/** What the main thread and the thread of a trial say to each other: entries in slices, then the questions. */
export type TrialRequest =
  | { kind: 'entries'; put: AnsweringEntry[] }
  | {
      kind: 'run';
      questions: readonly TrialQuestion[];
      today: Day;
      before: TrialSetting;
      after: TrialSetting;
    };

export type TrialReply =
  /** a slice was read in, or the library was: the next may come */
  | { kind: 'next' }
  | { kind: 'progress'; done: number }
  | { kind: 'tried'; tried: TriedQuestion[] }
  | { kind: 'failed'; message: string };

export type TrialWorkerSettings = Pick<AnswerWorkerSettings, 'textsFolder' | 'weights'>;
