/**
 * Asterisk's dial patterns without the two characters that match anything of any length (`.` and `!`): `_` begins a
 * pattern, X is 0–9, Z 1–9, N 2–9, `[13-5]` any of those. Text without `_` is the number itself.
 */

/** For each place, the digits that it accepts. */
export type DialPattern = readonly string[];

const CLASSES: Readonly<Record<string, string>> = { X: '0123456789', Z: '123456789', N: '23456789' };
const LONGEST = 20;

/** Null where the text is no such pattern. */
export function parseDialPattern(text: string): DialPattern | null {
  if (/^[0-9]{1,20}$/.test(text)) return [...text];
  if (!text.startsWith('_')) return null;
  const places: string[] = [];
  for (const [part] of text.slice(1).matchAll(/\[[^\]]*\]?|./gsu)) {
    const accepted = CLASSES[part] ?? (/^[0-9]$/.test(part) ? part : expandSet(part));
    if (accepted === null) return null;
    places.push(accepted);
  }
  return places.length > 0 && places.length <= LONGEST ? places : null;
}

function expandSet(text: string): string | null {
  if (!/^\[([0-9](-[0-9])?)+\]$/.test(text)) return null;
  const accepted = new Set<string>();
  for (const [, low = '', high] of text.matchAll(/([0-9])(?:-([0-9]))?/g)) {
    for (let digit = Number(low); digit <= Number(high ?? low); digit++) accepted.add(String(digit));
  }
  return accepted.size === 0 ? null : [...accepted].sort().join('');
}

export function matchesDialPattern(pattern: DialPattern, number: string): boolean {
  return (
    pattern.length === number.length &&
    pattern.every((accepted, place) => accepted.includes(number.charAt(place)))
  );
}

/** Whether a number that is longer and begins with this one would fit. */
export function mayGoOn(pattern: DialPattern, number: string): boolean {
  return (
    pattern.length > number.length && [...number].every((digit, place) => pattern[place]?.includes(digit))
  );
}

/** Whether some number fits both. */
export function dialPatternsOverlap(one: DialPattern, two: DialPattern): boolean {
  return (
    one.length === two.length &&
    one.every((accepted, place) => [...accepted].some((digit) => two[place]?.includes(digit)))
  );
}

/**
 * Whether a *wildcard* of the pattern lets a number begin with 00, the international prefix. Toll fraud calls abroad;
 * a site that really must, writes the zeros and the country out.
 */
export function mayReachAbroad(pattern: DialPattern): boolean {
  const [first = '', second = '', ...rest] = pattern;
  if (!first.includes('0') || !second.includes('0')) return false;
  const countryIsWritten =
    rest.length >= 2 && [first, second, ...rest.slice(0, 2)].every((place) => place.length === 1);
  return !countryIsWritten;
}

/** A pattern with the digits that a seat dials before it. */
export function withPrefix(prefix: string, pattern: string): string {
  return pattern.startsWith('_') ? `_${prefix}${pattern.slice(1)}` : `${prefix}${pattern}`;
}
