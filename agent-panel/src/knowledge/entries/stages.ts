import type { z } from 'zod';
import type { stageSchema } from '../../../../bridge/protocol/knowledge.ts';
import type { IconName } from '../../ui/icons.tsx';

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

export const stageLooks: Readonly<
  Record<
    Stage,
    { word: string; icon: IconName; tone: 'accent' | 'violet' | 'good' | 'warn' | 'soft' | 'teal' }
  >
> = {
  editing: { word: '采编', icon: 'pen', tone: 'accent' },
  'first-review': { word: '初审', icon: 'eye', tone: 'violet' },
  'second-review': { word: '复审', icon: 'people', tone: 'teal' },
  published: { word: '已发布', icon: 'check', tone: 'good' },
  'review-due': { word: '复审到期', icon: 'clock', tone: 'warn' },
  withdrawn: { word: '已下架', icon: 'cross', tone: 'soft' },
};
