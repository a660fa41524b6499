import type { Tree } from './trees.ts';

/** Nodes of all trees one behind the other; the two below a split stand side by side. */
interface Nodes {
  /** -1: a leaf */
  features: Int16Array;
  /** a leaf's value, a split's border */
  splits: Float64Array;
  /** where the node for values up to the border stands; the other one follows it */
  belows: Int32Array;
}

/**
 * The trees as they are asked at each question: three hundred, for a hundred clauses. They are laid out in three arrays and
 * asked one tree for all clauses after the other, so that what is read stands in the processor's cache.
 */
export class Forest {
  readonly #roots: Int32Array;
  readonly #nodes: Nodes;

  constructor(trees: readonly Tree[]) {
    const count = trees.reduce((sum, { features }) => sum + features.length, 0);
    this.#roots = new Int32Array(trees.length);
    this.#nodes = {
      features: new Int16Array(count).fill(-1),
      splits: new Float64Array(count),
      belows: new Int32Array(count),
    };
    let free = 0;
    for (const [at, tree] of trees.entries()) {
      this.#roots[at] = free;
      free = plant(tree, this.#nodes, free);
    }
  }

  get isEmpty(): boolean {
    return this.#roots.length === 0;
  }

  /**
   * @param values `width` for each of those that are ranked, one behind the other
   * @returns the sum of all trees for each
   */
  scores(values: ArrayLike<number>, width: number): Float64Array {
    const { features, splits, belows } = this.#nodes;
    const sums = new Float64Array(values.length / width);
    for (const root of this.#roots)
      for (let one = 0, from = 0; one < sums.length; one += 1, from += width) {
        let node = root;
        for (let feature = features[node] ?? -1; feature >= 0; feature = features[node] ?? -1)
          node = (belows[node] ?? 0) + ((values[from + feature] ?? 0) <= (splits[node] ?? 0) ? 0 : 1);
        sums[one] = (sums[one] ?? 0) + (splits[node] ?? 0);
      }
    return sums;
  }
}

/** @returns the first place behind the tree */
function plant({ features, splits, lefts, rights }: Tree, nodes: Nodes, from: number): number {
  let free = from + 1;
  const left: { of: number; to: number }[] = [{ of: 0, to: from }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { of, to } = next;
    const feature = features[of] ?? -1;
    nodes.features[to] = feature;
    nodes.splits[to] = splits[of] ?? 0;
    if (feature < 0) continue;
    // Weights come from a file: what leads back to itself is no tree, and would be walked forever.
    if (free + 2 > from + features.length) throw new TypeError('a node of a tree stands below two others');
    nodes.belows[to] = free;
    left.push({ of: lefts[of] ?? 0, to: free }, { of: rights[of] ?? 0, to: free + 1 });
    free += 2;
  }
  return free;
}
