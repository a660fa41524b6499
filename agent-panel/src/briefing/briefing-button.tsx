import { memo, useState } from 'react';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Icon } from '../ui/icons.tsx';
import './briefing.css';
import { BriefingPanel } from './briefing-panel.tsx';
import { useBriefing } from './use-briefing.ts';
import { briefingWords } from './words.ts';

/**
 * 班前播报 in the status bar: how many of today's changes nobody at this seat has looked at; behind it, the sentences. Not
 * drawn with each frame of the desk, as the rest of the bar is.
 */
export const BriefingButton = memo(function BriefingButton({ accountId }: { accountId: string }) {
  const briefing = useBriefing(accountId);
  // What was new when it was opened stays marked while it is open.
  const [shownFresh, setShownFresh] = useState<ReadonlySet<string> | null>(null);
  const unread = briefing.fresh.size;
  const label = briefingWords.open(unread);

  function toggle() {
    if (shownFresh !== null) return setShownFresh(null);
    setShownFresh(briefing.fresh);
    briefing.markSeen();
  }
  useKeys({ briefing: toggle });

  return (
    <span className="briefing">
      <button
        type="button"
        className="quiet briefing-button"
        title={`${label} ${keyMap.label('briefing')}`}
        aria-label={label}
        aria-expanded={shownFresh !== null}
        data-unread={unread > 0 || undefined}
        onClick={toggle}
      >
        <Icon name="news" />
        <span className="briefing-name">{briefingWords.name}</span>
        {unread > 0 && <b>{unread}</b>}
      </button>
      {shownFresh !== null && (
        <BriefingPanel briefing={briefing} fresh={shownFresh} onClose={() => setShownFresh(null)} />
      )}
    </span>
  );
});
