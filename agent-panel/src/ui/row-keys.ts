import type { KeyboardEvent } from 'react';
import { composing } from '../keys/press.ts';

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** ↑ ↓ Home End move through a list's rows, which are links or buttons marked `data-row`; Enter is their own. */
export function moveInRows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined || composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey)
    return;
  const { target } = event;
  if (target instanceof HTMLElement && target.closest('input, textarea, select') !== null) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === target || row.contains(document.activeElement));
  const next = rows[step(at, rows.length)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
