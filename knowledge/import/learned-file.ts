import { z } from 'zod';
import { type Doubt, doubtNames, doubtSchema } from '../rank/doubt.ts';
import { signalNames } from '../rank/signals.ts';
import { type Tree, treeFault, treesSchema } from '../rerank/trees.ts';
import { TextError } from './text-error.ts';

/** What answered questions teach; as JSON it is what `knowledge train` leaves behind. */
export interface Learned {
  /** of the second step; empty when nothing was learned yet */
  trees: readonly Tree[];
  /** when to say that nothing answers; null when nothing was learned of it */
  doubt: Doubt | null;
}

/** Twenty times what a training writes: each question walks down all trees for a hundred clauses. */
export const mostLearnedBytes = 4 * 1024 * 1024;

const learnedSchema = treesSchema.extend({
  doubt: doubtSchema.extend({
    features: z.array(z.string()),
    weights: z.array(z.number()).length(doubtNames.length),
  }),
});

/**
 * Learned for other signals it would rank by chance, and what is no tree would be walked as one: both are refused.
 *
 * @param file as it is called when something is wrong with it
 * @throws TextError
 */
export function readLearned(bytes: Uint8Array, file: string): Learned {
  if (bytes.length > mostLearnedBytes)
    throw new TextError('TABLE_UNREADABLE', file, '超过 4 MB，不是训练所得的权重', 'larger than 4 MB');
  const result = learnedSchema.safeParse(parsed(bytes, file));
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') || '全文';
    throw new TextError(
      'TABLE_UNREADABLE',
      file,
      `${where} 不合要求，不是训练所得的权重`,
      `${where}: ${issue?.message ?? ''}`,
    );
  }
  const { features, trees, doubt } = result.data;
  compare(features, signalNames, 'features', file);
  compare(doubt.features, doubtNames, 'doubt.features', file);
  for (const [at, tree] of trees.entries()) {
    const fault = treeFault(tree, signalNames.length);
    if (fault !== null)
      throw new TextError(
        'TEXT_INCONSISTENT',
        file,
        `trees.${at} 不是一棵树：${fault.zh}`,
        `trees.${at} is no tree: it ${fault.en}`,
      );
  }
  return { trees, doubt };
}

function parsed(bytes: Uint8Array, file: string): unknown {
  try {
    // A copy: shared memory cannot be decoded.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TextError('TABLE_UNREADABLE', file, '不是 JSON 文件', `no JSON: ${why}`);
  }
}

function compare(found: readonly string[], known: readonly string[], where: string, file: string): void {
  const at = Array.from({ length: Math.max(found.length, known.length) }, (_, each) => each).find(
    (each) => found[each] !== known[each],
  );
  if (at === undefined) return;
  const [is, should] = [found[at] ?? '', known[at] ?? ''];
  throw new TextError(
    'TEXT_INCONSISTENT',
    file,
    `${where}.${at} 是“${is}”，本版本的特征是“${should}”。所学排序与本版本的特征不符，请重新训练`,
    'learned for other signals: train again',
  );
}
