import type { EmbedderView } from '../../../bridge/protocol/embedding.ts';
import type { Ask, AskResult } from '../../../sdk/messages.ts';
import { isLive } from '../call/in-hand.ts';
import { realTimers } from '../link/wire.ts';
import type { OperatorDesk } from '../pages/operator/desk.ts';
import { Border } from './border.ts';
import { Teller } from './teller.ts';
import { embeddingWords } from './words.ts';

/** Joins a desk to the page around it. The function that comes back says goodbye and takes it apart. */
export function standIn(desk: OperatorDesk, embedders: readonly EmbedderView[], around: Window): () => void {
  let teller: Teller | null = null;
  const border = new Border({
    embedders,
    around,
    post: (message, origin) => around.postMessage(message, origin),
    now: realTimers.now,
    ask: (ask, embedder) => asked(desk, ask, embedder),
    connected(embedder) {
      teller = new Teller(
        {
          tell: (event) => border.tell(event),
          fullNumber: (callId) => fullNumber(desk, callId, embedder),
        },
        desk.drafts.all.get(),
        desk.saver.saved.get(),
      );
      look();
    },
  });
  const look = () => {
    const view = desk.view.get();
    if (view !== null) teller?.desk(view);
  };
  const receive = (event: MessageEvent) => border.receive(event);
  addEventListener('message', receive);
  const ends = [
    desk.view.subscribe(look),
    desk.drafts.all.subscribe(() => teller?.drafts(desk.drafts.all.get())),
    desk.saver.saved.subscribe(() => teller?.saved(desk.saver.saved.get())),
  ];
  return () => {
    removeEventListener('message', receive);
    for (const end of ends) end();
    border.close();
  };
}

/** What cannot be is answered at once; what can is the operator's to decide. */
function asked(desk: OperatorDesk, ask: Ask, embedder: EmbedderView): Promise<AskResult> {
  const view = desk.view.get();
  const refused = (code: string, message: string) => Promise.resolve<AskResult>({ ok: false, code, message });
  if (ask.do === 'dial' && !embedder.dialPrefixes.some((prefix) => ask.number.startsWith(prefix)))
    return refused('not-allowed', embeddingWords.notAllowed(ask.number));
  if (view === null || view.seat === null) return refused('no-seat', embeddingWords.noSeat);
  if (ask.do === 'dial' && view.cards.some(isLive)) return refused('in-call', embeddingWords.inCall);
  return desk.wishes.ask(ask, embedder.name, embedder.origin);
}

async function fullNumber(
  desk: OperatorDesk,
  callId: string,
  { origin, fullNumber: given, events }: EmbedderView,
): Promise<string | null> {
  if (!given || !events.includes('call')) return null;
  const result = await desk.connection.command({ type: 'number-for-embedder', origin, callId });
  return result.outcome === 'number' ? result.number : null;
}
