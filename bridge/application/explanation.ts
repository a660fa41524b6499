/** Why a list of answers stands as it does, and why a clause that was asked about stands where it does, or nowhere. */
export interface Explanation {
  /** as it was read: with what was meant in place of what was typed by sound */
  text: string;
  synonyms: { spoken: string; written: readonly string[] }[];
  /** clauses of this region that share a word with the question */
  found: number;
  /** scores from which on a clause is shown */
  least: { applying: number; others: number };
  limit: number;
  shown: ExplainedClause[];
  asked: ExplainedClause | null;
}

export interface ExplainedClause {
  articleId: string;
  clauseNo: string;
  title: string;
  /** in the order in which they are done */
  steps: ExplainedStep[];
  verdict: { kind: VerdictKind; rank: number | null; words: string };
}

type VerdictKind =
  | 'shown'
  | 'unknown'
  | 'other-region'
  | 'other-audience'
  | 'not-found'
  | 'too-far-behind'
  | 'too-weak'
  | 'no-room';

/** Places are from 1, among all that are there after the step. */
type ExplainedStep =
  | { step: 'words'; words: string; score: number | null; place: number | null }
  | { step: 'learned'; words: string; score: number; place: number; signals: SignalEffect[] }
  /** score × factor + plus, one after the other */
  | {
      step: 'lifts';
      words: string;
      score: number;
      place: number;
      lifts: { words: string; factor: number; plus: number }[];
    }
  | { step: 'validity'; words: string; tier: 0 | 1 | 2 | 3; label: string; place: number };

interface SignalEffect {
  name: string;
  words: string;
  value: number;
  /** its median over all clauses that were compared */
  usual: number;
  /** the score has so many times what it would have with the usual value */
  factor: number;
}
