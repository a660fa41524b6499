import { useEffect, useState } from 'react';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { isDay } from '../../ui/days.ts';
import { type Period, spanOf, spans } from './period.ts';
import { words } from './words.ts';

/** Today, the last days, or days of one's own; the address says which. */
export function PeriodPicks({ period, today }: { period: Period; today: string }) {
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const span = spanOf(period, today);
  const sound = isDay(from) && isDay(to) && from <= to && to <= today;

  useEffect(() => {
    setFrom(period.from);
    setTo(period.to);
  }, [period.from, period.to]);

  function apply() {
    if (sound) location.hash = addressOf('usage', `${from}~${to}`);
  }

  return (
    <form
      className="usage-period"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <nav className="picks" aria-label={words.period}>
        {spans.map((days) => (
          <a
            key={days}
            className="pick"
            href={addressOf('usage', String(days))}
            aria-current={days === span ? 'page' : undefined}
          >
            {words.spans[days]}
          </a>
        ))}
      </nav>
      <label>
        <span className="field-name">{words.from}</span>
        <input
          type="date"
          className="fill"
          max={today}
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
      </label>
      <label>
        <span className="field-name">{words.to}</span>
        <input
          type="date"
          className="fill"
          max={today}
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
      </label>
      <button type="submit" className="act" disabled={!sound} title={sound ? undefined : words.badPeriod}>
        {words.apply}
      </button>
      {!sound && (
        <span className="tone-bad" role="status">
          {words.badPeriod}
        </span>
      )}
    </form>
  );
}
