import type { TelephonyEvent } from '../../bridge/domain/telephony/event.ts';

/** What a script tells of an event; when it was seen the exchange adds. */
export type Told = TelephonyEvent extends infer E
  ? E extends TelephonyEvent
    ? Omit<E, 'v' | 'at' | 'clock' | 'receivedAt' | 'certainty'>
    : never
  : never;
