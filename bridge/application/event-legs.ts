import type { TelephonyEvent } from '../domain/telephony/event.ts';

/** The legs that an event speaks of: by them the journal's events are found again for one call. */
export function legsOf(event: TelephonyEvent): string[] {
  return mentioned(event).filter((leg): leg is string => leg !== null);
}

function mentioned(event: TelephonyEvent): (string | null)[] {
  switch (event.type) {
    case 'legs-paired':
    case 'pair-optimised':
      return [event.one, event.two];
    case 'dial-began':
    case 'dial-ended':
      return [event.from, event.to];
    case 'queue-offered':
    case 'queue-unanswered':
    case 'queue-connected':
    case 'queue-completed':
      return [event.leg, event.seatLeg];
    case 'transferred-blind':
      return [event.leg, event.transferee];
    case 'transferred-attended':
      return [event.leg, event.second, event.transferee, event.targetLeg, event.pairOne, event.pairTwo];
    case 'spy-began':
    case 'spy-ended':
      return [event.leg, event.spied];
    case 'queues-found':
      return event.waiting.map(({ leg }) => leg);
    case 'legs-found':
      return event.legs.map(({ leg }) => leg);
    default:
      return 'leg' in event ? [event.leg] : [];
  }
}
