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

export interface TreeFault {
  zh: string;
  en: string;
}

/**
 * What is wrong with a tree that a file holds; null where nothing is. A number that leads nowhere would be read as a leaf
 * of 0, and answers be ordered by chance.
 *
 * @param width how many features there are
 */
export function treeFault({ features, splits, lefts, rights }: Tree, width: number): TreeFault | null {
  const count = features.length;
  if (count === 0) return { zh: '没有节点', en: 'has no node' };
  if ([splits, lefts, rights].some(({ length }) => length !== count))
    return { zh: '四个列表长短不一', en: 'has lists of different lengths' };
  const seen = new Set<number>();
  const left = [0];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const feature = features[at];
    if (feature === undefined)
      return { zh: `指向不存在的节点 ${at}`, en: `leads to node ${at}, which is not there` };
    if (seen.has(at)) return { zh: `两次走到节点 ${at}`, en: `comes to node ${at} twice` };
    seen.add(at);
    if (feature === -1) continue;
    if (feature < 0 || feature >= width)
      return { zh: `节点 ${at} 的特征 ${feature} 不存在`, en: `node ${at} asks for feature ${feature}` };
    left.push(lefts[at] ?? -1, rights[at] ?? -1);
  }
  return null;
}
