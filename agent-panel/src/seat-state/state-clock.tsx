import type { DeskView } from '../../../bridge/protocol/desk.ts';
import { duration } from '../ui/time.ts';
import { overBy } from './reason-look.ts';
import { stateWords } from './words.ts';

/** How long the state has lasted; of a wrap-up what is left of it; beyond its limit how far it is over. */
export function StateClock({ view, now }: { view: DeskView; now: number }) {
  const over = overBy(view.overFrom, now);
  if (over !== null) return <span className="clock">{stateWords.over(duration(over))}</span>;
  if (view.state === 'ACW' && view.wrapUp != null)
    return <span className="clock">{stateWords.left(duration(view.wrapUp.until - now))}</span>;
  if (view.since === null) return null;
  return <span className="clock">{duration(now - view.since)}</span>;
}
