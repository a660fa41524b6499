import type { z } from 'zod';
import type { stageSchema } from '../../../../bridge/protocol/knowledge.ts';

export type Stage = z.infer<typeof stageSchema>;

/** In the order of an entry's life. */
export const stages: readonly Stage[] = [
  'editing',
  'first-review',
  'second-review',
  'published',
  'review-due',
  'withdrawn',
];
