import type { OfferResult } from './call-facts.ts';
import type { Call, FloorState, Leg, Offer } from './floor.ts';
import type { FloorChange } from './floor-change.ts';

/** A seat's telephone rings for a call: by a queue (AgentCalled) or without one (blind transfer, click to call). */

export function beginOffer(
  call: Call,
  seat: string,
  queue: string | null,
  leg: Leg,
  at: number,
  reconciled: boolean,
  changes: FloorChange[],
): Offer {
  const offer: Offer = {
    n: call.offers.length + 1,
    queue,
    seat,
    legs: [leg.id],
    at,
    estimated: reconciled,
    result: null,
  };
  call.offers.push(offer);
  leg.offeredIn = call.id;
  changes.push({ kind: 'offer-began', callId: call.id, seat, offer: offer.n, queue, at, reconciled });
  changes.push({ kind: 'call-changed', callId: call.id });
  return offer;
}

/** The offer that rings at this leg, in the call it was made for. */
export function offerAt(state: FloorState, leg: Leg): { call: Call; offer: Offer } | null {
  if (leg.offeredIn === null) return null;
  const call = state.calls.get(leg.offeredIn);
  const offer = call?.offers.findLast((each) => each.legs.includes(leg.id));
  return call && offer ? { call, offer } : null;
}

/** First evidence wins; only a telephone's own refusal (486, 603) corrects the queue's "no answer" (FINDINGS 19). */
export function endOffer(
  call: Call,
  offer: Offer,
  result: OfferResult,
  at: number,
  changes: FloorChange[],
): void {
  if (offer.result !== null && !(offer.result === 'no-answer' && result === 'rejected')) return;
  const corrected = offer.result !== null;
  offer.result = result;
  if (!corrected)
    changes.push({ kind: 'offer-ended', callId: call.id, seat: offer.seat, offer: offer.n, result, at });
  changes.push({ kind: 'call-changed', callId: call.id });
}

/** Q.850 17 user busy and 21 call rejected; with SIP 486, 600, 603 it was the telephone that refused. */
export function refused(cause: number | null): boolean {
  return cause === 17 || cause === 21;
}
