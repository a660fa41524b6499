import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { TelephonyEvent } from '../domain/telephony/event.ts';
import { legsOf } from './event-legs.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { maskEvent } from './mask-call.ts';
import type { Log } from './ports.ts';
import { readJournal } from './read-journal.ts';
import type { Store } from './store.ts';
import { tellEvent } from './tell-event.ts';

/** An event of a call as it is journaled, personal fields masked. */
export interface CallEvent {
  position: number;
  epoch: number;
  at: string;
  type: string;
  certainty: string;
  summary: string;
  event: Record<string, unknown>;
}

/** A call with the positions of its first and last event in the exchange's stream. */
export interface FoundCall {
  fact: CallFact;
  first: number;
  last: number;
}

/** A call's span may hold the events of all other calls of its time; beyond this many it is told in part. */
const mostEvents = 200_000;

/** Alive or stored; null: never seen, or past its time. */
export async function findCall(
  floor: FloorKeeper,
  facts: Store['facts'],
  callKey: string,
): Promise<FoundCall | null> {
  const callId = callKey.slice(callKey.indexOf('/') + 1);
  const live = floor.callKey(callId) === callKey ? floor.fact(callId) : null;
  if (live !== null) {
    const span = floor.span(live);
    return span === null ? null : { fact: live, ...span };
  }
  const stored = await facts.byKey(callKey);
  return stored === null
    ? null
    : { fact: stored.fact, first: stored.firstPosition, last: stored.lastPosition };
}

/** @param beside events of no call that are told as well, such as a loss of the link in its middle */
export async function eventsOfCall(
  needs: { floor: FloorKeeper; journal: Store['journal']; log: Log },
  { fact, first, last }: FoundCall,
  beside: (event: TelephonyEvent) => boolean = () => false,
): Promise<CallEvent[]> {
  const { floor, journal, log } = needs;
  const legs = new Set(fact.uniqueIds);
  const events: CallEvent[] = [];
  let read = 0;
  for await (const { event, position, epoch } of readJournal(journal, floor.stream, first - 1, log)) {
    read += 1;
    if (position > last || read > mostEvents) break;
    // A snapshot speaks of every call at once; what it found about this one follows it as an event of its own.
    if (event.type === 'queues-found' || event.type === 'legs-found') continue;
    if (!beside(event) && !legsOf(event).some((leg) => legs.has(leg))) continue;
    const { type, certainty } = event;
    const masked = maskEvent(event);
    const { at, summary } = tellEvent(masked, floor.site);
    events.push({ position, epoch, at, type, certainty, summary, event: masked });
  }
  return events;
}
