import {
  type EventOf,
  type LegFound,
  type Membership,
  type TelephonyEvent,
  telephonyEventVersion,
} from './event.ts';
import { secondsBefore } from './exact-time.ts';
import type { FloorState, Leg } from './floor.ts';

/**
 * What a snapshot shows that the floor did not know, as events marked `reconciled`: to be journaled after the snapshot
 * and folded like any other. Their times are when it was found, never when it happened.
 */
export function reconcile(
  state: FloorState,
  event: EventOf<'legs-found'> | EventOf<'queues-found'>,
): TelephonyEvent[] {
  return event.type === 'legs-found' ? reconcileLegs(state, event) : reconcileQueues(state, event);
}

type Seen = Pick<TelephonyEvent, 'v' | 'at' | 'clock' | 'receivedAt' | 'certainty'>;

function seenBy(event: TelephonyEvent): Seen {
  const { v, at, clock, receivedAt } = event;
  return { v, at, clock, receivedAt, certainty: 'reconciled' };
}

/** Asked for in the midst of what is told: by the bridge's own clock. */
type Found = Pick<TelephonyEvent, 'at' | 'receivedAt'>;

function seenWhenAsked(found: Found): Seen {
  return { v: telephonyEventVersion, clock: 'arrival', certainty: 'reconciled', ...found };
}

/**
 * Legs that the exchange was asked for and has no more, though nobody told of their end: ended now, telephones before
 * the Local halves that lead to them, so that a talk goes on that was moved meanwhile.
 */
export function endedUnheard(state: FloorState, gone: ReadonlySet<string>, found: Found): TelephonyEvent[] {
  const seen = seenWhenAsked(found);
  const legs = [...gone].flatMap((id) => state.legs.get(id) ?? []).filter((leg) => !leg.ended);
  return [...over(seen, legs, false), ...over(seen, legs, true)];
}

/**
 * Memberships of one telephone that the exchange was asked for, where they are not what was told of them: another
 * pause, one that is there or gone though nobody said so.
 *
 * @param listed queues that the exchange has; of others nothing is known
 */
export function membershipsUnheard(
  state: FloorState,
  line: string,
  { listed, members }: { listed: readonly string[]; members: readonly Membership[] },
  found: Found,
): TelephonyEvent[] {
  const own = (member: Membership) => member.interface === line;
  return membershipDifferences(
    seenWhenAsked(found),
    knownMemberships(state).filter(own),
    members.filter(own),
    {
      tellsOf: ({ queue }) => listed.includes(queue),
      // The state of the device changes with every ring, and is told anew with the next.
      isSame: (before, member) => sameMembership({ ...before, device: member.device }, member),
    },
  );
}

function reconcileLegs(state: FloorState, event: EventOf<'legs-found'>): TelephonyEvent[] {
  const seen = seenBy(event);
  const found = new Map(event.legs.map((leg) => [leg.leg, leg]));
  found.delete('');
  const gone = [...state.legs.values()].filter((leg) => !leg.ended && !found.has(leg.id));
  const parted = (local: boolean) =>
    [...found.values()].flatMap((leg) => {
      const known = state.legs.get(leg.leg);
      if (!known || known.path === null || leg.path !== null || (known.role === 'local') !== local) return [];
      return [{ ...seen, type: 'leg-parted' as const, ...sighting(leg), path: known.path }];
    });
  const differences: TelephonyEvent[] = [...over(seen, gone, false), ...parted(false)];
  // older calls first: who consults is known by the citizen they have in hand
  const legs = [...found.values()].filter((leg) => !state.legs.get(leg.leg)?.ended).sort(byBirth);
  for (const ofCall of Map.groupBy(legs, ({ call }) => call).values()) {
    for (const leg of ofCall) differences.push(...seenNow(state, leg, seen));
    for (const leg of ofCall)
      if (leg.path !== null && state.legs.get(leg.leg)?.path !== leg.path)
        differences.push({ ...seen, type: 'leg-joined', ...sighting(leg), path: leg.path });
  }
  // last, so that a talk goes on that was moved out of a Local pair meanwhile
  return [...differences, ...parted(true), ...over(seen, gone, true)];
}

/** Calls by their age; in each, the leg that it is named after first: it tells what kind of call it is. */
function byBirth(a: LegFound, b: LegFound): number {
  return (
    ageOf(a.call) - ageOf(b.call) ||
    Number(b.leg === b.call) - Number(a.leg === a.call) ||
    ageOf(a.leg) - ageOf(b.leg)
  );
}

/** `1795511224.10` was born after `1795511224.9`. */
function ageOf(id: string): number {
  const [, seconds, number] = /(\d+)\.(\d+)$/.exec(id) ?? [];
  return Number(seconds ?? 0) * 1e6 + Number(number ?? 0);
}

/** What a leg is, where the floor does not know it, or knew it as something else. */
function seenNow(state: FloorState, leg: LegFound, seen: Seen): TelephonyEvent[] {
  const differences: TelephonyEvent[] = [];
  const known = state.legs.get(leg.leg);
  if (!known) differences.push(appeared(seen, leg));
  else if (known.firstDialled === null || known.number === null || known.unlinked)
    differences.push({
      ...seen,
      type: 'leg-identified',
      ...sighting(leg),
      number: leg.number,
      name: leg.name,
    });
  if (known && known.state !== leg.state)
    differences.push({ ...seen, type: 'leg-changed', ...sighting(leg), state: leg.state });
  if (leg.application === 'ChanSpy' && !known?.spying) {
    const { leg: id, call, channel } = leg;
    differences.push({ ...seen, type: 'spy-began', leg: id, call, channel, spied: '', spiedCall: '' });
  }
  // a telephone that rings and pops nowhere yet
  if (leg.state === 'ringing' && (known?.offeredIn ?? null) === null)
    differences.push({
      ...seen,
      type: 'dial-began',
      from: leg.call === leg.leg ? null : leg.call,
      fromCall: leg.call,
      fromDialled: null,
      to: leg.leg,
      toCall: leg.call,
      toChannel: leg.channel,
      dialString: null,
    });
  return differences;
}

/** The ends of Local halves, or of all others. */
function over(seen: Seen, legs: readonly Leg[], local: boolean): TelephonyEvent[] {
  return legs.filter(({ role }) => (role === 'local') === local).map((leg) => ended(seen, leg));
}

function ended(seen: Seen, leg: Leg): TelephonyEvent {
  return {
    ...seen,
    type: 'leg-ended',
    leg: leg.id,
    call: leg.link,
    channel: leg.channel,
    dialled: null,
    cause: null,
    techCause: null,
  };
}

function sighting({ leg, call, channel, dialled }: LegFound) {
  return { leg, call, channel, dialled };
}

function appeared(seen: Seen, leg: LegFound): TelephonyEvent {
  return {
    ...seen,
    type: 'leg-appeared',
    ...sighting(leg),
    number: leg.number,
    name: leg.name,
    state: leg.state,
    context: null,
  };
}

function reconcileQueues(state: FloorState, event: EventOf<'queues-found'>): TelephonyEvent[] {
  const seen = seenBy(event);
  const differences: TelephonyEvent[] = [];

  // What leaves a queue while the link is up is told. A later list in which somebody is missing was asked for one queue
  // or one member (recording snapshot-endpoints), and says nothing of the others.
  const whole = state.link.state !== 'up' || !state.link.listed;
  const waiting = new Map(event.waiting.map((entry) => [`${entry.queue} ${entry.leg}`, entry]));
  for (const [queue, line] of whole ? state.waiting : []) {
    for (const { stay } of line) {
      if (waiting.has(`${queue} ${stay.leg}`)) continue;
      const leg = state.legs.get(stay.leg);
      if (!leg) continue;
      differences.push({
        ...seen,
        type: 'queue-left',
        leg: leg.id,
        call: leg.link,
        channel: leg.channel,
        dialled: null,
        queue,
        waiting: 0,
      });
    }
  }
  for (const entry of waiting.values()) {
    const known = state.waiting.get(entry.queue)?.some(({ stay }) => stay.leg === entry.leg) ?? false;
    if (known) continue;
    const leg = state.legs.get(entry.leg);
    differences.push({
      ...seen,
      // the time of joining is worked back from the wait, where the time of the snapshot is known
      at: event.at > 0 && entry.waitSeconds !== null ? secondsBefore(event.at, entry.waitSeconds) : event.at,
      type: 'queue-joined',
      leg: entry.leg,
      call: leg?.link ?? '',
      channel: entry.channel,
      dialled: null,
      queue: entry.queue,
      number: entry.number,
      position: 0,
      waiting: 0,
    });
  }

  differences.push(
    ...membershipDifferences(seen, knownMemberships(state), event.members, {
      tellsOf: () => whole,
      isSame: sameMembership,
    }),
  );
  return differences;
}

function knownMemberships(state: FloorState): Membership[] {
  return [...state.seats.values()].flatMap((seat) => [...seat.members.values()]);
}

/** What is gone, and what is otherwise or new. `tellsOf`: one that is not found is gone, and not only left out. */
function membershipDifferences(
  seen: Seen,
  known: readonly Membership[],
  told: readonly Membership[],
  {
    tellsOf,
    isSame,
  }: { tellsOf(member: Membership): boolean; isSame(before: Membership, member: Membership): boolean },
): TelephonyEvent[] {
  const keyOf = (member: Membership) => `${member.queue} ${member.interface}`;
  const before = new Map(known.map((member) => [keyOf(member), member]));
  const found = new Map(told.map((member) => [keyOf(member), member]));
  const differences: TelephonyEvent[] = [];
  for (const [key, member] of before) {
    if (found.has(key) || !tellsOf(member)) continue;
    const { queue, interface: line, stateInterface } = member;
    differences.push({ ...seen, type: 'member-removed', queue, interface: line, stateInterface });
  }
  for (const [key, member] of found) {
    const earlier = before.get(key);
    if (earlier === undefined || !isSame(earlier, member))
      differences.push({ ...seen, type: 'member-seen', member });
  }
  return differences;
}

function sameMembership(a: Membership, b: Membership): boolean {
  return (
    a.penalty === b.penalty &&
    a.paused === b.paused &&
    a.reason === b.reason &&
    a.device === b.device &&
    a.stateInterface === b.stateInterface
  );
}
