import { useEffect, useState } from 'react';
import { composing } from '../keys/press.ts';
import { useRegions } from '../link/use-regions.ts';
import { goTo } from '../pages/library/go-to.ts';
import { type LibraryPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { chinaDay, isDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';

/** 检索, with the real ranking: what a caller asks, for a region and on a day. */
export function AskField({ place }: { place: LibraryPlace }) {
  const regions = useRegions();
  const asked = place.view === 'ask' ? place : null;
  const [text, setText] = useState(asked?.text ?? '');
  const [regionCode, setRegionCode] = useState(asked?.regionCode ?? null);
  const [date, setDate] = useState(asked?.date ?? null);
  const today = chinaDay(Date.now());

  // Back leads to what was asked before, in its words, for its region and day.
  const address = asked === null ? null : libraryAddressOf({ ...asked, open: null, clauseNo: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says all that is taken from it
  useEffect(() => {
    if (asked === null) return;
    setText(asked.text);
    setRegionCode(asked.regionCode);
    setDate(asked.date);
  }, [address]);

  /** Another region or day asks the question again; before anything was asked they wait for it. */
  function ask(question: { text: string; regionCode: string | null; date: string | null }) {
    const compare = asked?.compare ?? false;
    if (question.text.trim() === '') return;
    goTo({ view: 'ask', ...question, text: question.text.trim(), compare, open: null, clauseNo: null });
  }

  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') document.getElementById('library-ask')?.focus();
        ask({ text, regionCode, date });
      }}
    >
      <div className="ask-field">
        <Icon name="search" />
        <input
          id="library-ask"
          type="search"
          aria-label={words.searchLabel}
          placeholder={words.search}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' || composing(event.nativeEvent)) return;
            event.preventDefault();
            document.querySelector<HTMLElement>('.library-list [data-row]')?.focus();
          }}
        />
        <kbd>{words.searchKey}</kbd>
      </div>
      <select
        className="fill"
        aria-label={words.region}
        value={regionCode ?? ''}
        onChange={({ target }) => {
          const next = target.value || null;
          setRegionCode(next);
          if (asked !== null) ask({ text, regionCode: next, date });
        }}
      >
        <option value="">{words.ownRegion}</option>
        {regions.offered.map(({ regionCode, name }) => (
          <option key={regionCode} value={regionCode}>
            {name}
          </option>
        ))}
      </select>
      <label className="ask-date" title={words.date}>
        <span className="unseen">{words.date}</span>
        <input
          type="date"
          className="fill"
          value={date ?? today}
          onChange={({ target }) => {
            const next = target.value === today || !isDay(target.value) ? null : target.value;
            setDate(next);
            if (asked !== null) ask({ text, regionCode, date: next });
          }}
        />
      </label>
      <button type="submit" className="act act-main">
        {words.ask}
      </button>
    </form>
  );
}
