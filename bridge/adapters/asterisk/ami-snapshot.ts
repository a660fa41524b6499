import type { Finding } from '../../application/ports.ts';
import type { ActionAnswer, ActionOptions } from './ami-actions.ts';
import { type AmiMessage, field } from './ami-message.ts';
import { amiNoise } from './ami-noise.ts';
import type { AmiAction } from './ami-values.ts';
import { type AmiRights, noQueuesFinding, rightsOf } from './startup-report.ts';

export type Ask = (action: AmiAction, options?: ActionOptions) => Promise<ActionAnswer>;

export interface SnapshotPace {
  /** ms between two tries while app_queue is not loaded */
  askAgainAfter: number;
  /** tries */
  askAtMost: number;
}

export async function asteriskVersion(ask: Ask): Promise<string | null> {
  const response = responseOf(await ask({ Action: 'CoreSettings' }));
  return response === null ? null : field(response, 'asteriskversion');
}

/** Only of use once Asterisk has loaded: the actions of a module are listed from then on. */
async function askRights(ask: Ask): Promise<AmiRights | null> {
  const response = responseOf(await ask({ Action: 'ListCommands' }));
  return response?.name === 'Success' ? rightsOf(response) : null;
}

/**
 * Asks the exchange itself to keep noise back. Only an account with `write = system` may, which is more than it
 * should have, and only filters by name (Asterisk 22 and later) cost the exchange nothing; those of before are regular
 * expressions over every event.
 */
async function filterAtSource(ask: Ask, rights: AmiRights | null, version: string | null): Promise<void> {
  if (rights?.actions.has('filter') !== true || !filtersByName(version)) return;
  for (const name of amiNoise.events) {
    await ask({ Action: 'Filter', Operation: 'Add', MatchCriteria: `action(exclude),name(${name})` });
  }
}

export function filtersByName(version: string | null): boolean {
  return Number.parseInt(version ?? '', 10) >= 22;
}

/**
 * What there is (queues with their members and callers, legs, device states) and what the account may do. The observer
 * reads the answers as they pass; here is only decided what to ask, and when an answer is not to be believed.
 *
 * @returns null where the connection was lost meanwhile
 */
export async function takeSnapshot(
  ask: Ask,
  version: string | null,
  pace: SnapshotPace,
  pause: (ms: number) => Promise<void>,
): Promise<{ rights: AmiRights | null; findings: Finding[] } | null> {
  const queues = await askQueues(ask, pace, pause);
  const rights = await askRights(ask);
  await filterAtSource(ask, rights, version);
  const channels = await ask({ Action: 'CoreShowChannels' }, { listEndsWith: 'CoreShowChannelsComplete' });
  if (channels.outcome === 'unreachable') return null;
  if (rights?.actions.has('devicestatelist') === true) {
    await ask({ Action: 'DeviceStateList' }, { listEndsWith: 'DeviceStateListComplete' });
  }
  return { rights, findings: queues === null ? [] : [noQueuesFinding(wordsOf(queues))] };
}

/**
 * AMI lets one in before app_queue is loaded; QueueStatus is then an unknown command (after-kill.ami,
 * after-restart.ami).
 *
 * @returns null, or the last answer where it was never a list
 */
async function askQueues(
  ask: Ask,
  pace: SnapshotPace,
  pause: (ms: number) => Promise<void>,
): Promise<ActionAnswer | null> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask({ Action: 'QueueStatus' }, { listEndsWith: 'QueueStatusComplete' });
    if (answer.outcome === 'answered' && answer.response.name === 'Success') return null;
    if (answer.outcome === 'unreachable' || tries >= pace.askAtMost) return answer;
    await pause(pace.askAgainAfter);
  }
}

function responseOf(answer: ActionAnswer): AmiMessage | null {
  return answer.outcome === 'answered' ? answer.response : null;
}

function wordsOf(answer: ActionAnswer): string {
  if (answer.outcome !== 'answered') return answer.message;
  return field(answer.response, 'message') ?? answer.response.name;
}
