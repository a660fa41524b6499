import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { keyMap } from '../keys/keymap.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { words } from '../pages/operator/words.ts';
import { recordWords } from '../record/words.ts';
import { Icon } from '../ui/icons.tsx';
import { duration } from '../ui/time.ts';
import { isGone, isLive, isUnfinished } from './in-hand.ts';
import { phaseLook, phaseSince } from './phase-look.ts';

interface Props {
  cards: readonly CallCard[];
  /** the shown record is unfinished: moving on parks it */
  parks: boolean;
  /** a caller is on the line: others' records are counted in the status bar, and nothing of them stands here */
  inCall: boolean;
  onShow: (card: CallCard) => void;
}

/** Calls and records that are not in hand: one line each, above the page, never over it and never with the focus. */
export function Beside({ cards, parks, inCall, onShow }: Props) {
  const { pbxNow, live } = useDeskTime();
  const drafts = useStore(useDesk().drafts.all);
  const shown = cards.filter((card) => {
    if (card.phase === 'ringing' || isLive(card)) return true;
    return !inCall && card.phase !== 'missed';
  });
  if (shown.length === 0) return null;
  return (
    <section className="beside" aria-label={words.beside.label} data-stale={!live || undefined}>
      {shown.map((card) => {
        const since = phaseSince(card);
        const urgent = card.phase === 'ringing' || isLive(card);
        const { icon, tone } = phaseLook(card.phase);
        return (
          <div
            key={card.interactionId}
            className={`beside-line tone-${live ? tone : 'soft'}`}
            data-urgent={urgent || undefined}
          >
            <Icon name={icon} />
            <strong>
              {drafts.get(card.interactionId)?.save.step === 'asked'
                ? recordWords.sync.state
                : stateWords(card)}
            </strong>
            {urgent && since !== null && <span className="clock">{duration(pbxNow - since)}</span>}
            <span>{card.number ?? words.call.withheld}</span>
            <span className="beside-more">
              {[card.place?.name, card.queueName].filter(Boolean).join(' · ')}
            </span>
            {!isGone(card) && !inCall && (
              <button type="button" className="plain" onClick={() => onShow(card)}>
                {urgent && parks ? words.beside.showParking(keyMap.label('park')) : words.beside.show}
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}

function stateWords(card: CallCard): string {
  if (card.phase === 'answered-elsewhere') return words.call.elsewhere(card.answeredBy);
  if (card.phase === 'ringing') return words.beside.ringing;
  if (isLive(card)) return words.beside.live;
  if (card.record?.parked) return words.beside.parked;
  if (isUnfinished(card)) return words.beside.unfinished;
  return words.phase[card.phase];
}
