import { remember, remembered } from '../ui/remember.ts';

/**
 * Which of a day's changes an account has seen on this PC. Only one day is kept. Where the browser keeps nothing, all
 * count as new again after a reload: that costs a look and loses nothing.
 */
export function seenOn(day: string, accountId: string): ReadonlySet<string> {
  const [of, ...changes] = (remembered(keyOf(accountId)) ?? '').split('\n');
  return new Set(of === day ? changes : []);
}

export function see(day: string, accountId: string, changes: readonly string[]): void {
  const seen = new Set([...seenOn(day, accountId), ...changes]);
  remember(keyOf(accountId), [day, ...seen].join('\n'));
}

function keyOf(accountId: string): string {
  return `briefing.${accountId}`;
}
