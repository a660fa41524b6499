import type { Synonym } from '../../../knowledge/content/synonyms.ts';
import type { TrialQuestion, TriedQuestion } from '../../../knowledge/content/trial.ts';
import type { Day } from '../../../knowledge/day.ts';
import type { AnsweringEntry } from '../../application/ports.ts';

/** What the main thread and the thread of a trial say to each other: entries in slices, then the questions. */
export type TrialRequest =
  | { kind: 'entries'; put: AnsweringEntry[] }
  | {
      kind: 'run';
      questions: readonly TrialQuestion[];
      today: Day;
      before: readonly Synonym[];
      after: readonly Synonym[];
    };

export type TrialReply =
  /** a slice was read in, or the library was: the next may come */
  | { kind: 'next' }
  | { kind: 'progress'; done: number }
  | { kind: 'tried'; tried: TriedQuestion[] }
  | { kind: 'failed'; message: string };
