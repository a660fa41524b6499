import type { Day } from '../day.ts';
import type { Basis } from './entry.ts';

/** A question that a change of the ranking is tried on, with the clause that should answer it. */
export interface TrialQuestion {
  questionId: string;
  question: string;
  regionCode: string;
  /** null: today, whenever it is tried */
  asOf: Day | null;
  expected: Basis;
}

/** What one question gets, before or after. */
export interface TrialSide {
  first: { articleId: string; clauseNo: string; title: string }[];
  /** of the expected clause, from 1; null: not among the first `looksAmong` */
  place: number | null;
}

export interface TriedQuestion extends Pick<TrialQuestion, 'questionId' | 'question' | 'expected'> {
  before: TrialSide;
  after: TrialSide;
}

export interface TrialSummary {
  questions: number;
  better: number;
  worse: number;
  same: number;
  /** the expected clause among the first one, three, ten */
  before: Found;
  after: Found;
}

interface Found {
  first: number;
  three: number;
  ten: number;
}

export const looksAmong = 20;
export const firstShown = 3;

/** By the place of the clause that should answer; what else moved is for who looks at it. */
export function outcomeOf({
  before,
  after,
}: Pick<TriedQuestion, 'before' | 'after'>): 'better' | 'worse' | 'same' {
  const [was, is] = [before.place ?? looksAmong + 1, after.place ?? looksAmong + 1];
  if (was === is) return 'same';
  return is < was ? 'better' : 'worse';
}

/** The clause that should answer stands elsewhere, or another one is first. */
export function isMoved(tried: Pick<TriedQuestion, 'before' | 'after'>): boolean {
  const [was, is] = [tried.before.first[0], tried.after.first[0]];
  return outcomeOf(tried) !== 'same' || was?.articleId !== is?.articleId || was?.clauseNo !== is?.clauseNo;
}

export function summaryOf(tried: readonly TriedQuestion[]): TrialSummary {
  const outcomes = tried.map(outcomeOf);
  const count = (outcome: 'better' | 'worse' | 'same') => outcomes.filter((one) => one === outcome).length;
  const found = (side: 'before' | 'after'): Found => {
    const among = (most: number) =>
      tried.filter((one) => (one[side].place ?? Number.POSITIVE_INFINITY) <= most).length;
    return { first: among(1), three: among(3), ten: among(10) };
  };
  return {
    questions: tried.length,
    better: count('better'),
    worse: count('worse'),
    same: count('same'),
    before: found('before'),
    after: found('after'),
  };
}
