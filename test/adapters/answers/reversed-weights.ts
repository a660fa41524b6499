import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';
import type { Tree } from '../../../knowledge/rerank/trees.ts';

interface LearnedFile {
  features: string[];
  trees: Tree[];
  doubt: { features: string[]; weights: number[]; bias: number };
}

/** The weights that come with the product, as a training leaves them. */
export function builtInWeights(): LearnedFile {
  return JSON.parse(readFileSync(join(TEXTS_FOLDER, 'learned-order.json'), 'utf8')) as LearnedFile;
}

/** The same with each leaf turned round: what they place first stands last. */
export function reversedWeights(): string {
  const { trees, ...others } = builtInWeights();
  const reversed = trees.map(({ features, splits, ...below }) => ({
    ...below,
    features,
    splits: splits.map((split, at) => (features[at] === -1 ? -split : split)),
  }));
  return `${JSON.stringify({ ...others, trees: reversed })}\n`;
}
