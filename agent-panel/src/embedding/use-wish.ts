import { useEffect, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { AskResult } from '../../../sdk/messages.ts';
import { SEARCH_ID } from '../answers/places.ts';
import { fieldInUse } from '../call/field-in-use.ts';
import { isGone } from '../call/in-hand.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { type Asked, declined } from './wishes.ts';

/** How the page does what was wished for. */
export interface WishActs {
  search(words: string): void;
  openAnswer(articleId: string, clauseNo: string): void;
  openRecord(recordNo: string): Promise<AskResult>;
}

export interface Wish {
  asked: Asked;
  accept(): void;
  decline(): void;
}

const done: AskResult = { ok: true };

/**
 * The wish that the operator has to be asked about; null: there is none, or it was done at once. Done at once is only
 * what changes nothing under anybody's hands: no call or record is open, no field is in use, and nothing is dialled.
 */
export function useWish(card: CallCard | null, acts: WishActs): Wish | null {
  const desk = useDesk();
  const asked = useStore(desk.wishes.pending);
  const [shown, setShown] = useState<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once, when the wish comes
  useEffect(() => {
    if (asked === null || asked.underWay) return;
    if (asked.ask.do === 'dial' || isAtWork(card)) setShown(asked.id);
    else void fulfil(asked);
  }, [asked?.id]);

  async function fulfil(wish: Asked) {
    desk.wishes.begin(wish.id);
    const result = await act(wish);
    desk.wishes.settle(wish.id, result);
  }

  async function act({ ask, origin }: Asked): Promise<AskResult> {
    switch (ask.do) {
      case 'search':
        acts.search(ask.words);
        return done;
      case 'open-answer':
        acts.openAnswer(ask.articleId, ask.clauseNo);
        return done;
      case 'open-record':
        return said(await acts.openRecord(ask.recordNo));
      case 'dial': {
        const result = await desk.connection.command({
          type: 'dial-for-embedder',
          origin,
          number: ask.number,
        });
        return said(result.outcome === 'refused' ? { ok: false, ...result } : done);
      }
    }
  }

  /** Who agreed to it is told here too. */
  function said(result: AskResult): AskResult {
    desk.refusal.set(result.ok ? null : result.message);
    return result.ok ? result : { ok: false, code: result.code, message: result.message };
  }

  if (asked === null || asked.id !== shown) return null;
  return {
    asked,
    accept: () => {
      if (!asked.underWay) void fulfil(asked);
    },
    decline: () => {
      if (!asked.underWay) desk.wishes.settle(asked.id, declined);
    },
  };
}

function isAtWork(card: CallCard | null): boolean {
  const open = card !== null && !isGone(card) && !(card.phase === 'ended' && card.record?.saved != null);
  const active = document.activeElement;
  const typing = active instanceof HTMLInputElement && active.id === SEARCH_ID && active.value !== '';
  return open || fieldInUse() || (typing && document.hasFocus());
}
