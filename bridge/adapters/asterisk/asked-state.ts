import type { FoundMemberships, LivingLegs, PbxAnswer } from '../../application/ports.ts';
import { field } from './ami-message.ts';
import type { Ask } from './ami-snapshot.ts';
import { answerOf } from './commands.ts';
import { membership } from './observe.ts';

/* What a living exchange is asked of, in the midst of what it tells. */

/** ms; a list also may pause so long between two of its items */
const askWithin = 5_000;

/**
 * Asks for each leg by its unique id, which stays the same when a transfer renames the channel. Nothing else than
 * "No such channel" is taken for an end.
 */
export async function askForLegs(ask: Ask, legs: readonly string[]): Promise<LivingLegs> {
  const living = new Set<string>();
  const answers = await Promise.all(
    legs.map((leg) => ask({ Action: 'Status', Channel: leg }, { within: askWithin })),
  );
  for (const [i, answer] of answers.entries()) {
    if (answer.outcome === 'invalid') return { outcome: 'refused', message: answer.message };
    if (answer.outcome !== 'answered') return answer;
    const { response } = answer;
    const message = field(response, 'message') ?? response.name;
    const gone = response.name === 'Error' && /no such channel/i.test(message);
    if (response.name !== 'Success' && !gone) return { outcome: 'refused', message };
    if (!gone) living.add(legs[i] ?? '');
  }
  return { outcome: 'told', living };
}

/** `found` is called where the list ends among the events; nobody else is told of it. */
export async function askForMemberships(
  ask: Ask,
  line: string,
  found: (told: FoundMemberships) => void,
): Promise<PbxAnswer> {
  const answer = await ask(
    { Action: 'QueueStatus', Member: line },
    {
      within: askWithin,
      listEndsWith: 'QueueStatusComplete',
      taken: (items) => {
        const named = (name: string) => items.filter((item) => item.name === name);
        found({
          queues: named('QueueParams').map((item) => field(item, 'queue') ?? ''),
          members: named('QueueMember').map(membership),
        });
      },
    },
  );
  return answerOf(answer);
}
