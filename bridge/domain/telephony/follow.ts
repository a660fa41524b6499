import type { TelephonyEvent } from './event.ts';
import type { FloorState } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { reconcile } from './reconcile.ts';
import { reduceFloor } from './reduce-floor.ts';

/**
 * Folds an event as it comes from an exchange. A snapshot is compared with the floor first; what differs follows it as
 * events of their own, marked `reconciled`. `tell` gets each event in the order it is to be journaled.
 */
export function follow(
  state: FloorState,
  event: TelephonyEvent,
  tell: (event: TelephonyEvent, changes: FloorChange[]) => void,
): void {
  const differences =
    event.type === 'legs-found' || event.type === 'queues-found' ? reconcile(state, event) : [];
  tell(event, reduceFloor(state, event));
  for (const difference of differences) tell(difference, reduceFloor(state, difference));
}
