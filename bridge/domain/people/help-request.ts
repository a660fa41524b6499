import { z } from 'zod';

/**
 * 求助: an operator asks the team lead for help, gets a word or two back, and either side ends it. Requests are what
 * their acts come to, so that a bridge started anew has the same ones. Of people the acts hold ids only.
 */
export const helpActSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('help-asked'),
    requestId: z.string(),
    seat: z.string(),
    /** the call or record it is about; null: none */
    interactionId: z.string().nullable(),
    reason: z.string(),
    words: z.string(),
  }),
  z.object({ type: z.literal('help-answered'), requestId: z.string(), words: z.string() }),
  z.object({
    type: z.literal('help-closed'),
    requestId: z.string(),
    /** done: a team lead says so. withdrawn: who asked says so. over: call and record are closed, or the seat is left */
    how: z.enum(['done', 'withdrawn', 'over']),
  }),
]);
export type HelpAct = z.infer<typeof helpActSchema>;

export interface HelpAnswer {
  byId: string;
  words: string;
  /** ms */
  at: number;
}

export interface HelpRequest {
  id: string;
  accountId: string;
  seat: string;
  interactionId: string | null;
  reason: string;
  words: string;
  /** ms */
  askedAt: number;
  /** oldest first */
  answers: readonly HelpAnswer[];
  /** a team lead has ended it; who asked has not put it away yet */
  done: { byId: string; at: number } | null;
}

/** By asking person, who has one request at most: a new one takes the place of one that is done. */
export type HelpRequests = ReadonlyMap<string, HelpRequest>;

/**
 * The requests after one act. An act on a request that is not there any more changes nothing.
 * @param by accountId of who did it
 * @param at ms
 */
export function applyHelpAct(requests: HelpRequests, act: HelpAct, by: string, at: number): HelpRequests {
  if (act.type === 'help-asked') {
    const { requestId: id, seat, interactionId, reason, words } = act;
    const asked = { id, accountId: by, seat, interactionId, reason, words, askedAt: at };
    return new Map(requests).set(by, { ...asked, answers: [], done: null });
  }
  const request = requestById(requests, act.requestId);
  if (request === null) return requests;
  const { accountId } = request;
  if (act.type === 'help-answered') {
    const answers = [...request.answers, { byId: by, words: act.words, at }];
    return new Map(requests).set(accountId, { ...request, answers });
  }
  const next = new Map(requests);
  if (act.how === 'done') next.set(accountId, { ...request, done: { byId: by, at } });
  else next.delete(accountId);
  return next;
}

export function requestById(requests: HelpRequests, id: string): HelpRequest | null {
  for (const request of requests.values()) if (request.id === id) return request;
  return null;
}

/** Those that nobody has ended, oldest first: who has waited longest is seen first. */
export function openRequests(requests: HelpRequests): HelpRequest[] {
  return [...requests.values()]
    .filter(({ done }) => done === null)
    .sort((one, two) => one.askedAt - two.askedAt || (one.id < two.id ? -1 : 1));
}
