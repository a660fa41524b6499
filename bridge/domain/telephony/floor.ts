import type { CallKind, OfferResult, StayResult } from './call-facts.ts';
import type { EventOf, LegState, Membership, TelephonyEvent } from './event.ts';
import type { SeatState } from './seat-state.ts';
import type { Grade, SiteFacts } from './site.ts';

/**
 * The floor as the reducer keeps it. It is folded in place: 2,000 seats and 20,000 events a second leave no room for
 * copies, and the fold is deterministic all the same (no clock, no chance, no I/O). All times are µs; null is unknown.
 */

/** An instant that may be unknown or worked out from other evidence. */
export interface Instant {
  at: number | null;
  estimated: boolean;
}

export type LegRole = 'trunk' | 'seat' | 'local' | 'other';

export interface Leg {
  id: string;
  /** the call it was born in; a leg that changes its linked id later stays here */
  born: string;
  /** the linked id it was last seen with */
  link: string;
  channel: string;
  endpoint: string;
  role: LegRole;
  seat: string | null;
  number: string | null;
  /** number was withheld or is not a citizen's */
  dialled: string | null;
  firstDialled: string | null;
  state: LegState;
  path: string | null;
  inConference: boolean;
  /** the other half of a Local pair */
  mate: string | null;
  held: boolean;
  /** an optimisation of a Local pair is moving this leg; what it breaks is no gap */
  optimising: boolean;
  appearedAt: number | null;
  ended: boolean;
  endedAt: number | null;
  hangupAskedAt: number | null;
  softHangupAt: number | null;
  cause: number | null;
  techCause: string | null;
  /** what was dialled to reach it */
  dialString: string | null;
  dialledBy: string | null;
  /** rung by the exchange itself, not by another leg */
  originated: boolean;
  spying: boolean;
  /** no linked id was told of it yet: a waiting caller in a list of queues */
  unlinked: boolean;
  /** calls in which it has or had a talk */
  talksIn: Set<string>;
  dialResult: string | null;
  /** the call for which it rings or rang as an offer */
  offeredIn: string | null;
  /** the seat whose telephone is behind it, where it is none itself: the Local half that a queue rings */
  rungFor: string | null;
  found: boolean;
}

export interface Stay {
  queue: string;
  leg: string;
  /** the extension the caller stood at when joining: another one when leaving means they were taken out */
  dialled: string | null;
  joined: Instant;
  left: Instant;
  /** waiting now */
  open: boolean;
  gaveUp: boolean;
  result: StayResult | null;
}

export interface Offer {
  n: number;
  queue: string | null;
  seat: string;
  legs: string[];
  at: number;
  /** found ringing: since when is not known */
  estimated: boolean;
  result: OfferResult | null;
}

export interface Talk {
  seat: string | null;
  number: string | null;
  /** the seat's (or party's) leg and the citizen's */
  leg: string;
  citizenLeg: string | null;
  from: Instant;
  to: Instant;
  open: boolean;
  holdMicros: number;
  holdFrom: number | null;
  holdUnknown: boolean;
  /** the seat has the citizen on hold and left their path to consult: since when, and whether it arrived elsewhere */
  away: { at: number; arrived: boolean } | null;
  inferred: boolean;
}

export interface Transfer {
  kind: 'blind' | 'attended' | 'redirect';
  at: number;
  from: string | null;
  dialled: string | null;
  /** talks begun after this index tell whom the transfer reached */
  talksBefore: number;
  queue: string | null;
}

export interface Call {
  id: string;
  kind: CallKind;
  partOf: string | null;
  /** birth order; the first is the calling leg */
  legs: string[];
  alive: number;
  arrived: Instant;
  /** the citizen's number as first seen */
  citizen: string | null;
  originated: boolean;
  did: string | null;
  ended: Instant;
  over: boolean;
  overBefore: number | null;
  overBeforeUnknown: boolean;
  stays: Stay[];
  offers: Offer[];
  talks: Talk[];
  transfers: Transfer[];
  /** `to` null and not open: its end was not seen */
  conferences: { from: number; to: number | null; seats: string[]; open: boolean }[];
  monitored: {
    seat: string;
    leg: string;
    from: number;
    to: number | null;
    mode: 'listen' | 'whisper' | 'barge';
  }[];
  muted: { from: number; to: number | null }[];
  ratingAsked: boolean;
  rating: Grade | null;
  originate: {
    success: boolean;
    reason: number | null;
    dialled: string | null;
    data: string | null;
    at: number;
  } | null;
  reconciled: boolean;
  /** events of its life were lost: what is not known of it may have happened all the same */
  lossy: boolean;
  shutdown: boolean;
}

export interface Seat {
  seat: string;
  interface: string;
  members: Map<string, Membership>;
  legs: Set<string>;
  reachable: boolean;
  state: SeatState;
  reason: string | null;
  since: number | null;
  known: boolean;
}

export interface FloorState {
  site: SiteFacts;
  calls: Map<string, Call>;
  legs: Map<string, Leg>;
  paths: Map<string, Set<string>>;
  seats: Map<string, Seat>;
  /** queue → stays waiting in it, in order of joining */
  waiting: Map<string, { call: string; stay: Stay }[]>;
  /** `listed`: the queues were listed since it came up, so that whatever leaves them is told */
  link: { state: 'never' | 'up' | 'lost'; since: number | null; listed: boolean };
  /** calls that lived when the link was lost, until a snapshot shows what has become of them */
  acrossLoss: string[];
  /** time of the last event that carried the exchange's own time */
  lastAt: number | null;
  /** lists of which nothing has told yet whether they are news */
  undatedLists: (EventOf<'legs-found'> | EventOf<'queues-found'>)[];
  /** calls found over by a snapshot without a time; the next time that is told dates them */
  undated: string[];
  /** the last events that the exchange dated, by their time */
  recent: { byTime: Map<number, TelephonyEvent[]>; times: number[]; next: number };
  trunks: Set<string>;
  byInterface: Map<string, string>;
}

export function createFloor(site: SiteFacts): FloorState {
  const seats = new Map<string, Seat>();
  const byInterface = new Map<string, string>();
  for (const { seat, interface: line } of site.seats) {
    seats.set(seat, newSeat(seat, line));
    byInterface.set(line, seat);
  }
  return {
    site,
    calls: new Map(),
    legs: new Map(),
    paths: new Map(),
    seats,
    waiting: new Map(site.queues.map(({ queue }) => [queue, []])),
    link: { state: 'never', since: null, listed: false },
    acrossLoss: [],
    lastAt: null,
    undatedLists: [],
    undated: [],
    recent: { byTime: new Map(), times: [], next: 0 },
    trunks: new Set(site.trunkEndpoints),
    byInterface,
  };
}

function newSeat(seat: string, line: string): Seat {
  return {
    seat,
    interface: line,
    members: new Map(),
    legs: new Set(),
    reachable: true,
    state: 'LOGGED_OUT',
    reason: null,
    since: null,
    known: false,
  };
}

/** PJSIP/1002-00000015 → PJSIP/1002; Local/1002@seats-00000002;1 → Local/1002@seats */
export function endpointOf(channel: string): string {
  const half = channel.lastIndexOf(';');
  const whole = half > 0 ? channel.slice(0, half) : channel;
  const dash = whole.lastIndexOf('-');
  return dash > 0 ? whole.slice(0, dash) : whole;
}

/**
 * The seat behind a queue member's interface or an endpoint. Members may be `Local/1002@seats` with or without `/n`;
 * the telephone is then behind the Local pair (recording member-local-channel).
 */
export function seatOfInterface(state: FloorState, line: string): string | null {
  const direct = state.byInterface.get(line);
  if (direct !== undefined) return direct;
  if (!line.startsWith('Local/')) return null;
  const [extension, context] = line.slice('Local/'.length).split('/')[0]?.split('@') ?? [];
  if (extension === undefined || context !== state.site.seatContext) return null;
  return state.seats.has(extension) ? extension : null;
}

/** Asterisk extension pattern (`_80XX`, `_9X.`) or a plain extension. */
export function matchesPattern(pattern: string, extension: string): boolean {
  if (!pattern.startsWith('_')) return pattern === extension;
  let source = '';
  for (const c of pattern.slice(1)) {
    if (c === 'X') source += '[0-9]';
    else if (c === 'Z') source += '[1-9]';
    else if (c === 'N') source += '[2-9]';
    else if (c === '.') source += '.+';
    else if (c === '!') source += '.*';
    else source += c.replace(/[^0-9A-Za-z]/, '\\$&');
  }
  return new RegExp(`^${source}$`).test(extension);
}

/** The outside number that a seat's dialled extension means, or null when it is no outside number. */
export function outsideNumber(site: SiteFacts, dialled: string | null): string | null {
  if (dialled === null || site.outboundPrefix === '') return null;
  if (!dialled.startsWith(site.outboundPrefix)) return null;
  const number = dialled.slice(site.outboundPrefix.length);
  return /^\+?[0-9]{3,}$/.test(number) ? number : null;
}
