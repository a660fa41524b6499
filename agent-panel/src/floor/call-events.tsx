import { callEventsAnswerSchema } from '../../../bridge/protocol/rest.ts';
import { useRest } from '../link/use-rest.ts';
import { words } from '../pages/floor/words.ts';

/** A call down to what was seen of it: the end of the trail from a number. */
export function CallEvents({ callKey }: { callKey: string }) {
  const answer = useRest(`calls/${encodeURIComponent(callKey)}/events`, callEventsAnswerSchema);
  return (
    <>
      <h2>
        {words.trace.call} <small className="call-key">{callKey}</small>
      </h2>
      {answer === null && <p className="soft late">{words.trace.loading}</p>}
      {answer !== null && !answer.ok && <p className="tone-bad">{answer.error.message}</p>}
      {answer?.ok && (
        <>
          <h3>{words.trace.events(answer.value.events.length)}</h3>
          <ol className="events">
            {answer.value.events.map((event) => (
              <li key={`${event.epoch}/${event.position}`}>
                <p>
                  <span className="event-at">{timeOf(event.at)}</span>
                  <span className={`tag tone-${event.certainty === 'observed' ? 'soft' : 'warn'}`}>
                    {words.trace.certainty[event.certainty] ?? event.certainty}
                  </span>
                  {event.summary}
                </p>
                <details>
                  <summary>
                    {words.trace.raw} <code>{event.type}</code> #{event.position}
                  </summary>
                  <pre>{JSON.stringify(event.event, null, 2)}</pre>
                </details>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

/** 2026-11-24T12:01:33.123456+08:00 → 12:01:33.123 */
function timeOf(iso: string): string {
  return /T(\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)/.exec(iso)?.[1] ?? iso;
}
