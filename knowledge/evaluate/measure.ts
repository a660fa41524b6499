/** How well lists of documents answer questions of which the answers are known. */
export interface Figures {
  questions: number;
  ndcg10: number;
  /** by how far down the list one looks */
  recall: Readonly<Record<(typeof recallAt)[number], number>>;
}

export const recallAt = [1, 5, 10, 100] as const;

/**
 * Normalised discounted cumulative gain (Järvelin, Kekäläinen: Cumulated Gain-Based Evaluation of IR Techniques, 2002):
 * 1 when all answers stand first.
 *
 * @param answers at least one
 */
export function ndcg(ids: readonly string[], answers: ReadonlySet<string>, at: number): number {
  let [gain, ideal] = [0, 0];
  for (let place = 0; place < at; place += 1) {
    const worth = 1 / Math.log2(place + 2);
    if (answers.has(ids[place] ?? '')) gain += worth;
    if (place < answers.size) ideal += worth;
  }
  return gain / ideal;
}

/** The share of the answers that stand among the first so many. */
export function recall(ids: readonly string[], answers: ReadonlySet<string>, at: number): number {
  return ids.slice(0, at).filter((id) => answers.has(id)).length / answers.size;
}

/** Means over all questions that have an answer; null when none has. */
export function figuresOf(
  lists: Iterable<{ ids: readonly string[]; answers: ReadonlySet<string> }>,
): Figures | null {
  let [questions, sum] = [0, 0];
  const sums = { 1: 0, 5: 0, 10: 0, 100: 0 };
  for (const { ids, answers } of lists) {
    if (answers.size === 0) continue;
    questions += 1;
    sum += ndcg(ids, answers, 10);
    for (const at of recallAt) sums[at] += recall(ids, answers, at);
  }
  if (questions === 0) return null;
  for (const at of recallAt) sums[at] /= questions;
  return { questions, ndcg10: sum / questions, recall: sums };
}
