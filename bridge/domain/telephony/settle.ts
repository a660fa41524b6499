import { type Call, type FloorState, type Leg, type Seat, seatOfInterface } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { component } from './paths.ts';
import { citizensNear, internalsNear, type Moment, settleCitizen, settleInternal } from './talks.ts';

/* What follows from a change at some legs. */

/** Does something to legs, then begins and ends the talks that it made and broke. */
export function settleAround(
  state: FloorState,
  legs: readonly Leg[],
  moment: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
  act: () => void,
): void {
  const citizens = citizensNear(state, legs);
  const internals = internalsNear(state, legs);
  for (const leg of legs) {
    for (const other of component(state, leg)) touch(state, other, touched);
    for (const id of leg.talksIn) addCitizensOf(state, id, leg, citizens);
  }
  act();
  for (const citizen of citizensNear(state, legs)) citizens.add(citizen);
  for (const call of internalsNear(state, legs)) internals.add(call);
  for (const leg of legs) for (const other of component(state, leg)) touch(state, other, touched);
  // a consultation ends where the citizen comes in: first what breaks, then what begins
  for (const call of internals) settleInternal(state, call, moment, changes);
  for (const citizen of citizens) settleCitizen(state, citizen, moment, changes);
  for (const call of internals) settleInternal(state, call, moment, changes);
}

/** Citizens this leg has an open talk with though it is away from their path. */
function addCitizensOf(state: FloorState, callId: string, leg: Leg, citizens: Set<Leg>): void {
  for (const talk of state.calls.get(callId)?.talks ?? []) {
    if (!talk.open || talk.leg !== leg.id || talk.citizenLeg === null) continue;
    const citizen = state.legs.get(talk.citizenLeg);
    if (citizen) citizens.add(citizen);
  }
}

export function callOf(state: FloorState, legId: string): Call | undefined {
  const leg = state.legs.get(legId);
  return leg && state.calls.get(leg.born);
}

export function touch(state: FloorState, leg: Leg, touched: Set<Seat>): void {
  if (leg.seat !== null) touchSeat(state, leg.seat, touched);
}

export function touchSeat(state: FloorState, seat: string, touched: Set<Seat>): void {
  const found = state.seats.get(seat);
  if (found) touched.add(found);
}

export function seatOfMember(state: FloorState, stateInterface: string, line: string): Seat | undefined {
  const seat = seatOfInterface(state, stateInterface) ?? seatOfInterface(state, line);
  return seat === null ? undefined : state.seats.get(seat);
}
