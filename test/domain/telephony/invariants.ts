import { expect } from 'chai';
import { type CallFact, callFactSchema } from '../../../bridge/domain/telephony/call-facts.ts';
import type { FloorState } from '../../../bridge/domain/telephony/floor.ts';
import { liveCall, queueViews, seatViews } from '../../../bridge/domain/telephony/floor-views.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';

/** What holds of every floor, whatever was observed. */
export function holdsTogether(floor: FloorState): void {
  legsAndPathsAgree(floor);
  queuesAgree(floor);
  for (const call of floor.calls.values()) {
    const alive = call.legs.filter((id) => floor.legs.get(id)?.ended === false);
    expect(call.alive, `living legs of ${call.id}`).to.equal(alive.length);
    expect(call.over, `${call.id} is over when its legs are gone`).to.equal(alive.length === 0);
    if (call.over) {
      expect(
        call.talks.some((talk) => talk.open),
        `${call.id} is over, but somebody talks`,
      ).to.equal(false);
      expect(
        call.stays.some((stay) => stay.open),
        `${call.id} is over, but somebody waits`,
      ).to.equal(false);
      expect(
        call.offers.some(({ result }) => result === null),
        `${call.id} is over, but it rings`,
      ).to.equal(false);
    }
    const fact = callFact(floor, call.id);
    expect(fact).not.to.equal(null);
    if (fact) lastsNoNegativeTime(callFactSchema.parse(fact));
    expect(liveCall(floor, call.id)?.callId).to.equal(call.id);
  }
  expect(seatViews(floor).map(({ seat }) => seat)).to.deep.equal([...floor.seats.keys()]);
  oneTalkASeat(floor);
}

function legsAndPathsAgree(floor: FloorState): void {
  for (const [path, legs] of floor.paths) {
    for (const id of legs) {
      const leg = floor.legs.get(id);
      expect(leg?.path, `leg ${id} in path ${path}`).to.equal(path);
      expect(leg?.ended, `leg ${id} in path ${path} lives`).to.equal(false);
    }
  }
  for (const leg of floor.legs.values()) {
    expect(leg.id).not.to.equal('');
    if (leg.path !== null) expect(floor.paths.get(leg.path)?.has(leg.id)).to.equal(true);
    if (leg.mate !== null) expect(floor.legs.get(leg.mate)?.mate, `mate of ${leg.id}`).to.equal(leg.id);
  }
  for (const seat of floor.seats.values())
    for (const id of seat.legs)
      expect(floor.legs.get(id)?.ended, `leg ${id} of seat ${seat.seat}`).to.equal(false);
}

/** All who joined a queue have left it or wait in it. */
function queuesAgree(floor: FloorState): void {
  const stays = new Map<string, { joined: number; left: number }>();
  for (const call of floor.calls.values()) {
    for (const { queue, open } of call.stays) {
      const count = stays.get(queue) ?? { joined: 0, left: 0 };
      count.joined += 1;
      if (!open) count.left += 1;
      stays.set(queue, count);
    }
  }
  const views = new Map(queueViews(floor).map((view) => [view.queue, view.waiting.length]));
  for (const queue of new Set([...stays.keys(), ...views.keys()])) {
    const { joined, left } = stays.get(queue) ?? { joined: 0, left: 0 };
    expect(joined, `who joined ${queue}`).to.equal(left + (views.get(queue) ?? 0));
  }
}

function lastsNoNegativeTime(fact: CallFact): void {
  const inOrder = (from: string | null, to: string | null, what: string) => {
    if (from !== null && to !== null)
      expect(Date.parse(to), `${what} of ${fact.callId}`).to.be.at.least(Date.parse(from));
  };
  inOrder(fact.arrivedAt, fact.endedAt, 'life');
  for (const stay of fact.queueStays) {
    inOrder(stay.joinedAt, stay.leftAt, 'wait');
    expect(stay.waitSeconds ?? 0).to.be.at.least(0);
  }
  for (const talk of fact.talks) {
    inOrder(talk.from, talk.to, 'talk');
    expect(talk.holdSeconds ?? 0).to.be.at.least(0);
    if (talk.from !== null && talk.to !== null && talk.holdSeconds !== null)
      expect(talk.holdSeconds, `hold within a talk of ${fact.callId}`).to.be.at.most(
        (Date.parse(talk.to) - Date.parse(talk.from)) / 1000 + 0.001,
      );
  }
  for (const span of [...fact.conferences, ...fact.monitored, ...fact.muted])
    inOrder(span.from, span.to, 'span');
}

/** Two unheld talks of one seat cannot be: a second one shows that an event was missed, and is not vouched for. */
export function oneTalkASeat(floor: FloorState): void {
  for (const seat of floor.seats.values())
    expect(unheldTalks(floor, seat.seat), `talks of ${seat.seat}`).to.be.at.most(1);
}

/** Talks of a seat that are going on now, neither held nor left for a consultation, and vouched for. */
export function unheldTalks(floor: FloorState, seat: string, vouchedFor = true): number {
  let count = 0;
  for (const call of floor.calls.values()) {
    for (const talk of call.talks) {
      const held = talk.away !== null || floor.legs.get(talk.leg)?.held === true;
      if (talk.open && talk.seat === seat && !held && !(vouchedFor && talk.inferred)) count += 1;
    }
  }
  return count;
}
