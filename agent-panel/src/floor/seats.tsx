import { memo, useMemo, useState } from 'react';
import type { ShownState } from '../../../bridge/protocol/domain.ts';
import { useFloorTime } from '../pages/floor/floor.ts';
import { words } from '../pages/floor/words.ts';
import { Icon } from '../ui/icons.tsx';
import { lookOf } from '../ui/seat-look.ts';
import { useGlow } from '../ui/use-glow.ts';
import { countStates, inSeatOrder, type SeatRow } from './floor-model.ts';

interface Props {
  seats: readonly SeatRow[];
  onOpen: (seat: string) => void;
}

/** One cell a seat, in seat order for ever: looking at one state dims the others and moves none. */
export function Seats({ seats, onOpen }: Props) {
  const { now } = useFloorTime();
  const [only, setOnly] = useState<ShownState | null>(null);
  const ordered = useMemo(() => inSeatOrder(seats), [seats]);
  const counts = useMemo(() => countStates(seats), [seats]);
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
      </div>
      {seats.length === 0 && <p className="soft">{words.seats.none}</p>}
      <div className="seat-grid">
        {ordered.map((row) => (
          <Seat
            key={row.seat}
            row={row}
            minutes={row.since === null ? null : Math.max(0, Math.floor((now - row.since) / 60_000))}
            dimmed={only !== null && only !== row.state}
            onOpen={onOpen}
          />
        ))}
      </div>
    </section>
  );
}

interface SeatProps {
  row: SeatRow;
  minutes: number | null;
  dimmed: boolean;
  onOpen: (seat: string) => void;
}

const Seat = memo(function Seat({ row, minutes, dimmed, onOpen }: SeatProps) {
  const look = lookOf(row.state);
  const glow = useGlow<HTMLButtonElement>(row.state);
  const time = minutes === null || row.state === 'LOGGED_OUT' ? '' : `${minutes}′`;
  const name = row.accountName ?? '';
  return (
    <button
      type="button"
      ref={glow}
      className={`seat tone-${look.tone}`}
      data-state={row.state}
      data-dimmed={dimmed || undefined}
      aria-label={words.seats.cell(row.seat, look.word, row.reason ?? '', time, name)}
      title={[name, row.agentNo, row.reason].filter(Boolean).join(' · ')}
      onClick={() => onOpen(row.seat)}
    >
      <span className="seat-no">{row.seat}</span>
      <span className="seat-time">{time}</span>
      <span className="seat-word">
        <Icon name={look.icon} size={13} /> {look.word}
      </span>
    </button>
  );
});
