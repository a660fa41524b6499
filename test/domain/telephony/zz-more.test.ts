import { expect } from 'chai';
import fc from 'fast-check';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { createFloor, type FloorState } from '../../../bridge/domain/telephony/floor.ts';
import { liveCall, queueViews, seatViews } from '../../../bridge/domain/telephony/floor-views.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';
import { eventsOf, recordedSite, recordingNames } from '../../recordings/recorded.ts';
import { anyEvents } from './arbitrary-events.ts';
import { holdsTogether, unheldTalks } from './invariants.ts';

const short = recordingNames.filter((name) => !name.includes('busy'));

function folded(site: SiteFacts, events: readonly TelephonyEvent[]): FloorState {
  const floor = createFloor(site);
  for (const event of events) follow(floor, event, () => {});
  return floor;
}

function factsOf(floor: FloorState): Map<string, CallFact | null> {
  return new Map([...floor.calls.keys()].map((id) => [id, callFact(floor, id)]));
}

describe('the floor, whatever is observed', () => {
  let site: SiteFacts;

  before(async () => {
    site = await recordedSite();
  });

  it('holds together after every step of any sequence of observations', function () {
    this.timeout(400_000);
    fc.assert(
      fc.property(anyEvents, (events) => {
        const floor = createFloor(site);
        for (const event of events) {
          follow(floor, event, () => {});
          holdsTogether(floor);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same where each observation of the exchange comes twice in a row', function () {
    this.timeout(400_000);
    const everything = (floor: FloorState) => ({
      facts: factsOf(floor),
      seats: seatViews(floor),
      queues: queueViews(floor),
      live: [...floor.calls.keys()].map((id) => liveCall(floor, id)),
    });
    fc.assert(
      fc.property(anyEvents, (events) => {
        const twice = events.flatMap((event) => (isOneOfItsKind(event) ? [event, event] : [event]));
        expect(everything(folded(site, twice))).to.deep.equal(everything(folded(site, events)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Dated by the exchange itself. A list has no time of its own: asked for twice, it is looked at twice. */
function isOneOfItsKind({ type, clock, certainty }: TelephonyEvent): boolean {
  return clock === 'pbx' && certainty === 'observed' && type !== 'legs-found' && type !== 'queues-found';
}

describe('calls side by side', () => {
  it('are each what they are alone, however their events are shuffled together', async function () {
    this.timeout(400_000);
    const site = await recordedSite();
    const recorded = await Promise.all(
      short
        .filter((name) => !name.includes('snapshot'))
        .map(async (name) => ({ name, events: (await eventsOf(name)).filter(isOfOneCall) })),
    );
    const calls = recorded.filter(({ events }) => events.length > 0);
    const crowded: SiteFacts = {
      ...site,
      seats: [0, 1, 2, 3].flatMap((place) => moved(site.seats, place)),
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(calls, { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(fc.nat({ max: 3 })),
        (chosen, dice) => {
          const lists = chosen.map(({ events }, place) => moved(events, place));
          const alone = new Map(lists.flatMap((events) => [...factsOf(folded(crowded, events))]));
          expect(factsOf(folded(crowded, merged(lists, dice)))).to.deep.equal(alone);
        },
      ),
      { numRuns: 600 },
    );
  });
});

/** A list of everything, or the end of the exchange, is about all calls. */
function isOfOneCall({ type }: TelephonyEvent): boolean {
  return !['legs-found', 'queues-found', 'pbx-stopping', 'pbx-booted'].includes(type);
}

/** The same with other ids and at other seats: 1002 becomes 2002, 3002 … */
function moved<T>(value: T, place: number): T {
  const seat = String(place + 2);
  const text = JSON.stringify(value)
    .replace(/"(\d{10}\.\d+)"/g, `"${place}-$1"`)
    .replace(/"10(\d\d)"/g, `"${seat}0$1"`)
    .replace(/(PJSIP|Local)\/10(\d\d)\b/g, `$1/${seat}0$2`);
  return JSON.parse(text);
}

function merged(lists: TelephonyEvent[][], dice: fc.Stream<number>): TelephonyEvent[] {
  const rest = lists.map((events) => events.values());
  const all: TelephonyEvent[] = [];
  for (const throwOf of dice) {
    if (rest.length === 0) break;
    const place = throwOf % rest.length;
    const next = rest[place]?.next();
    if (next === undefined || next.done) rest.splice(place, 1);
    else all.push(next.value);
  }
  return all;
}

describe('recordings with holes', () => {
  it('leave a floor that holds together, whichever events are lost', async function () {
    this.timeout(400_000);
    const site = await recordedSite();
    const recorded = await Promise.all(short.map(eventsOf));
    fc.assert(
      fc.property(
        fc.constantFrom(...recorded),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (events, lost, chance) => {
          const floor = createFloor(site);
          for (const event of events) {
            if ((chance.next().value ?? 0) < lost) continue;
            follow(floor, event, () => {});
            holdsTogether(floor);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a seat', () => {
  for (const name of recordingNames) {
    it(`${name}: never has two talks that are not held`, async function () {
      this.timeout(30_000);
      const floor = createFloor(await recordedSite());
      for (const event of await eventsOf(name)) {
        follow(floor, event, () => {});
        if (!('leg' in event || 'path' in event)) continue;
        for (const { seat } of floor.seats.values())
          expect(unheldTalks(floor, seat, false), `${seat} after ${event.type} at ${event.at}`).to.be.at.most(
            1,
          );
      }
    });
  }
});
