import { useEffect, useState } from 'react';
import { composing } from '../keys/press.ts';
import { useRegions } from '../link/use-regions.ts';
import { goTo } from '../pages/library/go-to.ts';
import type { LibraryPlace } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { chinaDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';

/** 检索, with the real ranking: what a caller asks, for a region and on a day. */
export function AskField({ place }: { place: LibraryPlace }) {
  const regions = useRegions();
  const asked = place.view === 'ask' ? place : null;
  const [text, setText] = useState(asked?.text ?? '');
  const today = chinaDay(Date.now());

  // Back leads to what was asked before, with its words.
  const written = asked?.text ?? null;
  useEffect(() => {
    if (written !== null) setText(written);
  }, [written]);

  function ask(change: { regionCode?: string | null; date?: string | null } = {}) {
    const question = text.trim();
    if (question === '') return document.getElementById('library-ask')?.focus();
    const { regionCode = null, date = null } = { ...asked, ...change };
    const compare = asked?.compare ?? false;
    goTo({ view: 'ask', text: question, regionCode, date, compare, open: null, clauseNo: null });
  }

  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
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
        value={asked?.regionCode ?? ''}
        onChange={({ target }) => ask({ regionCode: target.value || null })}
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
          value={asked?.date ?? today}
          onChange={({ target }) => ask({ date: target.value === today ? null : target.value || null })}
        />
      </label>
      <button type="submit" className="act act-main">
        {words.ask}
      </button>
    </form>
  );
}
