import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { IconName } from '../ui/icons.tsx';

type State = AnswerHitView['validity']['state'];

const looks: Readonly<Record<State, { icon: IconName; tone: 'good' | 'warn' | 'bad' | 'violet' }>> = {
  'in-force': { icon: 'check', tone: 'good' },
  'not-yet': { icon: 'clock', tone: 'violet' },
  partly: { icon: 'alert', tone: 'warn' },
  amended: { icon: 'pen', tone: 'warn' },
  ended: { icon: 'cross', tone: 'bad' },
  repealed: { icon: 'cross', tone: 'bad' },
  unclear: { icon: 'alert', tone: 'warn' },
};

export function validityLook(state: State): { icon: IconName; tone: 'good' | 'warn' | 'bad' | 'violet' } {
  return looks[state];
}
