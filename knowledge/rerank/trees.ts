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
