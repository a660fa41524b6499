import { useState } from 'react';
import { useStore } from '../../link/use-store.ts';
import { signOut } from '../../session.ts';
import { Icon } from '../../ui/icons.tsx';
import { useDesk } from './desk.ts';
import { words } from './words.ts';

/**
 * Leaving gives the seat back first; what the bridge refuses (an open record, a call) is said and nothing is left.
 * Unsaved work is asked about once, in place.
 */
export function Leave() {
  const desk = useDesk();
  const view = useStore(desk.view);
  const unsaved = useStore(desk.drafts.all).size;
  const [asked, setAsked] = useState(false);

  async function leave() {
    if (unsaved > 0 && !asked) {
      setAsked(true);
      desk.refusal.set(words.state.leaveUnsaved(unsaved));
      return;
    }
    if (view !== null && view.seat !== null && !(await desk.act({ type: 'sign-out-seat' }))) return;
    await desk.drafts.settled();
    // The bridge says goodbye to every socket of a closed session; this page knows already.
    desk.stop();
    await signOut();
  }

  return (
    <button
      type="button"
      className="quiet"
      title={words.state.leave}
      aria-label={words.state.leave}
      onClick={() => void leave()}
    >
      <Icon name="power" />
    </button>
  );
}
