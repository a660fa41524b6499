import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import { focusSearch } from '../../answers/places.ts';
import { composing } from '../../keys/press.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { handOnWords as words } from './words.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Keys for the menu of another hotline. Each is sent as it is pressed; which were taken is told, not hoped. */
export function Keypad({ card, onClose }: { card: CallCard; onClose: () => void }) {
  const desk = useDesk();
  const [sent, setSent] = useState('');
  const pad = useRef<HTMLDivElement>(null);
  useEffect(() => pad.current?.focus(), []);

  async function press(key: string) {
    if (await desk.act({ type: 'press-keys', callId: card.callId, keys: key }))
      setSent((before) => before + key);
  }

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') {
      onClose();
      focusSearch();
    } else if (keys.includes(event.key)) void press(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of keys, not a fieldset
    <div
      ref={pad}
      className="keypad"
      role="group"
      tabIndex={-1}
      aria-label={words.keypad}
      onKeyDown={pressed}
    >
      {keys.map((key) => (
        <button key={key} type="button" className="keypad-key" onClick={() => void press(key)}>
          {key}
        </button>
      ))}
      <p className="keypad-told" role="status">
        {sent === '' ? words.keypadHint : words.keysSent(sent)}
      </p>
    </div>
  );
}
