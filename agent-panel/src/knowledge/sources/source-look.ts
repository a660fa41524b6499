import type { SourceRunView, SourceView } from '../../../../bridge/protocol/knowledge-sources.ts';
import type { IconName } from '../../ui/icons.tsx';
import { words } from './words.ts';

interface Look {
  word: string;
  icon: IconName;
  tone: string;
}

/** How a source fares, in one word: what goes on now before how the last run went. */
export function sourceLook({ activity, paused, trouble, lastRun }: SourceView): Look {
  if (activity === 'running') return { word: words.states.running, icon: 'clock', tone: 'accent' };
  if (activity === 'queued') return { word: words.states.queued, icon: 'clock', tone: 'violet' };
  if (paused !== null) return { word: words.states.paused, icon: 'pause', tone: 'soft' };
  if (trouble !== null) return { word: words.states.trouble, icon: 'alert', tone: 'bad' };
  if (lastRun === null) return { word: words.states.never, icon: 'minus', tone: 'soft' };
  return { word: words.states.fine, icon: 'check', tone: 'good' };
}

const runLooks: Readonly<Record<SourceRunView['state'], Omit<Look, 'word'>>> = {
  running: { icon: 'clock', tone: 'accent' },
  done: { icon: 'check', tone: 'good' },
  failed: { icon: 'cross', tone: 'bad' },
  interrupted: { icon: 'alert', tone: 'warn' },
};

export function runLook(state: SourceRunView['state']): Look {
  return { word: words.run.states[state], ...runLooks[state] };
}

/** Pages that were read: as they were, anew, and with a fault. */
export function pagesOf({ asked, unchanged, faults }: Pick<SourceRunView, 'asked' | 'unchanged' | 'faults'>) {
  const faulty = Math.min(faults, Math.max(0, asked - unchanged));
  return { unchanged, read: Math.max(0, asked - unchanged - faulty), faulty };
}
