import type { SentNotice } from '../../../bridge/protocol/notifications.ts';
import { Icon } from '../ui/icons.tsx';
import { clockTime } from '../ui/time.ts';
import { stateLooks } from './state-looks.ts';
import { noticeWords } from './words.ts';

const words = noticeWords.sms;

/** What was sent in this call and what became of it, as the gateway tells. */
export function SentLines({ sent, demo }: { sent: readonly SentNotice[]; demo: boolean }) {
  if (sent.length === 0) return null;
  return (
    <ul className="sent-notices" aria-label={words.sent} aria-live="polite">
      {sent.map((one) => {
        const { tone, icon } = stateLooks[one.state];
        return (
          <li key={one.messageId}>
            <span className={`tag ${tone}`}>
              <Icon name={icon} size={13} /> {words.sent} {words.states[one.state]}
            </span>
            <span>
              {one.to} · {clockTime(one.at)}
            </span>
            <span className="sent-title">{one.title}</span>
            {demo && one.state !== 'failed' && <span className="tone-warn">{words.demo}</span>}
            {one.words !== '' && (
              <span className={one.state === 'failed' ? 'tone-bad' : 'tone-warn'}>
                {one.words}
                {one.state === 'failed' && `。${words.afterFailure()}`}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
