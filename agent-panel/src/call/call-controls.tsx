import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { keyMap } from '../keys/keymap.ts';
import { type KeyHandlers, useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { words } from '../pages/operator/words.ts';
import { type Control, handOnControl, keypadControl, muteControl } from './controls.ts';
import type { Drawer } from './hand-on/use-drawer.ts';
import { handOnWords } from './hand-on/words.ts';
import { isLive } from './in-hand.ts';

/** A talk shorter than this is ended only on a second press: the key may have been hit too early. */
const SHORT_TALK_MS = 3_000;
const ASKED_MS = 4_000;

interface Props {
  card: CallCard;
  drawer: Drawer | null;
  onDrawer: (drawer: Drawer | null) => void;
}

/** 接听、保持、静音、咨询/转接、挂断, each only where the exchange can do it; where it cannot, the telephone does. */
export function CallControls({ card, drawer, onDrawer }: Props) {
  const desk = useDesk();
  const can = useStore(desk.view)?.capabilities;
  const [asked, setAsked] = useState(false);
  const { live: linked } = useDeskTime();
  const live = isLive(card);
  const held = card.phase === 'held';

  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), ASKED_MS);
    return () => clearTimeout(timer);
  }, [asked]);

  function hangUp() {
    const short = card.answeredAt !== null && desk.connection.now() - card.answeredAt < SHORT_TALK_MS;
    setAsked(short && !asked);
    if (!short || asked) void desk.act({ type: 'hang-up', callId: card.callId });
  }

  const keys: KeyHandlers = {};
  // Without both links no button here can do anything: the telephone still can.
  if (linked && can?.answer && card.phase === 'ringing')
    keys.answer = () => void desk.act({ type: 'answer', callId: card.callId });
  if (linked && can?.hold && (held || card.phase === 'talking'))
    keys.hold = () => void desk.act({ type: 'hold', callId: card.callId, held: !held });
  // While the seat consults, the exchange would hand the citizen on: the consultation has its own ways out.
  if (linked && can?.hangUp && live && !(card.phase === 'consulting' && card.consultation != null))
    keys['hang-up'] = hangUp;
  const muted = card.muted !== false && card.muted !== undefined;
  const mute = can && muteControl(card, can, linked);
  const handOn = can && handOnControl(card, can, linked);
  const keypad = can && keypadControl(card, can, linked);
  /** what cannot be done now says why, by key as by mouse */
  const whenAble = (control: Control, act: () => void) => () =>
    control.able ? act() : desk.refusal.set(control.why);
  if (can?.mute && mute && live)
    keys.mute = whenAble(mute, () => void desk.act({ type: 'mute', callId: card.callId, muted: !muted }));
  if ((can?.consult || can?.transfer) && handOn && live)
    keys['hand-on'] = whenAble(handOn, () => onDrawer(drawer === 'directory' ? null : 'directory'));
  if (can?.press && keypad?.able) keys.keypad = () => onDrawer(drawer === 'keypad' ? null : 'keypad');
  useKeys(keys);

  return (
    <>
      {card.phase === 'ringing' && keys.answer === undefined && (
        <p className="phase-words">{words.call.pickUp}</p>
      )}
      {!linked && live && <p className="phase-words">{words.call.onPhone}</p>}
      {Object.keys(keys).length > 0 && (
        <p className="call-controls">
          {keys.answer && (
            <Button type="primary" onClick={keys.answer}>
              {words.call.answer} <kbd>{keyMap.label('answer')}</kbd>
            </Button>
          )}
          {keys.hold && (
            <Button onClick={keys.hold}>
              {held ? words.call.resume : words.call.hold} <kbd>{keyMap.label('hold')}</kbd>
            </Button>
          )}
          {keys.mute && mute && (
            <ControlButton control={mute} pressed={muted} onClick={keys.mute}>
              {muted ? handOnWords.unmute : handOnWords.mute} <kbd>{keyMap.label('mute')}</kbd>
            </ControlButton>
          )}
          {keys['hand-on'] && handOn && (
            <ControlButton control={handOn} pressed={drawer === 'directory'} onClick={keys['hand-on']}>
              {handOnWords.open} <kbd>{keyMap.label('hand-on')}</kbd>
            </ControlButton>
          )}
          {keys.keypad && (
            <Button aria-expanded={drawer === 'keypad'} onClick={keys.keypad}>
              {handOnWords.keypad} <kbd>{keyMap.label('keypad')}</kbd>
            </Button>
          )}
          {keys['hang-up'] && (
            <Button danger onClick={hangUp}>
              {card.phase === 'conference' ? handOnWords.leave : words.call.hangUp}{' '}
              <kbd>{keyMap.label('hang-up')}</kbd>
            </Button>
          )}
        </p>
      )}
      {asked && (
        <p className="hang-up-sure" role="alert">
          {words.call.hangUpSure()}
        </p>
      )}
    </>
  );
}

interface ControlButtonProps {
  control: Control;
  pressed: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** One that cannot be used now can still be pressed, to hear why. */
function ControlButton({ control, pressed, onClick, children }: ControlButtonProps) {
  const blocked = !control.able;
  return (
    <Button
      aria-disabled={blocked || undefined}
      aria-pressed={pressed}
      data-blocked={blocked || undefined}
      title={control.able ? undefined : control.why}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
