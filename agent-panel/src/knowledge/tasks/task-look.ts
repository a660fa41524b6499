import type { TaskView } from '../../../../bridge/protocol/knowledge.ts';
import type { IconName } from '../../ui/icons.tsx';
import { words } from './words.ts';

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

const DAY_MS = 86_400_000;

/** How a due date stands to today; null where there is none, or nothing is due any more. */
export function dueWords(
  { dueOn, state }: Pick<TaskView, 'dueOn' | 'state'>,
  today: string,
): { text: string; tone: 'bad' | 'warn' | 'soft' } | null {
  if (dueOn === null || state !== 'open') return null;
  const late = Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY_MS);
  if (late > 0) return { text: words.overdue(late), tone: 'bad' };
  return late === 0 ? { text: words.dueToday, tone: 'warn' } : { text: words.due(dueOn), tone: 'soft' };
}

/** What a task is about, in one line. */
export function headingOf({ question, words: said }: Pick<TaskView, 'question' | 'words'>): string {
  return question === '' ? said : question;
}
