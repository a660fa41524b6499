import { memo, useMemo, useState } from 'react';
import type { ShownState } from '../../../bridge/protocol/domain.ts';
import { useFloorTime } from '../pages/floor/floor.ts';
import { words } from '../pages/floor/words.ts';
import { overBy, stateLook } from '../seat-state/reason-look.ts';
import { stateWords } from '../seat-state/words.ts';
import { Icon } from '../ui/icons.tsx';
import { lookOf } from '../ui/seat-look.ts';
import { duration } from '../ui/time.ts';
import { useGlow } from '../ui/use-glow.ts';
import { countStates, inSeatOrder, type SeatRow } from './floor-model.ts';

interface Props {
  seats: readonly SeatRow[];
  onOpen: (seat: string) => void;
}

/** One cell a seat, in seat order for ever: looking at one state dims the others and moves none. */
export function Seats({ seats, onOpen }: Props) {
  const { now } = useFloorTime();
  const [only, setOnly] = useState<ShownState | 'over' | null>(null);
  const ordered = useMemo(() => inSeatOrder(seats), [seats]);
  const counts = useMemo(() => countStates(seats), [seats]);
  const over = seats.filter((row) => overBy(row.overFrom, now) !== null).length;
  return (
    <section className="seats" aria-label={words.seats.label}>
      <div className="seat-counts">
        {counts.map(({ state, count }) => {
          const look = lookOf(state);
          return (
            <button
              key={state}
              type="button"
              className={`seat-count tone-${count === 0 ? 'soft' : look.tone}`}
              aria-pressed={only === state}
              title={words.seats.only(look.word)}
              onClick={() => setOnly(only === state ? null : state)}
            >
              <Icon name={look.icon} size={14} /> {look.word} <b>{count}</b>
            </button>
          );
        })}
        {over > 0 && (
          <button
            type="button"
            className="seat-count tone-bad"
            aria-pressed={only === 'over'}
            title={stateWords.onlyOver}
            onClick={() => setOnly(only === 'over' ? null : 'over')}
          >
            <Icon name="alert" size={14} /> {stateWords.seatsOver} <b>{over}</b>
          </button>
        )}
      </div>
      {seats.length === 0 && <p className="soft">{words.seats.none}</p>}
      <div className="seat-grid">
        {ordered.map((row) => {
          const overMs = overBy(row.overFrom, now);
          return (
            <Seat
              key={row.seat}
              row={row}
              minutes={row.since === null ? null : Math.max(0, Math.floor((now - row.since) / 60_000))}
              over={overMs === null ? null : duration(overMs)}
              dimmed={only !== null && (only === 'over' ? overMs === null : only !== row.state)}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </section>
  );
}

interface SeatProps {
  row: SeatRow;
  minutes: number | null;
  /** how far over time, mm:ss; null: not over */
  over: string | null;
  dimmed: boolean;
  onOpen: (seat: string) => void;
}

const Seat = memo(function Seat({ row, minutes, over, dimmed, onOpen }: SeatProps) {
  const look = stateLook(row, over !== null);
  const glow = useGlow<HTMLButtonElement>(row.state);
  const time = minutes === null || row.state === 'LOGGED_OUT' ? '' : `${minutes}′`;
  const name = row.accountName ?? '';
  const overWords = over === null ? '' : stateWords.over(over);
  return (
    <button
      type="button"
      ref={glow}
      className={`seat tone-${look.tone}`}
      data-state={row.state}
      data-over={over !== null || undefined}
      data-dimmed={dimmed || undefined}
      title={[name, row.agentNo, row.reason, overWords].filter(Boolean).join(' · ')}
      onClick={() => onOpen(row.seat)}
    >
      <span className="seat-no">{row.seat}</span>
      <span className="seat-time">{over ?? time}</span>
      <span className="seat-word">
        <Icon name={look.icon} size={13} />{' '}
        {over === null ? look.word : `${look.word} ${stateWords.seatsOver}`}
      </span>
      <span className="unseen">{words.seats.more(name, row.reason ?? '')}</span>
    </button>
  );
});
