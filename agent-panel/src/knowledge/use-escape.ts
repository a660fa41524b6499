import { useEffect, useRef } from 'react';
import { composing } from '../keys/press.ts';

/** Esc, wherever the focus is, unless something nearer takes it; a search field with words in it is emptied first. */
export function useEscape(active: boolean, leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    if (!active) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || composing(event) || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof HTMLInputElement && target.type === 'search' && target.value !== '') return;
      latest.current();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [active]);
}
