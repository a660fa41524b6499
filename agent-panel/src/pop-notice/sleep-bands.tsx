import { useEffect, useState } from 'react';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { Band } from '../ui/band.tsx';
import { duration } from '../ui/time.ts';
import { popWords } from './words.ts';

/** Chromium says so of a tab that it threw away to save memory and loaded again; other browsers say nothing. */
function wasDiscarded(): boolean {
  return 'wasDiscarded' in document && document.wasDiscarded === true;
}

/** What was missed while the browser had put the page to sleep or thrown it away, and how that is prevented. */
export function SleepBands() {
  const { connection } = useDesk();
  const slept = useStore(connection.slept);
  const [discarded, setDiscarded] = useState(wasDiscarded);

  useEffect(() => {
    // Page Lifecycle: a frozen page runs nothing, so the clock that looks for gaps stood still with it.
    let frozenAt: number | null = null;
    const freeze = () => {
      frozenAt = connection.now();
    };
    const resume = () => {
      if (frozenAt !== null) connection.slept.set({ from: frozenAt, to: connection.now() });
      frozenAt = null;
      connection.retryNow();
    };
    document.addEventListener('freeze', freeze);
    document.addEventListener('resume', resume);
    return () => {
      document.removeEventListener('freeze', freeze);
      document.removeEventListener('resume', resume);
    };
  }, [connection]);

  const keepAwake = <span className="band-hint">{popWords.keepAwake(location.host)}</span>;
  return (
    <>
      {slept !== null && (
        <Band tone="bad" dismiss={words.link.dismiss} onDismiss={() => connection.slept.set(null)}>
          {words.link.slept(duration(slept.to - slept.from))}
          {keepAwake}
        </Band>
      )}
      {discarded && (
        <Band tone="bad" dismiss={popWords.dismiss} onDismiss={() => setDiscarded(false)}>
          {popWords.discarded}
          {keepAwake}
        </Band>
      )}
    </>
  );
}
