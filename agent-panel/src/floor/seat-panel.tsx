import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FloorView } from '../../../bridge/protocol/floor.ts';
import { useFloor, useFloorTime } from '../pages/floor/floor.ts';
import { words } from '../pages/floor/words.ts';
import { overBy, stateLook } from '../seat-state/reason-look.ts';
import { stateWords } from '../seat-state/words.ts';
import { lookOf } from '../ui/seat-look.ts';
import { duration } from '../ui/time.ts';

const forced = ['READY', 'BUSY', 'LOGGED_OUT'] as const;

/** One seat close up. Its state can be forced only with a reason, which its owner is told. */
export function SeatPanel({ seat, view }: { seat: string; view: FloorView }) {
  const floor = useFloor();
  const { now } = useFloorTime();
  const [reason, setReason] = useState('');
  const [told, setTold] = useState<{ tone: 'good' | 'bad'; words: string } | null>(null);
  const row = view.seats.find((one) => one.seat === seat);
  if (row === undefined) return null;
  const over = overBy(row.overFrom, now);
  const look = stateLook(row, over !== null);
  const queueName = new Map(view.queues.map(({ queue, name }) => [queue, name]));

  async function force(state: (typeof forced)[number]) {
    if (reason.trim() === '') {
      setTold({ tone: 'bad', words: words.seat.needReason });
      document.getElementById('force-reason')?.focus();
      return;
    }
    const result = await floor.connection.command({
      type: 'force-state',
      seat,
      state,
      reason: reason.trim(),
    });
    if (result.outcome === 'refused') return setTold({ tone: 'bad', words: result.message });
    setReason('');
    setTold({ tone: 'good', words: words.seat.done(words.seat[state]) });
  }

  return (
    <>
      <h2>{words.seat.title(seat)}</h2>
      <dl className="formula">
        <dt>{words.seat.who}</dt>
        <dd>{[row.accountName, row.agentNo].filter(Boolean).join(' · ') || words.seat.nobody}</dd>
        <dt>{words.seat.state}</dt>
        <dd className={`tone-${look.tone}`}>{[look.word, row.reason].filter(Boolean).join(' · ')}</dd>
        {row.since !== null && (
          <>
            <dt>{words.seat.since}</dt>
            <dd className="clock">
              {duration(now - row.since)}
              {over !== null && <strong className="tone-bad"> {stateWords.over(duration(over))}</strong>}
            </dd>
          </>
        )}
        {row.telephone !== row.state && (
          <>
            <dt>{words.seat.telephone}</dt>
            <dd className={`tone-${lookOf(row.telephone).tone}`}>{lookOf(row.telephone).word}</dd>
          </>
        )}
        <dt>{words.seat.queues}</dt>
        <dd>{row.queues.map((queue) => queueName.get(queue) ?? queue).join('、') || '—'}</dd>
        {row.caller !== null && (
          <>
            <dt>{words.seat.caller}</dt>
            <dd>{row.caller}</dd>
          </>
        )}
      </dl>
      {floor.me.rights.includes('force-state') && (
        <section className="force">
          <h3>{words.seat.force}</h3>
          <label htmlFor="force-reason">{words.seat.reason}</label>
          <Input
            id="force-reason"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="force-buttons">
            {forced.map((state) => (
              <Button key={state} danger={state === 'LOGGED_OUT'} onClick={() => void force(state)}>
                {words.seat[state]}
              </Button>
            ))}
          </p>
          {told !== null && (
            <p role="status" className={`tone-${told.tone}`}>
              {told.words}
            </p>
          )}
        </section>
      )}
    </>
  );
}
