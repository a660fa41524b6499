import type { ProposalView } from '../../../../bridge/protocol/knowledge-trials.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

const stateLooks = {
  open: { icon: 'clock', tone: 'violet' },
  live: { icon: 'check', tone: 'good' },
  declined: { icon: 'cross', tone: 'soft' },
  'taken-back': { icon: 'back', tone: 'warn' },
} as const;

export function StateTag({ state }: { state: ProposalView['state'] }) {
  const { icon, tone } = stateLooks[state];
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon} size={13} /> {words.states[state]}
    </span>
  );
}
