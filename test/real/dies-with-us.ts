import type { ChildProcess } from 'node:child_process';

/** A run that ends in the middle (a test left something open, somebody pressed Ctrl+C) leaves no exchange and no bridge behind. */
export function diesWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.on('exit', end);
  child.once('exit', () => process.off('exit', end));
}
