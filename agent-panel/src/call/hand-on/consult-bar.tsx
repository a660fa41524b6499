import { Button } from 'antd';
import type { Command } from '../../../../bridge/protocol/commands.ts';
import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../../bridge/protocol/domain.ts';
import { keyMap } from '../../keys/keymap.ts';
import { type KeyHandlers, useKeys } from '../../keys/use-keys.ts';
import { useStore } from '../../link/use-store.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { useDeskTime } from '../../pages/operator/desk-time.ts';
import { Icon } from '../../ui/icons.tsx';
import { duration } from '../../ui/time.ts';
import { consultControl } from '../controls.ts';
import { handOnWords as words } from './words.ts';

interface Props {
  card: CallCard;
  notes: HandOverNotes | null;
}

/** Whom the seat consults, since when, and the three ways on; or the three who hear each other, and the way out. */
export function ConsultBar({ card, notes }: Props) {
  const desk = useDesk();
  const can = useStore(desk.view)?.capabilities;
  const { pbxNow, live: linked } = useDeskTime();
  const { callId, consultation } = card;
  const control = consultControl(card, linked);
  const own = consultation?.by === 'exchange';
  const act = (command: Command) => () => {
    if (control.able || command.type === 'cancel-consult') void desk.act(command);
    else desk.refusal.set(control.why);
  };
  const keys: KeyHandlers = {};
  if (linked && card.phase === 'consulting' && own) {
    keys['complete-consult'] = act({ type: 'complete-consult', callId, notes });
    keys['cancel-consult'] = act({ type: 'cancel-consult', callId });
    if (can?.conference) keys['three-way'] = act({ type: 'conference', callId });
  }
  useKeys(keys);

  if (card.phase === 'conference')
    return (
      <section className="consult tone-violet" aria-label={words.threeWay}>
        <p>
          <Icon name="people" /> <strong>{words.inThree}</strong>
        </p>
        <p className="soft">{words.leaveWhat}</p>
      </section>
    );
  if (card.phase !== 'consulting') return null;
  if (consultation == null)
    return (
      <section className="consult tone-violet" aria-label={words.consulting}>
        <p>
          <Icon name="bubble" /> <strong>{words.asked}</strong>
        </p>
      </section>
    );
  const to = consultation.to ?? words.somebody;
  return (
    <section className="consult tone-violet" aria-label={words.consulting}>
      <p>
        <Icon name={consultation.answered ? 'bubble' : 'bell'} />{' '}
        <strong>{consultation.answered ? words.answered(to) : words.ringing(to)}</strong>
        {consultation.since !== null && (
          <span className="clock"> {duration(pbxNow - consultation.since)}</span>
        )}
      </p>
      <p className="consult-waits">
        <Icon name="pause" size={13} /> {words.waits}
      </p>
      {own ? (
        <p className="consult-acts">
          <Way
            action="complete-consult"
            label={words.complete}
            on={keys['complete-consult']}
            able={control.able}
          />
          {can?.conference && (
            <Way action="three-way" label={words.threeWay} on={keys['three-way']} able={control.able} />
          )}
          <Way action="cancel-consult" label={words.cancel} on={keys['cancel-consult']} able />
        </p>
      ) : (
        <p className="phase-words">{words.byTelephone}</p>
      )}
      {own && !control.able && <p className="soft">{control.why}</p>}
    </section>
  );
}

interface WayProps {
  action: 'complete-consult' | 'three-way' | 'cancel-consult';
  label: string;
  on: (() => void) | undefined;
  able: boolean;
}

function Way({ action, label, on, able }: WayProps) {
  if (on === undefined) return null;
  return (
    <Button aria-disabled={!able || undefined} data-blocked={!able || undefined} onClick={on}>
      {label} <kbd>{keyMap.label(action)}</kbd>
    </Button>
  );
}
