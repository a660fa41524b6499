import type { FloorState } from './floor.ts';

/** Ids of all legs that the floor takes for alive, in the order they were heard of. */
export function livingLegs(state: FloorState): string[] {
  const legs: string[] = [];
  for (const leg of state.legs.values()) if (!leg.ended) legs.push(leg.id);
  return legs;
}

/**
 * The living legs that hold a seat in its state: its own, those that ring for it, and all others of the calls it is in
 * through them. A caller that is gone keeps a seat talking as well as a telephone that is.
 */
export function legsAround(state: FloorState, seat: string): string[] {
  const calls = new Set<string>();
  const legs = [...state.legs.values()].filter((leg) => !leg.ended);
  for (const leg of legs) {
    if (leg.seat !== seat && leg.rungFor !== seat) continue;
    calls.add(leg.born);
    if (leg.offeredIn !== null) calls.add(leg.offeredIn);
    for (const call of leg.talksIn) calls.add(call);
  }
  return legs.filter((leg) => calls.has(leg.born)).map(({ id }) => id);
}

/** The living legs of a call. */
export function legsIn(state: FloorState, callId: string): string[] {
  return (state.calls.get(callId)?.legs ?? []).filter((id) => state.legs.get(id)?.ended === false);
}

/** The living legs of the call that a leg was born in, itself among them. */
export function legsBeside(state: FloorState, leg: string): string[] {
  const born = state.legs.get(leg)?.born;
  return born === undefined ? [] : legsIn(state, born);
}
