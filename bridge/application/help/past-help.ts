import { z } from 'zod';
import { applyHelpAct, type HelpRequests, helpActSchema } from '../../domain/people/help-request.ts';
import { actsSince } from '../acts-since.ts';
import type { Journal } from '../ports.ts';

const journaledSchema = z.object({ receivedAt: z.number(), accountId: z.string() }).and(helpActSchema);

/** The requests that the acts since then come to. */
export async function pastHelp(journal: Journal, stream: string, since: number): Promise<HelpRequests> {
  let requests: HelpRequests = new Map();
  for (const act of await actsSince(journal, stream, since, journaledSchema))
    requests = applyHelpAct(requests, act, act.accountId, act.receivedAt);
  return requests;
}
