import { useEffect, useRef } from 'react';
import { type Action, keyMap } from './keymap.ts';
import { actionOf } from './press.ts';

export type KeyHandlers = Partial<Record<Action, () => void>>;

/** Listens on the whole page. A combination that has no handler here is left to the browser. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target, code } = event;
      const inField = isField(target) || (code === 'Space' && isPressedBySpace(target));
      const action = actionOf(event, inField, keyMap);
      const handle = action === null ? undefined : latest.current[action];
      if (handle === undefined) return;
      event.preventDefault();
      // A held key would save, park or hang up again and again.
      if (!event.repeat) handle();
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)) ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

function isPressedBySpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, select, summary, [role="tab"]') !== null;
}
