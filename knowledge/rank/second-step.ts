import type { Forest } from '../rerank/forest.ts';
import type { Evidence, Precedents } from './precedents.ts';
import type { Question } from './question.ts';
import { signalNames, signalsOf, type WeighedClause } from './signals.ts';

/** Clauses that words alone place behind these are left where they are. */
export const looksAt = 100;
/** One unit of the trees' sum is so much of a step in the list: e to the three tenths. */
export const steepness = 0.3;

/**
 * Scores in the order that answered questions teach, on the scale of `best`: the first one has it.
 *
 * @param clauses in the order that words alone give
 */
export function scoresLearned(
  forest: Forest,
  clauses: readonly WeighedClause[],
  question: Question,
  evidence: Evidence,
  precedents: Precedents,
  best: number,
): number[] {
  const values = signalsOf(clauses, question, evidence, precedents);
  const sums = forest.scores(values, signalNames.length);
  const most = sums.reduce((highest, sum) => Math.max(highest, sum), Number.NEGATIVE_INFINITY);
  return Array.from(sums, (sum) => best * Math.exp((sum - most) * steepness));
}
