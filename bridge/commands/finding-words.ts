import type { Finding } from '../application/ports.ts';

/** A line of the start-up report, as commands print it. */
export function findingWords({ severity, code, zh, en }: Finding): string {
  const mark = { error: '✗', warning: '!', info: '·' }[severity];
  return `${mark} [${code}] ${zh}\n  ${en}`;
}
