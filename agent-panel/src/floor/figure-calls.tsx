import type { FigureView, FloorView } from '../../../bridge/protocol/floor.ts';
import { callsAnswerSchema } from '../../../bridge/protocol/rest.ts';
import { useRest } from '../link/use-rest.ts';
import { words } from '../pages/floor/words.ts';
import { clockTime, duration } from '../ui/time.ts';
import { figureValue } from './figure-value.ts';
import { Formula } from './formula.tsx';

interface Props {
  figure: FigureView;
  queues: FloorView['queues'];
  onOpen: (callKey: string) => void;
}

export function FigureCalls({ figure, queues, onOpen }: Props) {
  const answer = useRest(`figures/today/${encodeURIComponent(figure.id)}/calls`, callsAnswerSchema);
  // The calls belong to the figure of this answer, which may have moved on since the click.
  const shown = answer?.ok ? answer.value.figure : figure;
  const { text, unit } = figureValue(shown);
  return (
    <>
      <h2>
        {shown.name}{' '}
        <b>
          {text}
          {unit}
        </b>
      </h2>
      <Formula figure={shown} />
      {answer === null && <p className="soft late">{words.trace.loading}</p>}
      {answer !== null && !answer.ok && <p className="tone-bad">{answer.error.message}</p>}
      {answer?.ok && (
        <Calls calls={answer.value.calls} more={answer.value.more} queues={queues} onOpen={onOpen} />
      )}
    </>
  );
}

type Row = (typeof callsAnswerSchema)['_output']['calls'][number];

interface CallsProps extends Pick<Props, 'queues' | 'onOpen'> {
  calls: readonly Row[];
  more: boolean;
}

function Calls({ calls, more, queues, onOpen }: CallsProps) {
  const queueName = new Map(queues.map(({ queue, name }) => [queue, name]));
  if (calls.length === 0) return <p className="soft">{words.trace.noCalls}</p>;
  return (
    <>
      <h3>
        {words.trace.calls(calls.length)}
        {more && <small>{words.trace.more}</small>}
      </h3>
      <table className="trace-calls">
        <thead>
          <tr>
            <th scope="col">{words.trace.arrived}</th>
            <th scope="col">{words.trace.number}</th>
            <th scope="col">{words.trace.queue}</th>
            <th scope="col">{words.trace.waited}</th>
            <th scope="col">{words.trace.talked}</th>
            <th scope="col">{words.trace.result}</th>
            <th scope="col">{words.trace.record}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ callKey, fact, outcomeCode }) => {
            const stay = fact.queueStays[fact.queueStays.length - 1];
            return (
              <tr key={callKey}>
                <td>
                  <button type="button" className="plain" onClick={() => onOpen(callKey)}>
                    {fact.arrivedAt === null ? '—' : clockTime(Date.parse(fact.arrivedAt))}
                  </button>
                </td>
                <td>{fact.caller ?? words.trace.withheld}</td>
                <td>{stay === undefined ? '—' : (queueName.get(stay.queue) ?? stay.queue)}</td>
                <td className="clock">
                  {stay?.waitSeconds == null ? '—' : duration(stay.waitSeconds * 1_000)}
                </td>
                <td>{fact.talks.map((talk) => talk.seat ?? talk.number ?? '').join(' → ') || '—'}</td>
                <td>{words.trace.results[fact.result] ?? fact.result}</td>
                <td>{outcomeCode ?? '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
