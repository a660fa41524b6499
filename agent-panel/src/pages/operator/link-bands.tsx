import { useStore } from '../../link/use-store.ts';
import { SleepBands } from '../../pop-notice/sleep-bands.tsx';
import { Band } from '../../ui/band.tsx';
import { clockTime, duration } from '../../ui/time.ts';
import { useBeat } from '../../ui/use-now.ts';
import { useDesk } from './desk.ts';
import { words } from './words.ts';

/** What is wrong right now, or was asked for, as one line each under the status bar: what happened, what is safe, what to do. */
export function LinkBands() {
  useBeat();
  const desk = useDesk();
  const status = useStore(desk.connection.status);
  const view = useStore(desk.view);
  const refusal = useStore(desk.refusal);
  const told = useStore(desk.told);
  // Told even when the link's own clock stands still: this one runs.
  const lostFor = duration(desk.connection.now() - status.since);

  return (
    <div className="bands" role="status">
      {status.state === 'lost' && view !== null && <Band tone="bad">{words.link.bridgeLost(lostFor)}</Band>}
      {status.state === 'lost' && view === null && <Band tone="bad">{words.link.bridgeConnecting}</Band>}
      {status.state === 'stale' && <Band tone="warn">{words.link.bridgeStale(lostFor)}</Band>}
      <SleepBands />
      {status.state === 'live' && view !== null && view.link.state !== 'up' && (
        <Band tone="bad">
          {view.link.zh}
          <span className="band-age">
            {words.link.pbxLost(duration(desk.connection.now() - view.link.since))}
          </span>
        </Band>
      )}
      {view?.unsettled != null && <Band tone="warn">{view.unsettled}</Band>}
      {view?.forced && (
        <Band tone="warn">
          {words.state.forced(view.forced.by, view.forced.reason, clockTime(view.forced.at))}
        </Band>
      )}
      {refusal !== null && (
        <Band tone="bad" dismiss={words.link.dismiss} onDismiss={() => desk.refusal.set(null)}>
          {refusal}
        </Band>
      )}
      {told !== null && (
        <Band tone="accent" dismiss={words.link.dismiss} onDismiss={() => desk.told.set(null)}>
          {told}
        </Band>
      )}
    </div>
  );
}
