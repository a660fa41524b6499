import type { TelephonyEvent } from './event.ts';
import type { FloorState } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { reconcile } from './reconcile.ts';
import { isHeard, reduceFloor } from './reduce-floor.ts';

type Tell = (event: TelephonyEvent, changes: FloorChange[]) => void;

/**
 * Folds an event as it comes from an exchange. A snapshot is compared with the floor first; what differs follows it as
 * events of their own, marked `reconciled`. `tell` gets each event in the order it is to be journaled.
 */
export function follow(state: FloorState, event: TelephonyEvent, tell: Tell): void {
  if (event.type !== 'legs-found' && event.type !== 'queues-found') {
    if (state.undatedLists.length > 0 && event.type !== 'link-up') judgeLists(state, event, tell);
    tell(event, reduceFloor(state, event));
    return;
  }
  // only a recording has lists without any time; the bridge's own clock dates those of a living exchange
  if (event.at === 0 && state.lastAt !== null) state.undatedLists.push(event);
  else followList(state, event, tell);
}

/**
 * Recordings of two connections may overlap. A list that is followed by what has been heard already is older than the
 * floor, and would undo it.
 */
function judgeLists(state: FloorState, next: TelephonyEvent, tell: Tell): void {
  if (next.type === 'pbx-booted' && next.at === 0) return;
  const lists = state.undatedLists;
  state.undatedLists = [];
  if (isHeard(state, next)) return;
  for (const list of lists) followList(state, list, tell);
}

function followList(state: FloorState, list: FloorState['undatedLists'][number], tell: Tell): void {
  const differences = reconcile(state, list);
  tell(list, reduceFloor(state, list));
  for (const difference of differences) tell(difference, reduceFloor(state, difference));
}
