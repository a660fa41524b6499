import type { PbxCommand } from './ports.ts';

/** What one seat's memberships should be. `pause` null: ready; queues empty: signed out. */
export interface DesiredSeat {
  interface: string;
  name: string;
  queues: readonly { queue: string; penalty: number }[];
  pause: string | null;
  /** queues that it was in by our doing and must leave */
  leave: readonly string[];
}

export interface ActualMembership {
  queue: string;
  penalty: number;
  paused: boolean;
  reason: string;
}

/**
 * The commands that make what is into what should be; none when it is so already.
 *
 * - A queue is joined paused, whatever the seat's state, and the pause is lifted afterwards: a member that joins ready
 *   can be rung before its pause arrives.
 * - A pause holds for every queue the seat is in, also for those it was put into by others; their memberships
 *   themselves are left alone.
 * - The exchange has no way here to change a penalty, so the queue is left and joined again.
 */
export function planMemberships(desired: DesiredSeat, actual: readonly ActualMembership[]): PbxCommand[] {
  const { interface: line, name, pause } = desired;
  const commands: PbxCommand[] = [];
  const now = new Map(actual.map((membership) => [membership.queue, membership]));

  for (const queue of desired.leave) {
    if (!now.delete(queue)) continue;
    commands.push({ type: 'leave-queue', queue, interface: line });
  }
  for (const { queue, penalty } of desired.queues) {
    const membership = now.get(queue);
    if (membership?.penalty === penalty) continue;
    if (membership !== undefined) commands.push({ type: 'leave-queue', queue, interface: line });
    const reason = pause ?? '';
    commands.push({ type: 'join-queue', queue, interface: line, name, penalty, paused: true, reason });
    now.set(queue, { queue, penalty, paused: true, reason });
  }

  // A seat that only leaves keeps whatever pause it has in queues that are not ours.
  if (desired.queues.length === 0) return commands;
  const wrong = [...now.values()].filter((membership) => !hasPause(membership, pause));
  const command = { type: 'pause', interface: line, paused: pause !== null, reason: pause ?? '' } as const;
  if (wrong.length > 0 && wrong.length === now.size) commands.push({ ...command, queue: null });
  else for (const { queue } of wrong) commands.push({ ...command, queue });
  return commands;
}

function hasPause(membership: ActualMembership, pause: string | null): boolean {
  return pause === null ? !membership.paused : membership.paused && membership.reason === pause;
}
