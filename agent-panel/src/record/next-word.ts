import type { DeskView } from '../../../bridge/protocol/desk.ts';
import { words } from '../pages/operator/words.ts';
import { lookOf } from '../ui/seat-look.ts';

/** What the save button does next: the state chosen during the call, else 示闲. */
export function nextWord(view: DeskView | null): string {
  if (view?.state !== 'ACW') return words.record.save;
  const next = view.nextState;
  return next === null || next.state === 'READY'
    ? words.record.saveAndReady
    : words.record.saveAndNext(lookOf(next.state).word);
}
