import type { FloorState, Leg } from './floor.ts';

/** Who hears whom: legs in one path, and the two halves of a Local pair, are one component. */

/** All living legs that a leg is joined with, itself included. */
export function component(state: FloorState, start: Leg): Leg[] {
  const found: Leg[] = [start];
  const seen = new Set<string>([start.id]);
  for (let i = 0; i < found.length; i += 1) {
    const leg = found[i];
    if (!leg) break;
    const near: string[] = [];
    if (leg.path !== null) near.push(...(state.paths.get(leg.path) ?? []));
    if (leg.mate !== null) near.push(leg.mate);
    for (const id of near) {
      if (seen.has(id)) continue;
      seen.add(id);
      const other = state.legs.get(id);
      if (other && !other.ended) found.push(other);
    }
  }
  return found;
}

/** The two halves of a Local pair; a half has one other. */
export function pair(state: FloorState, one: Leg, two: Leg): void {
  if (one === two) return;
  unpair(state, one);
  unpair(state, two);
  one.mate = two.id;
  two.mate = one.id;
}

export function unpair(state: FloorState, leg: Leg): Leg | undefined {
  const mate = leg.mate === null ? undefined : state.legs.get(leg.mate);
  if (mate) mate.mate = null;
  leg.mate = null;
  return mate;
}

export function join(state: FloorState, leg: Leg, path: string): void {
  if (leg.path === path) return;
  part(state, leg);
  let legs = state.paths.get(path);
  if (!legs) {
    legs = new Set();
    state.paths.set(path, legs);
  }
  legs.add(leg.id);
  leg.path = path;
}

export function part(state: FloorState, leg: Leg): void {
  if (leg.path === null) return;
  const legs = state.paths.get(leg.path);
  legs?.delete(leg.id);
  if (legs?.size === 0) state.paths.delete(leg.path);
  leg.path = null;
  leg.inConference = false;
}

/** An optimisation of a Local pair is under way somewhere in these legs: what breaks now is mended before it ends. */
export function optimising(legs: readonly Leg[]): boolean {
  return legs.some((leg) => leg.optimising);
}
