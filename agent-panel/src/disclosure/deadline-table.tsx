import {
  type Deadline,
  deadlinesFrom,
  type HolidayYear,
  receiptRules,
  thirdPartyLimit,
} from '../../../bridge/protocol/disclosure.ts';
import { isDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';
import type { DisclosureWork } from './use-disclosure.ts';
import { words } from './words.ts';

export interface Days {
  rows: readonly Deadline[];
  guessedYears: readonly number[];
  notices: readonly HolidayYear[];
}

/** null: there is no calendar, or no day to count from. */
export function daysOf({ calendar, receivedOn }: DisclosureWork): Days | null {
  if (calendar.state !== 'there' || !isDay(receivedOn)) return null;
  const rows = deadlinesFrom(receivedOn, calendar.days);
  const last = rows[rows.length - 1];
  return {
    rows,
    guessedYears: last?.guessedYears ?? [],
    notices: calendar.days.noticesFor(receivedOn, last?.day ?? receivedOn),
  };
}

/** 7 / 20 / +20 working days from a day that can be changed, each with what it rests on. */
export function DeadlineTable({ disclosure }: { disclosure: DisclosureWork }) {
  const { calendar, receivedOn, proof } = disclosure;
  const rule = proof.channel === null ? null : receiptRules[proof.channel];
  const days = daysOf(disclosure);
  return (
    <div className="deadlines">
      <label>
        <span>{words.receivedOn}</span>
        <input type="date" value={receivedOn} onChange={({ target }) => disclosure.receive(target.value)} />
        {rule !== null && <span className="soft">{words.receivedMeans(rule.words, rule.basis)}</span>}
      </label>
      {calendar.state === 'failed' && <p className="tone-bad">{words.noCalendar(calendar.message)}</p>}
      {days !== null && <DeadlineRows days={days} />}
      <p className="soft">{words.notCounted(thirdPartyLimit.days)}</p>
    </div>
  );
}

export function DeadlineRows({ days: { rows, guessedYears, notices } }: { days: Days }) {
  return (
    <>
      <table aria-label={words.days}>
        <tbody>
          {rows.map(({ limit, name, days, day, basis }) => (
            <tr key={limit} data-limit={limit}>
              <th scope="row">{name}</th>
              <td>{limit === 'extended' ? words.longer(days) : words.within(days)}</td>
              <td className="deadline-day">
                {day} {words.weekday(new Date(`${day}T00:00:00Z`).getUTCDay())}
              </td>
              <td className="soft">{basis}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {guessedYears.length > 0 && (
        <p className="tone-warn deadline-guess">
          <Icon name="alert" size={14} /> {words.guessed(guessedYears)}
        </p>
      )}
      {notices.length > 0 && (
        <p className="soft">
          {words.counted(notices.map(({ docNo }) => docNo).join('、'))}
          {notices.some(({ checkedBy }) => checkedBy === null) && words.unchecked}
        </p>
      )}
    </>
  );
}
