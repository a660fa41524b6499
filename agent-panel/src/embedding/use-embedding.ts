import { useEffect } from 'react';
import { embeddingAnswerSchema } from '../../../bridge/protocol/embedding.ts';
import { rest } from '../link/rest.ts';
import { realTimers } from '../link/wire.ts';
import type { OperatorDesk } from '../pages/operator/desk.ts';
import { readDeepLink } from './deep-link.ts';
import { takeOver } from './one-panel.ts';
import { standIn } from './stand-in.ts';

const RETRY_MS = 3_000;

/** In a frame the desk speaks with the page around it; alone there is nobody to speak with, and nothing is asked. */
export function useEmbedding(desk: OperatorDesk): void {
  useEffect(() => {
    const around = window.parent;
    if (around === window) return;
    let leave = () => {};
    let left = false;
    const begin = async () => {
      const answer = await rest('GET', 'embedding', embeddingAnswerSchema);
      if (left) return;
      if (answer.ok) leave = standIn(desk, answer.value.embedders, around);
      else if (answer.status === 0 || answer.status >= 500)
        leave = realTimers.after(RETRY_MS, () => void begin());
    };
    void begin();
    return () => {
      left = true;
      leave();
    };
  }, [desk]);
}

/** An address with a wish in it (`#search/…`) is taken once: a reload does not wish again. */
export function useDeepLinks(desk: OperatorDesk): void {
  useEffect(() => {
    const wish = (hash: string) => {
      const ask = readDeepLink(hash);
      if (ask === null) return false;
      void desk.wishes.ask(ask, null, '').then((result) => {
        if (!result.ok && result.code !== 'declined') desk.refusal.set(result.message);
      });
      return true;
    };
    const read = () => {
      if (wish(location.hash)) history.replaceState(null, '', location.pathname + location.search);
    };
    read();
    addEventListener('hashchange', read);
    const leave = takeOver(desk.me.accountId, wish);
    return () => {
      removeEventListener('hashchange', read);
      leave();
    };
  }, [desk]);
}
