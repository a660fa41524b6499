import { changesAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { queryOf, useAsked } from '../link/use-asked.ts';
import { goTo } from '../pages/library/go-to.ts';
import { type LibraryPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { chinaDay, dayAfter, isDay } from '../ui/days.ts';
import { moveInRows } from '../ui/row-keys.ts';
import { Trouble } from '../ui/trouble.tsx';
import { type Change, ChangeTag } from './change-tag.tsx';

type NewsPlace = Extract<LibraryPlace, { view: 'news' }>;

const spans = [1, 7, 30] as const;

/** 班前播报: sentences to be read out before the shift, what is gone first. */
export function News({ place }: { place: NewsPlace }) {
  const { answer, asking, again } = useAsked(
    `knowledge/changes${queryOf({ since: place.since })}`,
    changesAnswerSchema,
  );
  const today = chinaDay(Date.now());
  const since = place.since ?? today;
  return (
    <div className="news">
      <header className="list-head">
        <h2>{words.news.name}</h2>
        <span className="picks">
          {spans.map((days) => {
            const from = dayAfter(today, 1 - days);
            return (
              <a
                key={days}
                className="pick"
                href={libraryAddressOf({ view: 'news', since: days === 1 ? null : from, open: null })}
                aria-current={from === since ? 'page' : undefined}
              >
                {days === 1 ? words.news.today : words.news.days(days)}
              </a>
            );
          })}
        </span>
        <label>
          <span className="field-name">{words.news.since}</span>
          <input
            type="date"
            className="fill"
            max={today}
            value={since}
            onChange={({ target: { value } }) => {
              if (isDay(value) && value <= today)
                goTo({ view: 'news', since: value === today ? null : value, open: null });
            }}
          />
        </label>
      </header>
      {answer === null && <p className="blank late">{words.loading}</p>}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && answer.value.changes.length === 0 && (
        <p className="blank">
          <b>{words.news.none}</b>
          {words.news.noneWhat}
        </p>
      )}
      {answer?.ok && (
        <ol className="news-list" data-old={asking || undefined} onKeyDown={moveInRows}>
          {answer.value.changes.map((change) => (
            <li key={`${change.change}${change.entryId}`}>
              <Sentence change={change} place={place} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Sentence({ change, place }: { change: Change; place: NewsPlace }) {
  const sentence = (
    <>
      <ChangeTag change={change.change} />
      <span className="news-words">{change.words}</span>
    </>
  );
  // What was withdrawn cannot be read any more: it is told, and leads nowhere.
  if (change.change === 'withdrawn') return <p className="news-line">{sentence}</p>;
  return (
    <a
      data-row
      className="news-line"
      href={libraryAddressOf({ ...place, open: change.entryId })}
      aria-current={place.open === change.entryId ? 'true' : undefined}
    >
      {sentence}
    </a>
  );
}
