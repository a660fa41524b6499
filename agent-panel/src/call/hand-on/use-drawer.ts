import { useEffect, useState } from 'react';
import type { CallCard } from '../../../../bridge/protocol/desk.ts';

/** What is open in the call's column, in the place of the history. */
export type Drawer = 'directory' | 'keypad';

/** Closed by itself where it can do nothing any more: somebody is consulted, or the call is over. */
export function useDrawer(card: CallCard): [Drawer | null, (drawer: Drawer | null) => void] {
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const directoryOfUse = card.phase === 'talking' || card.phase === 'held';
  const keypadOfUse = card.keypad === true;
  useEffect(() => {
    setDrawer((open) => {
      if (open === 'directory' && !directoryOfUse) return null;
      return open === 'keypad' && !keypadOfUse ? null : open;
    });
  }, [directoryOfUse, keypadOfUse]);
  return [drawer, setDrawer];
}
