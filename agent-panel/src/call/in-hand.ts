import type { CallCard } from '../../../bridge/protocol/desk.ts';

const talking: ReadonlySet<CallCard['phase']> = new Set(['talking', 'held', 'consulting', 'conference']);

export function isLive(card: CallCard): boolean {
  return talking.has(card.phase);
}

/** Over, and its record is still to be written. */
export function isUnfinished(card: CallCard): boolean {
  return card.phase === 'ended' && card.record !== null && !card.record.parked && card.record.saved === null;
}

function isParked(card: CallCard): boolean {
  return card.phase === 'ended' && card.record?.parked === true;
}

/** Rang here and was not talked to here: nothing to write. */
export function isGone(card: CallCard): boolean {
  return card.phase === 'answered-elsewhere' || card.phase === 'missed';
}

const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/**
 * Whose page is shown. One card fills the page, the others wait beside it as one line each: no one's data ever
 * stands beside another's call.
 *
 * - A call one talks to is never left by itself.
 * - A new call takes the place of a finished or idle page; during a wrap-up it waits beside, and comes to the
 *   front when it is answered.
 * - Never while a field is in use: then the operator moves (Alt+P), not the page.
 *
 * @param shown interaction shown so far
 * @param fieldInUse someone is typing into the shown record, or composing Chinese anywhere
 * @returns the interaction to show, or null for the idle page
 */
export function chooseInHand(
  cards: readonly CallCard[],
  shown: string | null,
  fieldInUse: boolean,
): string | null {
  const current = cards.find((card) => card.interactionId === shown);
  const live = last(cards.filter(isLive));
  const ringing = last(cards.filter((card) => card.phase === 'ringing'));
  const unfinished = cards.find(isUnfinished);
  const best = live ?? ringing ?? unfinished ?? last(cards.filter(isGone));

  if (fieldInUse) return current?.interactionId ?? null;
  if (current === undefined) return best?.interactionId ?? null;
  if (isLive(current)) return current.interactionId;
  if (current.phase === 'ringing' || isUnfinished(current)) return (live ?? current).interactionId;
  // Put aside, and looked at by hand: only a call takes it away again.
  if (isParked(current)) return (live ?? ringing ?? current).interactionId;
  return (live ?? ringing ?? unfinished ?? current).interactionId;
}

/** The cards that are not shown, as the lines beside the page. */
export function beside(cards: readonly CallCard[], shown: string | null): CallCard[] {
  return cards.filter(
    (card) => card.interactionId !== shown && !(card.record?.saved != null && card.phase === 'ended'),
  );
}
