import { useEffect } from 'react';
import type { RestAnswer } from '../link/rest.ts';

/** The index is still being read in: asked again until it is there. */
const NOT_READY_MS = 1_000;

export function useReady(answer: RestAnswer<{ ready: boolean }> | null, again: () => void): void {
  const waiting = answer?.ok === true && !answer.value.ready;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(again, NOT_READY_MS);
    return () => clearInterval(timer);
  }, [waiting, again]);
}
