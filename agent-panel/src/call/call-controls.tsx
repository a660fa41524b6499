import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { keyMap } from '../keys/keymap.ts';
import { type KeyHandlers, useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { words } from '../pages/operator/words.ts';
import { isLive } from './in-hand.ts';

/** A talk shorter than this is ended only on a second press: the key may have been hit too early. */
const SHORT_TALK_MS = 3_000;
const ASKED_MS = 4_000;

/** 接听、保持、挂断, each only where the exchange can do it; where it cannot, the telephone does. */
export function CallControls({ card }: { card: CallCard }) {
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
  if (linked && can?.hangUp && live) keys['hang-up'] = hangUp;
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
          {keys['hang-up'] && (
            <Button danger onClick={hangUp}>
              {words.call.hangUp} <kbd>{keyMap.label('hang-up')}</kbd>
            </Button>
          )}
        </p>
      )}
      {asked && (
        <p className="hang-up-sure" role="alert">
          {words.call.hangUpSure}
        </p>
      )}
    </>
  );
}
