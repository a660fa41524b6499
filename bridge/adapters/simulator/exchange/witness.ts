import type { Channel } from './channel.ts';

export type StayEnd = 'answered' | 'abandoned' | 'timeout' | 'left-empty' | 'taken';
export type RingEnd = 'answered' | 'no-answer' | 'rejected' | 'withdrawn';

/**
 * Sees what truly happens on the simulated floor, without the detour over messages: what the bridge makes of the
 * messages is compared with it. Times are the clock's; the messages follow within some milliseconds.
 */
export interface Witness {
  born(channel: Channel): void;
  queueJoined(caller: Channel, queue: string): void;
  queueLeft(caller: Channel, queue: string, how: StayEnd): void;
  queueRefused(caller: Channel, queue: string): void;
  rung(leg: Channel, caller: Channel | null, queue: string | null): void;
  ringEnded(leg: Channel, how: RingEnd): void;
  met(leg: Channel): void;
  parted(leg: Channel, from: readonly Channel[]): void;
  held(leg: Channel, held: boolean): void;
  transferred(
    kind: 'blind' | 'attended' | 'redirect',
    by: Channel | null,
    citizen: Channel,
    exten: string,
  ): void;
  hungUp(leg: Channel): void;
  ended(leg: Channel): void;
  rated(caller: Channel, key: string | null): void;
}
