import { expect } from 'chai';
import fc from 'fast-check';
import { Forest } from '../../../knowledge/rerank/forest.ts';
import type { Tree } from '../../../knowledge/rerank/trees.ts';

const width = 4;

/** A border of some feature, or a leaf's value, and what is below. */
interface Node {
  feature: number;
  split: number;
  below: [Node, Node] | null;
}

const values = fc.double({ min: -3, max: 3, noNaN: true }).map((value) => Math.round(value * 2) / 2);
const { node } = fc.letrec<{ node: Node; leaf: Node; split: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('split')),
  leaf: fc.record({ feature: fc.constant(-1), split: values, below: fc.constant(null) }),
  split: fc.record({
    feature: fc.nat(width - 1),
    split: values,
    below: fc.tuple(tie('node'), tie('node')),
  }),
}));

/** Written down as a training does: what is below stands anywhere behind. */
function written(root: Node): Tree {
  const tree: Tree = { features: [], splits: [], lefts: [], rights: [] };
  const put = ({ feature, split, below }: Node): number => {
    const at = tree.features.length;
    tree.features.push(feature);
    tree.splits.push(split);
    tree.lefts.push(0);
    tree.rights.push(0);
    if (below !== null) {
      tree.lefts[at] = put(below[0]);
      tree.rights[at] = put(below[1]);
    }
    return at;
  };
  put(root);
  return tree;
}

function walked({ feature, split, below }: Node, of: readonly number[]): number {
  if (below === null) return split;
  return walked(below[(of[feature] ?? 0) <= split ? 0 : 1], of);
}

describe('a forest', () => {
  it('gives each the sum of the leaves that a walk down its trees comes to', () => {
    const rows = fc.array(fc.array(values, { minLength: width, maxLength: width }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 8 }), rows, (trees, ranked) => {
        const scores = new Forest(trees.map(written)).scores(ranked.flat(), width);
        const sums = ranked.map((of) => trees.reduce((sum, tree) => sum + walked(tree, of), 0));
        expect([...scores]).to.deep.equal(sums);
      }),
    );
  });

  it('is refused where a tree leads back to itself', () => {
    const circle: Tree = { features: [0, -1], splits: [1, 0], lefts: [0, 0], rights: [1, 0] };
    expect(() => new Forest([circle])).to.throw(TypeError, 'a node of a tree stands below two others');
  });
});
