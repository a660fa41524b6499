import type { FloorView } from '../../../bridge/protocol/floor.ts';
import { useFloorTime } from '../pages/floor/floor.ts';
import { words } from '../pages/floor/words.ts';
import { duration } from '../ui/time.ts';
import { useGlow } from '../ui/use-glow.ts';

type QueueRow = FloorView['queues'][number];

export function Queues({ queues }: { queues: readonly QueueRow[] }) {
  return (
    <section className="queues" aria-label={words.queues.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.queues.name}</th>
            <th scope="col">{words.queues.waiting}</th>
            <th scope="col">{words.queues.longest}</th>
            <th scope="col">{words.queues.ready}</th>
            <th scope="col">{words.queues.talking}</th>
            <th scope="col">{words.queues.wrapUp}</th>
            <th scope="col">{words.queues.notReady}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <Queue key={queue.queue} queue={queue} />
          ))}
        </tbody>
      </table>
      {queues.length === 0 && <p className="soft">{words.queues.none}</p>}
    </section>
  );
}

/** GB/T 33358-2016: the telephone is answered within 15 s. Past it the wait is marked. */
const ANSWER_WITHIN_MS = 15_000;

function Queue({ queue }: { queue: QueueRow }) {
  const { now } = useFloorTime();
  const waited = queue.longestSince === null ? null : now - queue.longestSince;
  return (
    <tr>
      <th scope="row">{queue.name}</th>
      <Count value={queue.waiting} loud={queue.waiting > 0} />
      <td className={`clock ${waited !== null && waited > ANSWER_WITHIN_MS ? 'late-wait' : ''}`}>
        {waited === null ? '—' : duration(waited)}
      </td>
      <Count value={queue.ready} />
      <Count value={queue.talking} />
      <Count value={queue.wrapUp} />
      <Count value={queue.notReady} />
    </tr>
  );
}

function Count({ value, loud = false }: { value: number; loud?: boolean }) {
  const glow = useGlow<HTMLTableCellElement>(value);
  return (
    <td ref={glow} className={loud ? 'loud' : value === 0 ? 'nought' : ''}>
      {value}
    </td>
  );
}
