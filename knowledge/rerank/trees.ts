import { z } from 'zod';

/**
 * One decision tree: at node `at`, a value up to `splits[at]` of feature `features[at]` goes to `lefts[at]`, others to
 * `rights[at]`. A leaf has feature -1 and its value in `splits`.
 */
const treeSchema = z.strictObject({
  features: z.array(z.int()),
  splits: z.array(z.number()),
  lefts: z.array(z.int()),
  rights: z.array(z.int()),
});
export type Tree = z.infer<typeof treeSchema>;

/** The sum of all trees ranks; as JSON it is what a training leaves behind. */
export const treesSchema = z.strictObject({
  /** names of the features in the order in which the trees number them */
  features: z.array(z.string()),
  trees: z.array(treeSchema),
});

/** @param from where in `values` the features of what is ranked begin */
export function scoreOf(trees: readonly Tree[], values: ArrayLike<number>, from = 0): number {
  let score = 0;
  for (const { features, splits, lefts, rights } of trees) {
    let at = 0;
    for (let feature = features[0] ?? -1; feature >= 0; feature = features[at] ?? -1)
      at = ((values[from + feature] ?? 0) <= (splits[at] ?? 0) ? lefts[at] : rights[at]) ?? 0;
    score += splits[at] ?? 0;
  }
  return score;
}
