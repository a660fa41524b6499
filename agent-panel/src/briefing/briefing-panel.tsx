import { type KeyboardEvent, useRef } from 'react';
import { composing } from '../keys/press.ts';
import { type Change, ChangeTag } from '../library/change-tag.tsx';
import { libraryAddressOf } from '../pages/library/place.ts';
import { dayAfter } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';
import { moveInRows } from '../ui/row-keys.ts';
import { useLentFocus } from '../ui/use-lent-focus.ts';
import { type Briefing, keyOf } from './use-briefing.ts';
import { briefingWords as words } from './words.ts';

/** What the library shows first to who looks back. */
const DAYS_BACK = 7;

/** Today's changes as sentences to be read out, what is gone first. Work goes on beside it. */
export function BriefingPanel({
  briefing: { day, changes, trouble },
  fresh,
  onClose,
}: {
  briefing: Briefing;
  fresh: ReadonlySet<string>;
  onClose: () => void;
}) {
  const panel = useRef<HTMLElement>(null);

  useLentFocus(panel);

  function pressed(event: KeyboardEvent<HTMLElement>) {
    if (event.key === 'Escape' && !composing(event.nativeEvent)) onClose();
    else moveInRows(event);
  }

  return (
    <section className="briefing-panel" ref={panel} tabIndex={-1} aria-label={words.name} onKeyDown={pressed}>
      <header>
        <h2>{day === null ? words.name : words.title(day)}</h2>
        <button type="button" className="quiet" aria-label={words.close} onClick={onClose}>
          <Icon name="cross" />
        </button>
      </header>
      {trouble !== null && <p className="tone-bad">{trouble}</p>}
      {day === null && trouble === null && <p className="soft late">{words.loading}</p>}
      {day !== null && changes.length === 0 && (
        <p className="blank">
          <b>{words.none}</b>
          {words.noneWhat}
        </p>
      )}
      <ol>
        {changes.map((change) => (
          <li key={keyOf(change)}>
            <Line change={change} fresh={fresh.has(keyOf(change))} />
          </li>
        ))}
      </ol>
      <footer className="soft">
        {day !== null && (
          <a
            data-row
            href={libraryAddressOf({ view: 'news', since: dayAfter(day, 1 - DAYS_BACK), open: null })}
            target="_blank"
            rel="noopener"
          >
            {words.more}
          </a>
        )}
        {words.opens}
      </footer>
    </section>
  );
}

function Line({ change, fresh }: { change: Change; fresh: boolean }) {
  const sentence = (
    <>
      <span className="briefing-tags">
        <ChangeTag change={change.change} />
        {fresh && <span className="tag tone-accent">{words.fresh}</span>}
      </span>
      <span className="briefing-words">{change.words}</span>
    </>
  );
  // What was withdrawn cannot be read any more: it is told, and leads nowhere.
  if (change.change === 'withdrawn')
    return (
      <p className="briefing-line" data-row tabIndex={-1}>
        {sentence}
      </p>
    );
  return (
    <a
      data-row
      className="briefing-line"
      href={libraryAddressOf({ view: 'news', since: null, open: change.entryId })}
      target="_blank"
      rel="noopener"
    >
      {sentence} <Icon name="out" size={13} />
    </a>
  );
}
