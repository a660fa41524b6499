import type { StayResult } from './call-facts.ts';
import type { Call, FloorState, Leg, Stay } from './floor.ts';
import type { FloorChange } from './floor-change.ts';

/** Stays in queues. The wait ends at QueueCallerLeave; how it ended may only be told later, or never. */

export function beginStay(
  state: FloorState,
  call: Call,
  leg: Leg,
  queue: string,
  joined: { at: number | null; estimated: boolean },
  changes: FloorChange[],
): Stay {
  // a second joining without a leaving: the leaving was missed
  const missed = openStay(call, leg.id);
  if (missed) endStay(state, call, missed, null, 'unknown', changes);
  const stay: Stay = {
    queue,
    leg: leg.id,
    dialled: leg.dialled,
    joined,
    left: { at: null, estimated: false },
    open: true,
    gaveUp: false,
    result: null,
  };
  call.stays.push(stay);
  const line = waitingIn(state, queue);
  line.push({ call: call.id, stay });
  changes.push({ kind: 'queue-changed', queue }, { kind: 'call-changed', callId: call.id });
  return stay;
}

export function endStay(
  state: FloorState,
  call: Call,
  stay: Stay,
  at: number | null,
  result: StayResult | null,
  changes: FloorChange[],
): void {
  if (!stay.open) return;
  stay.open = false;
  stay.left = {
    at: at === null || stay.joined.at === null ? at : Math.max(at, stay.joined.at),
    estimated: false,
  };
  if (stay.result === null) stay.result = result;
  const line = waitingIn(state, stay.queue);
  const place = line.findIndex((entry) => entry.stay === stay);
  if (place >= 0) line.splice(place, 1);
  changes.push({ kind: 'queue-changed', queue: stay.queue }, { kind: 'call-changed', callId: call.id });
}

/** Its end was concluded, and is now about to be told. */
export function reopenStay(state: FloorState, call: Call, stay: Stay): void {
  stay.open = true;
  stay.result = null;
  waitingIn(state, stay.queue).push({ call: call.id, stay });
}

function waitingIn(state: FloorState, queue: string): { call: string; stay: Stay }[] {
  let line = state.waiting.get(queue);
  if (!line) {
    line = [];
    state.waiting.set(queue, line);
  }
  return line;
}

export function openStay(call: Call, leg: string): Stay | undefined {
  return call.stays.findLast((stay) => stay.open && stay.leg === leg);
}

/** The stay that later evidence of this leg and queue speaks of. */
export function lastStay(call: Call, leg: string, queue: string | null): Stay | undefined {
  return call.stays.findLast((stay) => stay.leg === leg && (queue === null || stay.queue === queue));
}

/**
 * QUEUESTATUS as the dialplan's UserEvent tells it. FULL is a refusal that the KPI definitions do not name: it stays
 * `unknown`, which counts in the denominator like every other refusal.
 */
export function stayResultOf(status: string): StayResult | null {
  switch (status) {
    case 'TIMEOUT':
      return 'timeout';
    case 'LEAVEEMPTY':
    case 'LEAVEUNAVAIL':
      return 'left-empty';
    case 'JOINEMPTY':
    case 'JOINUNAVAIL':
      return 'join-empty';
    case 'FULL':
      return 'unknown';
    default:
      return null;
  }
}

/** Refusals happen before the caller is in the queue: no QueueCallerJoin tells of them (recording join-empty). */
export function isRefusal(status: string): boolean {
  return status === 'JOINEMPTY' || status === 'JOINUNAVAIL' || status === 'FULL';
}

/** app_queue hangs everybody up some moments before it says that it stops (recording restart-during-call: 1.1 s). */
export const shutdownReachMicros = 30_000_000;
