import { useSyncExternalStore } from 'react';
import { createStore } from '../link/store.ts';

/** One timer for every clock on the page, so that they all turn together. */
const beat = createStore(0);
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function watch(listener: () => void): () => void {
  const leave = beat.subscribe(listener);
  watchers += 1;
  timer ??= setInterval(() => beat.set(beat.get() + 1), 1_000);
  return () => {
    leave();
    watchers -= 1;
    if (watchers > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Renders again each second; the caller reads the clock it trusts. */
export function useBeat(): void {
  useSyncExternalStore(watch, beat.get);
}
