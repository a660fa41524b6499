import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { composing } from '../keys/press.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';

/** A number that was asked for is shown this long, then masked again. */
const SHOWN_MS = 30_000;

/** The number as this role may see it: the server masks before it sends. Looking behind the mask needs a reason. */
export function CallerNumber({ card }: { card: CallCard }) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [clear, setClear] = useState<string | null>(null);
  const mayReveal = desk.me.rights.includes('number-of-own-call') || desk.me.rights.includes('reveal-number');

  useEffect(() => {
    if (clear === null) return;
    const timer = setTimeout(() => setClear(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [clear]);

  async function reveal() {
    if (reason.trim() === '') return;
    desk.refusal.set(null);
    const result = await desk.connection.command({
      type: 'reveal-number',
      callId: card.callId,
      reason: reason.trim(),
    });
    if (result.outcome === 'number' && result.callId === card.callId) setClear(result.number);
    else if (result.outcome === 'refused') desk.refusal.set(result.message);
    setAsking(false);
    setReason('');
  }

  if (card.number === null)
    return (
      <p className="caller-number">
        <Icon name="lock" /> {words.call.withheld}
      </p>
    );
  return (
    <>
      <p className="caller-number">
        <span>{clear ?? card.number}</span>
        {card.numberMasked && clear === null && mayReveal && !asking && (
          <button type="button" className="quiet" onClick={() => setAsking(true)}>
            <Icon name="eye" /> {words.call.reveal}
          </button>
        )}
        {card.numberMasked && !mayReveal && <small>{words.call.masked}</small>}
      </p>
      {asking && (
        <p className="reveal">
          <Input
            autoFocus
            maxLength={200}
            value={reason}
            placeholder={words.call.revealWhy}
            aria-label={words.call.revealWhy}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (composing(event.nativeEvent)) return;
              if (event.key === 'Enter' && !event.ctrlKey) void reveal();
              if (event.key === 'Escape') setAsking(false);
            }}
          />
          <Button onClick={() => void reveal()} disabled={reason.trim() === ''}>
            {words.call.revealAsk}
          </Button>
        </p>
      )}
    </>
  );
}
