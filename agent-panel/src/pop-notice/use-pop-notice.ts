import { useEffect } from 'react';
import { words } from '../pages/operator/words.ts';
import { showNotice } from './desktop-notice.ts';
import { popWords } from './words.ts';

const FLASH_MS = 1_000;

/**
 * A pop behind other windows: the title flashes and the desktop is told, once for each offer.
 * @param pop call and offer that ring; null: nothing rings
 */
export function usePopNotice(pop: string | null): void {
  useEffect(() => {
    // Never a number: a title is seen by whoever looks at the task bar.
    document.title = pop === null ? words.title : words.titleRinging;
    if (pop === null) return;
    let takeAway: (() => void) | null = null;
    const look = () => {
      if (document.hidden) {
        takeAway ??= showNotice();
        return;
      }
      takeAway?.();
      takeAway = null;
      document.title = words.titleRinging;
    };
    const flash = setInterval(() => {
      if (!document.hidden) return;
      document.title = document.title === popWords.flash ? words.titleRinging : popWords.flash;
    }, FLASH_MS);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(flash);
      document.removeEventListener('visibilitychange', look);
      takeAway?.();
    };
  }, [pop]);
}
