import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { words } from '../pages/operator/words.ts';

/** The pop for ears: read out at once, without moving anybody's focus. */
export function Announce({ cards }: { cards: readonly CallCard[] }) {
  const ringing = cards.filter((card) => card.phase === 'ringing');
  return (
    <div className="unseen" role="status" aria-live="assertive" aria-atomic="false">
      {ringing.map((card) => (
        <p key={`${card.interactionId}/${card.offer}`}>
          {words.call.announce(
            card.number ?? words.call.withheld,
            card.place?.name ?? words.call.placeUnknown,
            card.queueName ?? words.call.direct,
          )}
        </p>
      ))}
    </div>
  );
}
