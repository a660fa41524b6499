const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/**
 * Wait before the n-th attempt (0 = the first). Half of it is chance: two hundred panels that lost the same bridge
 * at the same moment must not all come back at the same moment.
 */
export function waitBefore(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * random);
}
