import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import type {
  EventOf,
  LegFound,
  LegState,
  Membership,
  TelephonyEvent,
  TelephonyEventType,
} from '../../../bridge/domain/telephony/event.ts';
import { createFloor, type FloorState } from '../../../bridge/domain/telephony/floor.ts';
import type { FloorChange } from '../../../bridge/domain/telephony/floor-change.ts';
import { queueViews, seatView } from '../../../bridge/domain/telephony/floor-views.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import { SeatHistory } from '../../../bridge/domain/telephony/seat-history.ts';
import type { SeatState } from '../../../bridge/domain/telephony/seat-state.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';

/** A small hotline: one number, two queues, five seats. */
export const smallSite: SiteFacts = {
  pbxId: 'small',
  number: '12345',
  otherNumbers: [],
  cityUnitId: '430100',
  regionCode: '430100',
  trunkEndpoints: ['PJSIP/trunk'],
  outboundPrefix: '9',
  seats: ['1001', '1002', '1003', '1004', '1005'].map((seat) => ({ seat, interface: `PJSIP/${seat}` })),
  queues: [line('policy', '7001'), line('service-guide', '7002')],
  seatContext: 'seats',
  conferencePattern: '_80XX',
  ratingGrades: { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 },
};

function line(queue: string, extension: string): SiteFacts['queues'][number] {
  return {
    queue,
    name: queue,
    extension,
    digit: null,
    serviceFunction: 'POLICY',
    unitId: '430100',
    serviceLevelSeconds: 15,
  };
}

/** A channel of the exchange, and the call whose linked id it carries at the moment. */
export interface TestLeg {
  leg: string;
  call: string;
  channel: string;
  dialled: string | null;
}

/** 2026-11-24 17:00:00 +08:00, µs */
const zero = 1_795_510_800_000_000;

type Shape<T extends TelephonyEventType> = Omit<
  EventOf<T>,
  'v' | 'at' | 'clock' | 'receivedAt' | 'certainty' | 'type'
>;

/**
 * A floor, and what happens at its exchange, told in seconds since 17:00. Each thing that people do is told by the
 * events by which Asterisk tells it, in its order.
 */
export class Story {
  readonly floor: FloorState;
  /** every event, with the differences that snapshots made */
  readonly journal: TelephonyEvent[] = [];
  readonly changes: FloorChange[] = [];
  readonly #history = new SeatHistory();
  #micros = 0;
  #legs = 0;

  constructor(site: SiteFacts = smallSite) {
    this.floor = createFloor(site);
  }

  /** What follows happens so many seconds after 17:00. */
  at(seconds: number): this {
    this.#micros = Math.round(seconds * 1e6);
    return this;
  }

  /** One observation; the exchange needs 10 µs for each. */
  tell<T extends TelephonyEventType>(
    type: T,
    shape: Shape<T>,
    certainty: TelephonyEvent['certainty'] = 'observed',
  ): this {
    const at = zero + this.#micros;
    this.#micros += 10;
    const seen = { v: 1, at, clock: 'pbx', receivedAt: at / 1000, certainty } as const;
    return this.follow({ ...seen, type, ...shape } as unknown as EventOf<T>);
  }

  follow(event: TelephonyEvent): this {
    follow(this.floor, event, (told, changes) => {
      this.journal.push(told);
      this.changes.push(...changes);
      for (const change of changes) this.#history.note(change);
    });
    return this;
  }

  /* who is there */

  /** A leg that is about to appear. @param own where it belongs to a call already: that call's first leg */
  leg(endpoint: string, own?: TestLeg, dialled: string | null = null): TestLeg {
    const n = this.#legs;
    this.#legs += 1;
    const leg = `${zero / 1e6}.${n}`;
    return { leg, call: own?.call ?? leg, channel: `${endpoint}-${String(n).padStart(8, '0')}`, dialled };
  }

  member(seat: string, queue: string, change: Partial<Membership> = {}): this {
    return this.tell('member-seen', { member: membership(seat, queue, change) });
  }

  /* what a citizen does */

  citizenCalls(number: string | null = '13874801001'): TestLeg {
    const leg = this.leg('PJSIP/trunk', undefined, '12345');
    this.tell('leg-appeared', { ...leg, number, name: null, state: 'calling', context: 'from-trunk' });
    this.tell('leg-changed', { ...leg, state: 'up' });
    return leg;
  }

  joins(queue: string, leg: TestLeg): this {
    return this.tell('queue-joined', { ...leg, queue, number: null, position: 1, waiting: 1 });
  }

  leaves(queue: string, leg: TestLeg): this {
    return this.tell('queue-left', { ...leg, queue, waiting: 0 });
  }

  /** A caller of whom all is told, talking with this seat since so many seconds after 17:00 (0.6 s of ringing before). */
  talking(seat: string, since: number, queue = 'policy'): { citizen: TestLeg; seatLeg: TestLeg } {
    this.at(since - 1);
    const citizen = this.citizenCalls();
    this.joins(queue, citizen);
    this.at(since - 0.6);
    const seatLeg = this.rings(queue, seat, citizen);
    this.at(since).answers(queue, seat, citizen, seatLeg);
    return { citizen, seatLeg };
  }

  hangsUp(leg: TestLeg, cause: number | null = null): this {
    return this.tell('hangup-asked', { ...leg, cause, techCause: null, soft: false });
  }

  ends(leg: TestLeg, cause = 16): this {
    return this.tell('leg-ended', { ...leg, cause, techCause: null });
  }

  /** The citizen hangs up in a talk: both leave the path, both legs end. */
  citizenLeaves(citizen: TestLeg, seatLeg: TestLeg, path: string): this {
    return this.hangsUp(citizen).parts(path, citizen).parts(path, seatLeg).ends(citizen).ends(seatLeg);
  }

  /* what the exchange does */

  /** A queue rings a seat. */
  rings(queue: string, seat: string, citizen: TestLeg): TestLeg {
    const leg = this.leg(`PJSIP/${seat}`, citizen);
    this.tell('leg-appeared', { ...leg, number: seat, name: null, state: 'down', context: 'seats' });
    this.tell('queue-offered', {
      ...citizen,
      queue,
      interface: `PJSIP/${seat}`,
      seatLeg: leg.leg,
      seatCall: leg.call,
      seatChannel: leg.channel,
    });
    this.dials(citizen, leg, `PJSIP/${seat}`);
    return leg;
  }

  /** One leg rings another that has appeared. */
  dials(from: TestLeg | null, to: TestLeg, dialString: string): this {
    this.tell('dial-began', {
      from: from?.leg ?? null,
      fromCall: from?.call ?? null,
      fromDialled: from?.dialled ?? null,
      to: to.leg,
      toCall: to.call,
      toChannel: to.channel,
      dialString,
    });
    return this.tell('leg-changed', { ...to, state: 'ringing' });
  }

  dialEnds(from: TestLeg | null, to: TestLeg, result: string): this {
    return this.tell('dial-ended', {
      from: from?.leg ?? null,
      fromCall: from?.call ?? null,
      fromDialled: null,
      to: to.leg,
      toCall: to.call,
      result,
    });
  }

  /** The seat that the queue rang answers: the path is named after its leg. */
  answers(queue: string, seat: string, citizen: TestLeg, seatLeg: TestLeg): this {
    this.tell('leg-changed', { ...seatLeg, state: 'up' });
    this.dialEnds(citizen, seatLeg, 'ANSWER').leaves(queue, citizen);
    this.tell('queue-connected', {
      ...citizen,
      queue,
      interface: `PJSIP/${seat}`,
      seatLeg: seatLeg.leg,
      holdSeconds: 1,
    });
    return this.entersPath(pathOf(seatLeg), seatLeg).entersPath(pathOf(seatLeg), citizen);
  }

  entersPath(path: string, leg: TestLeg): this {
    return this.tell('leg-joined', { ...leg, path });
  }

  parts(path: string, leg: TestLeg): this {
    return this.tell('leg-parted', { ...leg, path });
  }

  /* what a seat does */

  holds(leg: TestLeg): this {
    return this.tell('leg-held', leg);
  }

  resumes(leg: TestLeg): this {
    return this.tell('leg-resumed', leg);
  }

  /** A seat calls another one by itself, which answers at once. */
  consults(seat: string, other: string): { own: TestLeg; far: TestLeg } {
    const own = this.leg(`PJSIP/${seat}`, undefined, other);
    const far = this.leg(`PJSIP/${other}`, own);
    this.tell('leg-appeared', { ...own, number: seat, name: null, state: 'calling', context: 'seats' });
    this.tell('leg-appeared', { ...far, number: other, name: null, state: 'down', context: 'seats' });
    this.dials(own, far, other);
    this.tell('leg-changed', { ...far, state: 'up' }).dialEnds(own, far, 'ANSWER');
    this.tell('leg-changed', { ...own, state: 'up' });
    this.entersPath(pathOf(far), far).entersPath(pathOf(far), own);
    return { own, far };
  }

  /* snapshots */

  linkLost(): this {
    return this.tell('link-lost', { connection: '1', reason: 'socket closed' });
  }

  linkUp(): this {
    return this.tell('link-up', { connection: '2', version: '22.10' });
  }

  /** A list has no time of the exchange: the bridge's clock dates it. */
  #list<T extends 'legs-found' | 'queues-found'>(type: T, shape: Shape<T>): this {
    const at = zero + this.#micros;
    return this.follow({
      v: 1,
      at,
      clock: 'arrival',
      receivedAt: at / 1000,
      certainty: 'observed',
      type,
      ...shape,
    } as unknown as EventOf<T>);
  }

  legsFound(...legs: LegFound[]): this {
    return this.#list('legs-found', { legs });
  }

  queuesFound(members: Membership[], waiting: EventOf<'queues-found'>['waiting'] = []): this {
    return this.#list('queues-found', { queues: ['policy', 'service-guide'], members, waiting });
  }

  /* what can be read */

  state(seat: string): SeatState | undefined {
    return seatView(this.floor, seat)?.state;
  }

  reason(seat: string): string | null | undefined {
    return seatView(this.floor, seat)?.reason;
  }

  fact(leg: TestLeg): CallFact {
    const fact = callFact(this.floor, leg.leg);
    if (!fact) throw new Error(`no call ${leg.leg}`);
    return fact;
  }

  waiting(queue: string): string[] {
    const view = queueViews(this.floor).find((each) => each.queue === queue);
    return view?.waiting.map(({ callId }) => callId) ?? [];
  }

  /** `1002 policy`, in the order in which telephones rang */
  pops(): string[] {
    return this.changes.flatMap((change) =>
      change.kind === 'offer-began' ? [`${change.seat} ${change.queue ?? '-'}`] : [],
    );
  }

  /** `READY –5.0`, `RINGING 5.0–5.6` …: the states of a seat so far, in seconds since 17:00. */
  states(seat: string): string[] {
    const second = (iso: string | null) =>
      iso === null ? '' : String((Date.parse(iso) * 1000 - zero) / 1e6);
    return this.#history
      .finish(this.floor)
      .filter((interval) => interval.seat === seat)
      .map(({ state, from, to }) => `${state} ${second(from)}–${second(to)}`);
  }
}

export function membership(seat: string, queue: string, change: Partial<Membership> = {}): Membership {
  return {
    queue,
    interface: `PJSIP/${seat}`,
    stateInterface: `PJSIP/${seat}`,
    name: `Seat ${seat}`,
    penalty: 0,
    paused: false,
    reason: '',
    device: 1,
    ...change,
  };
}

/** A leg as a snapshot lists it. */
export function found(
  leg: TestLeg,
  path: string | null,
  state: LegState = 'up',
  number: string | null = null,
): LegFound {
  return { ...leg, number, name: null, state, path, application: null, aliveSeconds: null };
}

/** The path that a talk is in is named after the seat's leg. */
export function pathOf(leg: TestLeg): string {
  return `bridge of ${leg.leg}`;
}

/** Seconds of a talk, a wait … by its ISO times. */
export function lasts(span: { from: string | null; to: string | null } | undefined): number | null {
  if (!span || span.from === null || span.to === null) return null;
  return (Date.parse(span.to) - Date.parse(span.from)) / 1000;
}
