import type { Basis } from '../content/entry.ts';
import type { SignalEffect } from './signal-effects.ts';

/** Why a list stands as it does, step by step, and why a clause that was asked about stands where it does. */
export interface Explanation {
  /** as it was read: with what was meant in place of what was typed by sound */
  text: string;
  /** what callers say → what was looked for as well */
  synonyms: { spoken: string; written: readonly string[] }[];
  /** how many clauses share a word with the question, here and for everybody */
  found: number;
  /** scores from which on a clause is shown */
  least: { applying: number; others: number };
  limit: number;
  /** what is shown, in its order */
  shown: ExplainedClause[];
  /** the clause that was asked about; null where none was */
  asked: ExplainedClause | null;
}

export interface ExplainedClause extends Basis {
  title: string;
  /** in the order in which they are done; none for what never came into question */
  steps: ExplainedStep[];
  verdict: Verdict;
}

/** Places are from 1 and among all that are there after the step; null: it has none by it. */
export type ExplainedStep =
  /** of 0 to what the best has; null: none of its words was asked for */
  | { step: 'words'; words: string; score: number | null; place: number | null }
  /** the second step gives a score of its own, in place of that of words */
  | { step: 'learned'; words: string; score: number; place: number; signals: SignalEffect[] }
  /** score × factor + plus, one after the other */
  | {
      step: 'lifts';
      words: string;
      score: number;
      place: number;
      lifts: { words: string; factor: number; plus: number }[];
    }
  /** what applies stands before all that does not, whatever the scores */
  | { step: 'validity'; words: string; tier: 0 | 1 | 2 | 3; label: string; place: number };

export interface Verdict {
  kind:
    | 'shown'
    /** no such text or clause */
    | 'unknown'
    | 'other-region'
    | 'other-audience'
    /** neither a word of it nor an earlier question */
    | 'not-found'
    /** too far behind by words for the second step to look at, and no earlier question speaks for it */
    | 'too-far-behind'
    /** its score is below what is shown */
    | 'too-weak'
    /** it would be shown in a longer list */
    | 'no-room';
  rank: number | null;
  words: string;
}
