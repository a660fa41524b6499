import { type RefObject, useEffect } from 'react';

/** The cursor is in a panel as long as it is open, and goes back to where it was. */
export function useLentFocus(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [panel]);
}
