import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { keyMap } from '../keys/keymap.ts';
import { composing } from '../keys/press.ts';
import { useKeys } from '../keys/use-keys.ts';
import { realTimers } from '../link/wire.ts';
import { Icon } from '../ui/icons.tsx';
import type { Wish } from './use-wish.ts';
import { embeddingWords } from './words.ts';

/** A key that was on its way before anybody can have read the question is no answer, ms. */
const READ_MS = 600;

/** What another system asks for, at the foot of the call: nothing moves for it, and no field loses its cursor. */
export function AskedStrip({ wish: { asked, accept, decline } }: { wish: Wish }) {
  const { ask, from, underWay } = asked;
  const button = useRef<HTMLButtonElement>(null);
  const since = useRef(realTimers.now());

  useEffect(() => {
    const rest = () => {
      if (document.activeElement === document.body && document.hasFocus()) button.current?.focus();
    };
    rest();
    // In a frame the hands may come over from the page around only now.
    addEventListener('focus', rest);
    return () => removeEventListener('focus', rest);
  }, []);

  const agreed = () => {
    if (realTimers.now() - since.current >= READ_MS) accept();
  };
  useKeys({ 'agree-outside': agreed, 'decline-outside': decline });

  return (
    <section
      className="asked"
      aria-label={embeddingWords.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || composing(event.nativeEvent)) return;
        event.preventDefault();
        decline();
      }}
    >
      <p role="status">
        <Icon name={ask.do === 'dial' ? 'phone' : 'link'} />
        <span>
          <b>{embeddingWords.from(from)}</b>
          {underWay ? embeddingWords.dialling : embeddingWords.asks(ask)}
        </span>
      </p>
      {!underWay && (
        <p className="asked-acts">
          <Button type="primary" ref={button} onClick={agreed}>
            {embeddingWords.accept(ask)} <kbd>{keyMap.label('agree-outside')}</kbd>
          </Button>
          <Button onClick={decline}>
            {embeddingWords.decline} <kbd>{keyMap.label('decline-outside')}</kbd>
          </Button>
        </p>
      )}
    </section>
  );
}
