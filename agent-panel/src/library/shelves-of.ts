import type { z } from 'zod';
import type { browseAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { words } from '../pages/library/words.ts';

export interface Shelf {
  materialClass: string;
  count: number;
  /** the fullest first */
  topics: { topic: string; count: number }[];
}

/** The five classes in the plan's order, empty ones too: that a window has none of a kind is worth seeing. */
export function shelvesOf(counts: z.output<typeof browseAnswerSchema>['shelves']): Shelf[] {
  const known: readonly string[] = words.classes;
  const strange = counts
    .map(({ materialClass }) => materialClass)
    .filter((materialClass, at, all) => !known.includes(materialClass) && all.indexOf(materialClass) === at);
  return [...known, ...strange].map((materialClass) => {
    const topics = counts
      .filter((one) => one.materialClass === materialClass)
      .map(({ topic, count }) => ({ topic, count }))
      .sort((one, other) => other.count - one.count);
    return { materialClass, topics, count: topics.reduce((sum, { count }) => sum + count, 0) };
  });
}
