import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { PackButton } from '../call-bundle/pack-button.tsx';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import { duration } from '../ui/time.ts';
import { CallControls } from './call-controls.tsx';
import { CallerNumber } from './caller-number.tsx';
import { History } from './history.tsx';
import { phaseLook, phaseSince } from './phase-look.ts';

interface Props {
  card: CallCard;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
}

/** Who calls, where the call stands, and what this caller was told before. */
export function CallColumn({ card, onOpenAnswer }: Props) {
  const { now, pbxNow, live } = useDeskTime();
  const { icon, tone } = phaseLook(card.phase);
  const since = phaseSince(card);
  return (
    <section className="call-column" aria-label={words.call.column} data-stale={!live || undefined}>
      <div className={`call-head tone-${live ? tone : 'soft'}`} data-phase={card.phase}>
        <Icon name={icon} size={18} />
        <strong>{words.phase[card.phase]}</strong>
        {since !== null && (
          <span className="clock call-clock">
            {duration((card.phase === 'ended' ? now : pbxNow) - since)}
          </span>
        )}
      </div>
      <div className="caller">
        <CallerNumber card={card} />
        <p className="caller-place">
          {card.place === null
            ? words.call.placeUnknown
            : words.call.place(card.place.name, card.place.basis)}
        </p>
        <ul className="caller-facts">
          <li>{lineOf(card)}</li>
          {card.waitSeconds !== null && <li>{words.call.waited(duration(card.waitSeconds * 1_000))}</li>}
          {card.phase === 'ended' && card.answeredAt !== null && card.endedAt !== null && (
            <li>{words.call.talked(duration(card.endedAt - card.answeredAt))}</li>
          )}
          {card.kind === 'inbound' && card.number !== null && (
            <li className={card.callsThisWeek > 2 ? 'fact-loud' : ''}>
              {card.callsThisWeek > 1 ? words.call.thisWeek(card.callsThisWeek) : words.call.firstTime}
            </li>
          )}
          {card.transferredFrom !== null && (
            <li className="fact-loud">{words.call.transferred(card.transferredFrom)}</li>
          )}
          {card.offer > 1 && card.phase === 'ringing' && <li>{words.call.offer(card.offer)}</li>}
          {card.reconciled && (
            <li className="fact-mark" title={words.call.reconciledWhy}>
              <Icon name="link" size={14} /> {words.call.reconciled}
              <span className="unseen">：{words.call.reconciledWhy}</span>
            </li>
          )}
          {card.rating !== null && <li>{words.call.rating(card.rating)}</li>}
        </ul>
        <PhaseWords card={card} />
        <CallControls card={card} />
      </div>
      <History card={card} onOpenAnswer={onOpenAnswer} />
      <PackButton callId={card.callId} />
    </section>
  );
}

function lineOf(card: CallCard): string {
  if (card.kind === 'outbound') return words.call.outbound;
  if (card.kind === 'internal') return words.call.internal;
  return card.queueName === null ? words.call.direct : words.call.line(card.queueName);
}

function PhaseWords({ card }: { card: CallCard }) {
  const { me } = useDesk();
  if (card.phase === 'ringing' && card.kind === 'inbound')
    return <p className="greeting">{words.call.greeting(me.agentNo)}</p>;
  if (card.phase === 'answered-elsewhere')
    return <p className="phase-words">{words.call.elsewhere(card.answeredBy)}</p>;
  if (card.phase === 'missed') return <p className="phase-words">{words.call.missed}</p>;
  return null;
}
