import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../bridge/protocol/domain.ts';
import { PackButton } from '../call-bundle/pack-button.tsx';
import { CallerTags } from '../caller-tags/caller-tags.tsx';
import { OpenOrders } from '../open-orders/open-orders.tsx';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import { duration } from '../ui/time.ts';
import { CallControls } from './call-controls.tsx';
import { CallerNumber } from './caller-number.tsx';
import { ConsultBar } from './hand-on/consult-bar.tsx';
import { HandOnDrawer } from './hand-on/hand-on-drawer.tsx';
import { HandOver } from './hand-on/hand-over.tsx';
import { Keypad } from './hand-on/keypad.tsx';
import { useDrawer } from './hand-on/use-drawer.ts';
import { handOnWords } from './hand-on/words.ts';
import { History } from './history.tsx';
import { isLive } from './in-hand.ts';
import { phaseLook, phaseSince } from './phase-look.ts';

interface Props {
  card: CallCard;
  /** the record as it stands goes along when the call is handed on */
  notes: HandOverNotes;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
  /** the caller calls about the same matter again */
  onRepeat: () => void;
}

/** Who calls, where the call stands, and what this caller was told before. */
export function CallColumn({ card, notes, onOpenAnswer, onRepeat }: Props) {
  const { now, pbxNow, live } = useDeskTime();
  const { icon, tone } = phaseLook(card.phase);
  const since = phaseSince(card);
  const [drawer, setDrawer] = useDrawer(card);
  return (
    <section className="call-column" aria-label={words.call.column} data-stale={!live || undefined}>
      <div className={`call-head tone-${live ? tone : 'soft'}`} data-phase={card.phase}>
        <Icon name={icon} size={18} />
        <strong>{words.phase[card.phase]}</strong>
        <Muted card={card} />
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
            <li className={isKnown(card) && card.callsThisWeek > 2 ? 'fact-loud' : ''}>{callsOf(card)}</li>
          )}
          {card.handedOn != null && !isLive(card) && (
            <li className="fact-loud">{handOnWords.handedOn(card.handedOn.to)}</li>
          )}
          {card.transferredFrom !== null && card.handOver == null && (
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
        <CallControls card={card} drawer={drawer} onDrawer={setDrawer} />
      </div>
      <CallerTags card={card} notes={notes} />
      <ConsultBar card={card} notes={notes} />
      {drawer === 'keypad' && <Keypad card={card} onClose={() => setDrawer(null)} />}
      {drawer === 'directory' ? (
        <HandOnDrawer card={card} notes={notes} onClose={() => setDrawer(null)} />
      ) : (
        <>
          {card.handOver != null && <HandOver from={card.handOver} />}
          <History card={card} notes={notes} onOpenAnswer={onOpenAnswer} onRepeat={onRepeat} />
          <OpenOrders card={card} />
        </>
      )}
      <PackButton callId={card.callId} />
    </section>
  );
}

/** Colour, icon and word: whoever forgets it talks to nobody. */
function Muted({ card }: { card: CallCard }) {
  if (!isLive(card) || card.muted === false || card.muted === undefined) return null;
  const known = card.muted === true;
  return (
    <span
      className="muted-sign"
      role="status"
      title={known ? handOnWords.mutedWhat : handOnWords.muteUnknown()}
    >
      <Icon name="muted" size={16} /> {known ? handOnWords.muted : '?'}
      <span className="unseen">{known ? handOnWords.mutedWhat : handOnWords.muteUnknown()}</span>
    </span>
  );
}

/** Left out by bridges from before it was told: what they tell is known. */
function isKnown({ callerKnown = 'read' }: CallCard): boolean {
  return callerKnown === 'read';
}

function callsOf(card: CallCard): string {
  if (card.callerKnown === 'unreadable') return words.call.countUnreadable;
  if (!isKnown(card)) return words.call.countReading;
  return card.callsThisWeek > 1 ? words.call.thisWeek(card.callsThisWeek) : words.call.firstTime;
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
