import type { LoadShape } from './call-plan.ts';
import { monotonic } from './clock.ts';
import { type Hall, until } from './hall.ts';

const longestMs = 150_000;

/**
 * Sends calls as fast as the bridge takes them, until the last of them is over and every event is on disk.
 *
 * @returns events a second
 */
export async function floodThrough(
  hall: Hall,
  shape: LoadShape,
  firstCall: number,
  calls: number,
): Promise<number> {
  const before = await hall.exchange.ask('connections', null);
  const { sent, began } = await hall.exchange.ask('flood', { to: 'ami', shape, firstCall, calls });
  let position: number | null = null;
  await until(
    async () => {
      const facts = await hall.facts();
      if (facts.liveCalls > 0) return false;
      position ??= facts.position;
      return facts.durable >= position;
    },
    'everything sent is folded and on disk',
    longestMs,
  );
  const seconds = (monotonic() - began) / 1e9;
  const after = await hall.exchange.ask('connections', null);
  if (after.ami !== before.ami) throw new Error('the bridge lost its link under the load');
  return sent / seconds;
}
