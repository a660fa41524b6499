import type { EventOf, LegFound, Membership, TelephonyEvent } from './event.ts';
import { secondsBefore } from './exact-time.ts';
import type { FloorState } from './floor.ts';

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

function reconcileLegs(state: FloorState, event: EventOf<'legs-found'>): TelephonyEvent[] {
  const seen = seenBy(event);
  const differences: TelephonyEvent[] = [];
  const found = new Map(event.legs.map((leg) => [leg.leg, leg]));
  found.delete('');

  for (const leg of state.legs.values()) {
    if (leg.ended || found.has(leg.id)) continue;
    differences.push({
      ...seen,
      type: 'leg-ended',
      leg: leg.id,
      call: leg.link,
      channel: leg.channel,
      dialled: null,
      cause: null,
      techCause: null,
    });
  }
  // the leg a call is named after comes first: it tells what kind of call it is
  const legs = [...found.values()].sort((a, b) => Number(b.leg === b.call) - Number(a.leg === a.call));
  for (const leg of legs) {
    const known = state.legs.get(leg.leg);
    if (!known) differences.push(appeared(seen, leg));
    else if (known.ended) continue;
    else if (known.firstDialled === null || known.number === null)
      differences.push({
        ...seen,
        type: 'leg-identified',
        ...sighting(leg),
        number: leg.number,
        name: leg.name,
      });
    if (known && known.state !== leg.state)
      differences.push({ ...seen, type: 'leg-changed', ...sighting(leg), state: leg.state });
    const path = known?.path ?? null;
    if (path === leg.path) continue;
    if (path !== null) differences.push({ ...seen, type: 'leg-parted', ...sighting(leg), path });
  }
  for (const leg of legs) {
    const known = state.legs.get(leg.leg);
    if (leg.path === null || known?.ended || known?.path === leg.path) continue;
    differences.push({ ...seen, type: 'leg-joined', ...sighting(leg), path: leg.path });
  }
  return differences;
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

  const found = new Map<string, Membership>();
  for (const member of event.members) found.set(`${member.queue} ${member.interface}`, member);
  const known = new Map<string, Membership>();
  for (const seat of state.seats.values())
    for (const member of seat.members.values()) known.set(`${member.queue} ${member.interface}`, member);
  for (const [key, { queue, interface: line, stateInterface }] of known) {
    if (whole && !found.has(key))
      differences.push({ ...seen, type: 'member-removed', queue, interface: line, stateInterface });
  }
  for (const [key, member] of found) {
    const before = known.get(key);
    if (before && sameMembership(before, member)) continue;
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
