import { useEffect, useState } from 'react';
import { useStore } from '../link/use-store.ts';
import { Icon } from '../ui/icons.tsx';
import { askConsent, lookAtConsent, neverAsk, noticeConsent } from './desktop-notice.ts';
import { popWords } from './words.ts';

/** One line while nobody calls. Pressed away it does not come back on this PC. */
export function AskConsent() {
  const consent = useStore(noticeConsent);
  const [asked, setAsked] = useState(false);
  useEffect(lookAtConsent, []);

  if (asked && (consent === 'granted' || consent === 'denied'))
    return (
      <p className="ask-consent" role="status">
        <Icon name={consent === 'granted' ? 'check' : 'alert'} />
        {consent === 'granted' ? popWords.on : popWords.refused}
      </p>
    );
  if (consent !== 'unasked') return null;
  return (
    <div className="ask-consent">
      <p>
        <Icon name="bell" /> {popWords.ask}
      </p>
      <p>
        <button
          type="button"
          className="plain"
          onClick={() => {
            setAsked(true);
            void askConsent();
          }}
        >
          {popWords.turnOn}
        </button>
        <button type="button" className="quiet" onClick={neverAsk}>
          {popWords.never}
        </button>
      </p>
    </div>
  );
}
