import { useCallback, useEffect, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { fieldInUse } from './field-in-use.ts';
import { chooseInHand } from './in-hand.ts';

/** The card that fills the page, and how to move to another by hand. */
export function useInHand(
  cards: readonly CallCard[],
): [CallCard | null, (interactionId: string | null) => void] {
  const [shown, setShown] = useState<string | null>(null);
  const choose = useCallback(() => setShown((now) => chooseInHand(cards, now, fieldInUse())), [cards]);
  useEffect(choose, [choose]);
  useEffect(() => {
    // A page that waited for a field to be left, or for the input method's words, looks again.
    const left = () => setTimeout(choose);
    addEventListener('focusout', left);
    addEventListener('compositionend', left);
    return () => {
      removeEventListener('focusout', left);
      removeEventListener('compositionend', left);
    };
  }, [choose]);
  // Chosen during this very render, so that a pop is drawn with the frame that brought it.
  const current = chooseInHand(cards, shown, fieldInUse());
  // A card that was taken away took its fields with it, without a word from them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again once the page has changed
  useEffect(choose, [current]);
  return [cards.find((card) => card.interactionId === current) ?? null, setShown];
}
