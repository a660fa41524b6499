import type { Membership } from '../../domain/telephony/event.ts';
import type { Trouble } from './trouble.ts';

/** ast_device_state: registered and free */
const free = 1;
/** not told by this kind of telephone: rung all the same */
const unknown = 0;

/** Why the queue will not ring this telephone, as its list of members has it; null: it will. */
export function memberTrouble(
  members: readonly Membership[],
  queue: string,
  { seat, interface: line }: { seat: string; interface: string },
): Trouble | null {
  const member = members.find((one) => one.queue === queue && one.interface === line);
  if (member === undefined) {
    const alike = members.find((one) => one.queue === queue && isOf(one.interface, seat));
    return { kind: 'member-missing', queue, interface: line, alike: alike?.interface ?? null };
  }
  if (member.paused) return { kind: 'member-paused', queue, interface: line, reason: member.reason };
  if (member.device !== free && member.device !== unknown)
    return { kind: 'member-device', queue, interface: line, device: member.device };
  return null;
}

/** Other telephones that the queue could ring just as well. */
export function othersFree(
  members: readonly Membership[],
  queue: string,
  { interface: line }: { interface: string },
): string[] {
  return members
    .filter(
      (one) =>
        one.queue === queue &&
        one.interface !== line &&
        !one.paused &&
        (one.device === free || one.device === unknown),
    )
    .map((one) => one.interface);
}

/** `SIP/1001`, `Local/1001@from-queue/n`: the same seat, written otherwise. */
function isOf(line: string, seat: string): boolean {
  return line.split(/[/@]/)[1] === seat;
}
