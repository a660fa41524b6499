import type { TaskView } from '../../../../bridge/protocol/knowledge.ts';
import type { IconName } from '../../ui/icons.tsx';

export type TaskKind = TaskView['kind'];
export type TaskState = TaskView['state'];

export const kinds: readonly TaskKind[] = ['gap', 'error', 'review-due', 'conflict'];

export const kindLooks: Readonly<
  Record<TaskKind, { icon: IconName; tone: 'accent' | 'bad' | 'warn' | 'violet' }>
> = {
  gap: { icon: 'bubble', tone: 'accent' },
  error: { icon: 'alert', tone: 'bad' },
  'review-due': { icon: 'clock', tone: 'warn' },
  conflict: { icon: 'link', tone: 'violet' },
};
