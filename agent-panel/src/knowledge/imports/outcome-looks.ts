import type { IconName } from '../../ui/icons.tsx';
import type { RowOutcome } from './outcomes.ts';

export const outcomeLooks: Readonly<Record<RowOutcome, { icon: IconName; tone: string }>> = {
  added: { icon: 'check', tone: 'good' },
  changed: { icon: 'pen', tone: 'accent' },
  expired: { icon: 'clock', tone: 'violet' },
  unchanged: { icon: 'minus', tone: 'soft' },
  conflicting: { icon: 'alert', tone: 'warn' },
  rejected: { icon: 'cross', tone: 'bad' },
};
