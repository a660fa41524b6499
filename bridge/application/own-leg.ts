import type { LiveCall } from '../domain/telephony/floor-change.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Account } from './store.ts';

export type OwnLeg = LiveCall['parties'][number] & { channel: string };

/** The operator's own living leg in a call; null: the call is not, or no longer, at their seat. */
export function ownLeg(floor: FloorKeeper, desks: Desks, account: Account, callId: string): OwnLeg | null {
  const seat = desks.of(account).session?.seat;
  const party = floor
    .call(callId)
    ?.parties.findLast((one) => one.seat === seat && one.phase !== 'gone' && one.channel !== null);
  return party?.channel == null ? null : { ...party, channel: party.channel };
}
