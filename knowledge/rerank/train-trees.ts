import { Forest } from './forest.ts';
import type { Tree } from './trees.ts';

/** Candidates of many questions, one after the other: their features, and which of them answer. */
export interface Judged {
  /** by candidate, `width` numbers each */
  values: Float64Array;
  width: number;
  /** by candidate: 1 if it answers */
  answers: Uint8Array;
  /** by question, where its candidates begin; one more, where the last ones end */
  starts: Uint32Array;
}

export interface Training {
  trees: number;
  leaves: number;
  /** candidates in a leaf, at least */
  leastInLeaf: number;
  /** what each tree adds of what it would */
  rate: number;
  /** added to the curvature: small leaves are held down */
  ridge: number;
  /** of the questions, and of the features, that one tree is shown: trees that differ err less together */
  questionShare: number;
  featureShare: number;
}

const bins = 64;
/** What NDCG@10 could reach at most is worked out for so many places. */
const measured = 10;

/**
 * LambdaMART (Burges: From RankNet to LambdaRank to LambdaMART, MSR-TR-2010-82): each tree follows, for each pair of an
 * answer and another candidate that stand in the wrong order, what swapping them would bring of NDCG@10.
 */
export function trainTrees(judged: Judged, training: Training): Tree[] {
  const binned = inBins(judged);
  const scores = new Float64Array(judged.answers.length);
  const trees: Tree[] = [];
  const chance = chanceFrom(1);
  for (let round = 0; round < training.trees; round += 1) {
    const shown = shownOf(judged.starts, training.questionShare, chance);
    const features = Array.from({ length: binned.width }, (_, feature) => feature).filter(
      () => chance() < training.featureShare,
    );
    const { pull, curvature } = lambdas(judged, scores);
    const tree = grow(binned, shown, features, pull, curvature, training);
    trees.push(tree);
    for (const [at, score] of new Forest([tree]).scores(judged.values, judged.width).entries())
      scores[at] = (scores[at] ?? 0) + score;
  }
  return trees;
}

/** The same at every training (Mulberry32): weights that nobody can make again prove nothing. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The candidates of some of the questions. */
function shownOf(starts: Uint32Array, share: number, chance: () => number): Uint32Array {
  const shown: number[] = [];
  for (let question = 0; question < starts.length - 1; question += 1) {
    if (chance() >= share) continue;
    for (let at = starts[question] ?? 0; at < (starts[question + 1] ?? 0); at += 1) shown.push(at);
  }
  return Uint32Array.from(shown);
}

interface Binned {
  width: number;
  /** by feature, by candidate */
  bins: readonly Uint8Array[];
  /** by feature: the largest value of each bin but the last */
  edges: readonly number[][];
}

function inBins({ values, width, answers }: Judged): Binned {
  const count = answers.length;
  const edges: number[][] = [];
  const all: Uint8Array[] = [];
  for (let feature = 0; feature < width; feature += 1) {
    const own = Float64Array.from({ length: count }, (_, at) => values[at * width + feature] ?? 0);
    const sorted = own.toSorted();
    const cuts = new Set<number>();
    for (let bin = 1; bin < bins; bin += 1) cuts.add(sorted[Math.floor((bin * count) / bins)] ?? 0);
    cuts.delete(sorted[count - 1] ?? 0);
    const edge = [...cuts].sort((one, other) => one - other);
    edges.push(edge);
    all.push(Uint8Array.from(own, (value) => binOf(edge, value)));
  }
  return { width, bins: all, edges };
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lambdas({ answers, starts }: Judged, scores: Float64Array) {
  const pull = new Float64Array(answers.length);
  const curvature = new Float64Array(answers.length);
  for (let question = 0; question < starts.length - 1; question += 1) {
    const [from = 0, to = 0] = [starts[question], starts[question + 1]];
    const order = Array.from({ length: to - from }, (_, at) => from + at).sort(
      (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other,
    );
    const right = order.filter((at) => answers[at] === 1);
    if (right.length === 0) continue;
    const places = new Map(order.map((at, place) => [at, place]));
    let ideal = 0;
    for (let place = 0; place < Math.min(right.length, measured); place += 1) ideal += discount(place);
    for (const good of right) {
      const goodPlace = places.get(good) ?? 0;
      for (let place = 0; place < order.length; place += 1) {
        const other = order[place] ?? 0;
        if (answers[other] === 1) continue;
        const gain = Math.abs(discount(goodPlace) - discount(place)) / ideal;
        if (gain === 0) continue;
        const wrong = 1 / (1 + Math.exp((scores[good] ?? 0) - (scores[other] ?? 0)));
        const force = gain * wrong;
        const bend = gain * wrong * (1 - wrong);
        pull[good] = (pull[good] ?? 0) + force;
        pull[other] = (pull[other] ?? 0) - force;
        curvature[good] = (curvature[good] ?? 0) + bend;
        curvature[other] = (curvature[other] ?? 0) + bend;
      }
    }
  }
  return { pull, curvature };
}

/** Not cut off at the tenth place: what stands far below must be able to come up. */
function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}

interface Leaf {
  node: number;
  members: Uint32Array;
  pull: number;
  curvature: number;
  best: Split | null;
}

interface Split {
  feature: number;
  bin: number;
  gain: number;
}

function grow(
  binned: Binned,
  shown: Uint32Array,
  features: readonly number[],
  pull: Float64Array,
  curvature: Float64Array,
  training: Training,
): Tree {
  const tree: Tree = { features: [], splits: [], lefts: [], rights: [] };
  const open = (members: Uint32Array): Leaf => {
    const node = tree.features.length;
    let [sumPull, sumCurvature] = [0, 0];
    for (const at of members) {
      sumPull += pull[at] ?? 0;
      sumCurvature += curvature[at] ?? 0;
    }
    tree.features.push(-1);
    tree.splits.push((training.rate * sumPull) / (sumCurvature + training.ridge));
    tree.lefts.push(0);
    tree.rights.push(0);
    const leaf = { node, members, pull: sumPull, curvature: sumCurvature, best: null };
    return { ...leaf, best: bestSplit(binned, features, leaf, pull, curvature, training) };
  };
  const leaves = [open(shown)];
  while (leaves.length < training.leaves) {
    let chosen: Leaf | null = null;
    for (const leaf of leaves)
      if (leaf.best !== null && leaf.best.gain > (chosen?.best?.gain ?? 0)) chosen = leaf;
    if (chosen?.best == null) break;
    const { feature, bin } = chosen.best;
    const own = binned.bins[feature] ?? new Uint8Array();
    leaves.splice(leaves.indexOf(chosen), 1);
    const left = open(chosen.members.filter((at) => (own[at] ?? 0) <= bin));
    const right = open(chosen.members.filter((at) => (own[at] ?? 0) > bin));
    tree.features[chosen.node] = feature;
    tree.splits[chosen.node] = binned.edges[feature]?.[bin] ?? 0;
    tree.lefts[chosen.node] = left.node;
    tree.rights[chosen.node] = right.node;
    leaves.push(left, right);
  }
  return tree;
}

function bestSplit(
  binned: Binned,
  features: readonly number[],
  leaf: Omit<Leaf, 'best'>,
  pull: Float64Array,
  curvature: Float64Array,
  { leastInLeaf, ridge }: Training,
): Split | null {
  const { members } = leaf;
  if (members.length < 2 * leastInLeaf) return null;
  const whole = leaf.pull ** 2 / (leaf.curvature + ridge);
  let best: Split | null = null;
  const [pulls, curves, counts] = [new Float64Array(bins), new Float64Array(bins), new Uint32Array(bins)];
  for (const feature of features) {
    const own = binned.bins[feature] ?? new Uint8Array();
    const edges = binned.edges[feature]?.length ?? 0;
    pulls.fill(0);
    curves.fill(0);
    counts.fill(0);
    for (const at of members) {
      const bin = own[at] ?? 0;
      pulls[bin] = (pulls[bin] ?? 0) + (pull[at] ?? 0);
      curves[bin] = (curves[bin] ?? 0) + (curvature[at] ?? 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    let [sumPull, sumCurve, count] = [0, 0, 0];
    for (let bin = 0; bin < edges; bin += 1) {
      sumPull += pulls[bin] ?? 0;
      sumCurve += curves[bin] ?? 0;
      count += counts[bin] ?? 0;
      if (count < leastInLeaf) continue;
      if (members.length - count < leastInLeaf) break;
      const gain =
        sumPull ** 2 / (sumCurve + ridge) +
        (leaf.pull - sumPull) ** 2 / (leaf.curvature - sumCurve + ridge) -
        whole;
      if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
    }
  }
  return best;
}
