import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { createFloor } from '../../../bridge/domain/telephony/floor.ts';
import type { FloorChange } from '../../../bridge/domain/telephony/floor-change.ts';
import { liveCall } from '../../../bridge/domain/telephony/floor-views.ts';
import { reduceFloor } from '../../../bridge/domain/telephony/reduce-floor.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';
import { type Span, type Who, whoOf } from './shown.ts';

/** A telephone rang, or somebody talked, by the time at which the bridge was told. */
export interface AtSeat {
  callId: string;
  seat: string;
  who: Who;
  from: number;
  /** null: to the end of the journal */
  to: number | null;
  /** when it began by the exchange's clock, ms */
  truly: number;
  /** found by a snapshot, not seen */
  reconciled: boolean;
}

/** What the journal says that the panels had to show. */
export interface JournalAccount {
  rings: AtSeat[];
  talks: AtSeat[];
  /** the bridge had no link to the exchange */
  exchangeAway: Span[];
}

/** Reads the journal again, from its first event. */
export function accountOf(site: SiteFacts, events: readonly TelephonyEvent[]): JournalAccount {
  const floor = createFloor(site);
  const callers = new Map<string, string>();
  const rings: AtSeat[] = [];
  const talks: AtSeat[] = [];
  const exchangeAway: Span[] = [];
  let awaySince: number | null = null;
  let last = 0;
  for (const event of events) {
    last = event.receivedAt;
    if (event.type === 'link-lost') awaySince ??= last;
    if (event.type === 'legs-found' && awaySince !== null) {
      exchangeAway.push({ from: awaySince, to: last });
      awaySince = null;
    }
    for (const change of reduceFloor(floor, event)) {
      if ('callId' in change) {
        const caller = liveCall(floor, change.callId)?.caller ?? null;
        if (caller !== null) callers.set(change.callId, caller);
      }
      note(change, last, rings, talks);
    }
  }
  if (awaySince !== null) exchangeAway.push({ from: awaySince, to: last });
  for (const one of [...rings, ...talks]) {
    const caller = callers.get(one.callId);
    one.who = caller === undefined ? null : whoOf(caller);
  }
  return { rings, talks, exchangeAway };
}

function note(change: FloorChange, at: number, rings: AtSeat[], talks: AtSeat[]): void {
  switch (change.kind) {
    case 'offer-began':
    case 'talk-began': {
      const { callId, seat, reconciled } = change;
      const list = change.kind === 'offer-began' ? rings : talks;
      list.push({ callId, seat, who: null, from: at, to: null, truly: change.at / 1_000, reconciled });
      return;
    }
    case 'offer-ended':
    case 'talk-ended': {
      const { callId, seat } = change;
      const list = change.kind === 'offer-ended' ? rings : talks;
      const open = list.findLast((one) => one.callId === callId && one.seat === seat && one.to === null);
      if (open !== undefined) open.to = at;
      return;
    }
    case 'call-changed':
    case 'call-ended':
    case 'seat-changed':
    case 'queue-changed':
    case 'link-changed':
      return;
    default:
      change satisfies never;
  }
}
