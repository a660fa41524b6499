import { type RefObject, useEffect } from 'react';

/**
 * The cursor is in a panel as long as it is open, and goes back to where it was.
 *
 * @param first selector of what in it gets the cursor; the panel itself where none is given
 */
export function useLentFocus(panel: RefObject<HTMLElement | null>, first?: string): void {
  useEffect(() => {
    const before = document.activeElement;
    const place = first === undefined ? panel.current : panel.current?.querySelector<HTMLElement>(first);
    place?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [panel, first]);
}
