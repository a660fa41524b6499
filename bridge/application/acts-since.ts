import type { z } from 'zod';
import type { Journal } from './ports.ts';

const actsAtOnce = 5000;

/**
 * The journaled acts of one kind since then (ms), oldest first. Read back from the last one, as far as needed: the acts
 * of years are before them.
 */
export async function actsSince<T extends { receivedAt: number }>(
  journal: Journal,
  stream: string,
  since: number,
  schema: z.ZodType<T>,
): Promise<T[]> {
  const acts: T[] = [];
  let before = ((await journal.head(stream))?.position ?? 0) + 1;
  while (before > 1) {
    const after = Math.max(0, before - 1 - actsAtOnce);
    const entries = await journal.read(stream, after, before - 1 - after);
    const parsed = entries.flatMap(({ event }) => schema.safeParse(event).data ?? []);
    acts.unshift(...parsed.filter(({ receivedAt }) => receivedAt >= since));
    if (entries.some(({ event }) => isBefore(event, since))) break;
    before = after + 1;
  }
  return acts;
}

/** Any act tells that what is before it is older, also one of another kind. */
function isBefore(event: unknown, since: number): boolean {
  if (typeof event !== 'object' || event === null || !('receivedAt' in event)) return false;
  return typeof event.receivedAt === 'number' && event.receivedAt < since;
}
