import { expect } from 'chai';
import fc from 'fast-check';
import type { LegFound, TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { createFloor, type FloorState, type Leg } from '../../../bridge/domain/telephony/floor.ts';
import { queueViews, seatViews } from '../../../bridge/domain/telephony/floor-views.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';
import { eventsOf, recordedSite, recordingNames } from '../../recordings/recorded.ts';
import { holdsTogether } from './invariants.ts';

/**
 * Some events of a recording are lost, and a snapshot is taken as Asterisk would have answered at that moment: made
 * of a floor that missed nothing, and of what an exchange lists and no more (nobody's hold, no offers, no past).
 */
interface Loss {
  /** the floor that missed nothing, up to the snapshot */
  truth: FloorState;
  /** the floor that lost events and got the snapshot */
  found: FloorState;
  /** what the snapshot made */
  told: TelephonyEvent[];
}

function lose(site: SiteFacts, events: readonly TelephonyEvent[], from: number, to: number): Loss {
  const truth = createFloor(site);
  const found = createFloor(site);
  const numbers = new Map<string, string | null>();
  for (const [i, event] of events.slice(0, to).entries()) {
    follow(truth, event, () => {});
    if (i < from) follow(found, event, () => {});
    if (event.type === 'leg-appeared' || event.type === 'leg-identified')
      numbers.set(event.leg, event.number);
  }
  const at = truth.lastAt ?? 0;
  const seen = { v: 1, at, clock: 'arrival', receivedAt: at / 1000, certainty: 'observed' } as const;
  const told: TelephonyEvent[] = [];
  const hear = (event: TelephonyEvent) => follow(found, event, (each) => told.push(each));
  hear({ ...seen, type: 'link-lost', connection: '1', reason: 'socket closed' });
  hear({ ...seen, type: 'link-up', connection: '2', version: null });
  hear({
    ...seen,
    type: 'queues-found',
    queues: [...truth.waiting.keys()],
    members: [...truth.seats.values()].flatMap((seat) =>
      // a telephone that is gone is an unavailable device by then
      [...seat.members.values()].map((member) => (seat.reachable ? member : { ...member, device: 5 })),
    ),
    waiting: [...truth.waiting].flatMap(([queue, line]) =>
      line.map(({ stay }) => ({
        queue,
        leg: stay.leg,
        channel: truth.legs.get(stay.leg)?.channel ?? '',
        number: numbers.get(stay.leg) ?? null,
        waitSeconds: Math.floor((at - (stay.joined.at ?? at)) / 1e6),
      })),
    ),
  });
  hear({ ...seen, type: 'legs-found', legs: living(truth).map((leg) => listed(leg, numbers)) });
  return { truth, found, told };
}

function living(floor: FloorState): Leg[] {
  return [...floor.legs.values()].filter(({ ended }) => !ended);
}

function listed(leg: Leg, numbers: ReadonlyMap<string, string | null>): LegFound {
  const { id, link: call, channel, dialled, state, path } = leg;
  const number = numbers.get(id) ?? null;
  return {
    leg: id,
    call,
    channel,
    dialled,
    number,
    name: null,
    state,
    path,
    application: leg.spying ? 'ChanSpy' : null,
    aliveSeconds: 0,
  };
}

/** Nothing is under way that takes some milliseconds, and nothing is as it is because of what no list tells. */
function isSettled(floor: FloorState): boolean {
  const legs = living(floor);
  const joined = ({ path }: Leg) => path !== null && (floor.paths.get(path)?.size ?? 0) > 1;
  const rings = (leg: Leg) => leg.role === 'seat' && leg.state === 'ringing';
  return legs.every((leg) => {
    if (leg.held || leg.optimising || leg.hangupAskedAt !== null) return false;
    if (leg.role === 'seat') return rings(leg) || leg.spying || joined(leg);
    return leg.role === 'local'
      ? joined(leg) || legs.some((other) => other.born === leg.born && rings(other))
      : true;
  });
}

describe('a snapshot after lost events, at any moment of any recording', () => {
  let site: SiteFacts;
  let recordings: { name: string; events: TelephonyEvent[] }[];
  const tookPlace = fc.record({
    recording: fc.nat(),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    lost: fc.integer({ min: 1, max: 40 }),
  });

  before(async () => {
    site = await recordedSite();
    const named = recordingNames.filter((name) => !name.includes('busy'));
    const all = await Promise.all(named.map(async (name) => ({ name, events: await eventsOf(name) })));
    recordings = all.filter(({ events }) => events.some(({ clock }) => clock === 'pbx'));
  });

  function check(numRuns: number, holds: (loss: Loss, rest: TelephonyEvent[], name: string) => void): void {
    fc.assert(
      fc.property(tookPlace, ({ recording, from, lost }) => {
        const { events, name } = recordings[recording % recordings.length] ?? { events: [], name: '' };
        const first = events.findIndex(({ clock }) => clock === 'pbx') + 1;
        const start = first + Math.floor(from * (events.length - first));
        const end = Math.min(events.length, start + lost);
        holds(lose(site, events, start, end), events.slice(end), name);
      }),
      { numRuns },
    );
  }

  it('yields the floor as it is: who is there, joined with whom, who waits, who serves', function () {
    this.timeout(400_000);
    const picture = (floor: FloorState) => ({
      legs: living(floor)
        .map(({ id, path, state }) => `${id} ${path} ${state}`)
        .sort(),
      waiting: queueViews(floor).map(({ queue, waiting, members }) => [
        queue,
        waiting.map(({ callId }) => callId),
        members.sort(),
      ]),
      // a leg that changed its linked id before the snapshot belongs to its new call: nothing tells the old one
      calls: [...new Set(living(floor).map(({ link }) => link))].sort(),
    });
    check(3000, ({ truth, found }, _rest, name) => {
      holdsTogether(found);
      expect(picture(found), name).to.deep.equal(picture(truth));
    });
  });

  it('yields the states of the seats, where nothing is just under way and nobody is on hold', function () {
    this.timeout(400_000);
    const states = (floor: FloorState) => seatViews(floor).map(({ seat, state }) => `${seat} ${state}`);
    let settled = 0;
    check(5000, ({ truth, found }, _rest, name) => {
      if (!isSettled(truth)) return;
      settled += 1;
      expect(states(found), name).to.deep.equal(states(truth));
    });
    expect(settled).to.be.greaterThan(200);
  });

  it('marks all that it makes as reconciled', () => {
    check(200, ({ told }) => {
      const own = new Set(['link-lost', 'link-up', 'queues-found', 'legs-found']);
      for (const { type, certainty } of told)
        expect(certainty, type).to.equal(own.has(type) ? 'observed' : 'reconciled');
    });
  });

  it('offers nothing twice, and no call becomes two', function () {
    this.timeout(400_000);
    check(3000, ({ truth, found }, rest, name) => {
      for (const event of rest) {
        follow(truth, event, () => {});
        follow(found, event, () => {});
        holdsTogether(found);
      }
      for (const call of found.calls.values()) {
        const rung = call.offers.flatMap(({ legs }) => legs);
        expect(new Set(rung).size, `${name}: a telephone rings once`).to.equal(rung.length);
      }
      const bornOnlyHere = [...found.calls.keys()].filter((id) => !truth.calls.has(id));
      // the answer to an attempt of which nothing was seen is an attempt of its own (originate-seat-rejects)
      expect(
        bornOnlyHere.filter((id) => !id.startsWith('originate/')),
        name,
      ).to.deep.equal([]);
      for (const id of found.calls.keys()) {
        const fact = callFact(found, id);
        const whole = callFact(truth, id);
        if (whole)
          expect(fact?.queueStays.length ?? 0, `${name}: stays`).to.be.at.most(whole.queueStays.length);
      }
    });
  });
});
