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
  const connected = await connections(hall);
  const { sent, began } = await hall.exchange.ask('flood', { to: 'ami', shape, firstCall, calls });
  await settled(hall, connected);
  return sent / ((monotonic() - began) / 1e9);
}

/** Sends calls at the pace of their shape, until the last of them is over and every event is on disk. */
export async function paceThrough(
  hall: Hall,
  shape: LoadShape,
  firstCall: number,
  calls: number,
): Promise<void> {
  const connected = await connections(hall);
  await hall.exchange.ask('pace', { to: 'ami', shape, firstCall, calls });
  await settled(hall, connected);
}

async function settled(hall: Hall, connected: number): Promise<void> {
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
  if ((await connections(hall)) !== connected) throw new Error('the bridge lost its link under the load');
}

async function connections(hall: Hall): Promise<number> {
  return (await hall.exchange.ask('connections', null)).ami;
}
