import type { Stream } from './observed-stream.ts';

/**
 * The facts of a stream as they can be compared with another's: ids by order of birth, times in seconds since the
 * stream's base. A number that is near enough to the other stream's, at the same place, is written as that one.
 */
export function comparable(stream: Stream, other: Stream, tolerance: number): unknown {
  return near(plain(stream), plain(other), tolerance);
}

function plain({ facts, base, seats }: Stream): unknown {
  const ids = new Map<string, string>();
  const all = facts.flatMap(({ uniqueIds }) => uniqueIds).sort((one, two) => order(one) - order(two));
  for (const id of all) ids.set(id, `leg ${ids.size}`);
  const known = seats.filter(({ state, from }) => state !== 'READY' || from !== null);
  return convert({ facts, seats: known }, (text) => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    return /^\d{4}-\d\d-\d\dT/.test(text) ? (Date.parse(text) * 1000 - base) / 1_000_000 : text;
  });
}

function order(id: string): number {
  return Number(id.slice(id.indexOf('.') + 1));
}

function convert(value: unknown, text: (text: string) => unknown): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => convert(each, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, convert(each, text)]));
}

function near(value: unknown, other: unknown, tolerance: number): unknown {
  if (typeof value === 'number' && typeof other === 'number')
    return Math.abs(value - other) <= tolerance ? other : value;
  if (Array.isArray(value)) {
    const others = Array.isArray(other) ? other : [];
    return value.map((each, i) => near(each, others[i], tolerance));
  }
  if (typeof value !== 'object' || value === null) return value;
  const others: Record<string, unknown> = typeof other === 'object' && other !== null ? { ...other } : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, near(each, others[key], tolerance)]),
  );
}
