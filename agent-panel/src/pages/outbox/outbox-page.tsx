import { useEffect } from 'react';
import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { outboxAnswerSchema } from '../../../../bridge/protocol/notifications.ts';
import { usePages } from '../../knowledge/use-pages.ts';
import { stateLooks } from '../../notice/state-looks.ts';
import { noticeWords } from '../../notice/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { dayAndTime } from '../../ui/time.ts';
import './outbox.css';
import { words } from './words.ts';

type Answer = z.output<typeof outboxAnswerSchema>;
type Message = Answer['messages'][number];

const rowsOf = ({ messages }: Answer) => messages;
const idOf = ({ messageId }: Message) => messageId;
/** ms: receipts come while one looks */
const everyMs = 10_000;

/** What was sent to callers and what became of it; in the demonstration, what would have been. */
export default function OutboxPage({ me }: { me: Me }) {
  const { head, rows, error, more, again } = usePages('notifications', '', outboxAnswerSchema, rowsOf, idOf);
  useEffect(() => {
    document.title = words.title;
    const timer = setInterval(again, everyMs);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <div className="outbox-page">
      <PageHead me={me} page="outbox">
        {head !== null && <span className="soft">{words.of(head.total)}</span>}
      </PageHead>
      <main className="outbox">
        {head?.demo && (
          <p className="outbox-demo tone-warn" role="note">
            <Icon name="alert" /> {words.demo}
          </p>
        )}
        {error !== null && (
          <p className="tone-bad" role="alert">
            {words.failed(error.message)}{' '}
            <button type="button" className="plain" onClick={again}>
              {words.again}
            </button>
          </p>
        )}
        {head === null && error === null && <p className="soft late">{words.coming}</p>}
        {head !== null && rows.length === 0 && (
          <div className="outbox-none">
            <p>{words.none}</p>
            <p className="soft">{words.noneHint}</p>
          </div>
        )}
        <ol>
          {rows.map((message) => (
            <Line key={message.messageId} message={message} />
          ))}
        </ol>
        {head !== null && rows.length < head.total && (
          <button type="button" className="plain" onClick={more}>
            {words.more}
          </button>
        )}
      </main>
    </div>
  );
}

function Line({ message }: { message: Message }) {
  const { tone, icon } = stateLooks[message.state];
  return (
    <li className="outbox-message">
      <p className="outbox-head">
        <span className={`tag ${tone}`}>
          <Icon name={icon} size={13} /> {noticeWords.sms.states[message.state]}
        </span>
        <b>{message.title}</b>
        <span>
          {words.to} {message.to}
        </span>
        <span className="soft">
          {dayAndTime(message.at, Date.now())} · {words.by} {message.by}
          {message.attempts > 1 && ` · ${words.tries(message.attempts)}`}
        </span>
      </p>
      {message.words !== '' && <p className={tone}>{message.words}</p>}
      <p className="outbox-text">{message.text}</p>
    </li>
  );
}
