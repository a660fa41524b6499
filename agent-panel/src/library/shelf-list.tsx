import { useEffect, useRef, useState } from 'react';
import type { Me } from '../../../bridge/protocol/desk.ts';
import type { PublishedRowView } from '../../../bridge/protocol/knowledge.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { useRegions } from '../link/use-regions.ts';
import { replaceBy } from '../pages/library/go-to.ts';
import { libraryAddressOf, type ShelfPlace } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { chinaDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';
import { moveInRows } from '../ui/row-keys.ts';
import { Trouble } from '../ui/trouble.tsx';
import { GapForm } from './gap-form.tsx';
import { rowValidity } from './row-validity.ts';
import { useShelf } from './use-shelf.ts';

/** Pause after a key before asking. */
const PAUSE_MS = 200;

/** What stands on a shelf, by title. */
export function ShelfList({ me, place }: { me: Me; place: ShelfPlace }) {
  const { head, rows, error, old, more, again } = useShelf(place);
  const regions = useRegions();
  const today = chinaDay(Date.now());
  const title = [place.materialClass ?? words.shelves.all, place.topic].filter(Boolean).join(' · ');
  return (
    <div className="shelf-list">
      <header className="list-head">
        <h2>
          {title} {head !== null && <small className="soft">{words.shelf.total(head.total)}</small>}
        </h2>
      </header>
      <Filters place={place} regions={regions} />
      {error !== null && <Trouble error={error} onRetry={again} />}
      {head === null && error === null && <p className="blank late">{words.loading}</p>}
      {head?.total === 0 && <Nothing me={me} place={place} empty={head.shelves.length === 0} />}
      <ol data-old={old || undefined} onKeyDown={moveInRows}>
        {rows.map((row) => (
          <li key={row.entryId}>
            <Row row={row} place={place} today={today} regionName={regions.name} />
          </li>
        ))}
      </ol>
      {head !== null && head.total > rows.length && rows.length > 0 && (
        <p className="list-more">
          <button type="button" className="act" onClick={more}>
            {words.shelf.more(head.total - rows.length)}
          </button>
        </p>
      )}
    </div>
  );
}

interface FiltersProps {
  place: ShelfPlace;
  regions: ReturnType<typeof useRegions>;
}

function Filters({ place, regions }: FiltersProps) {
  const [text, setText] = useState(place.text ?? '');

  const latest = useRef(place);
  latest.current = place;
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (text.trim() === (latest.current.text ?? '')) return;
    const timer = setTimeout(() => replaceBy({ ...latest.current, text: text.trim(), open: null }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  // Back leads to other words; while somebody types, the field is theirs.
  useEffect(() => {
    if (document.activeElement !== field.current) setText(place.text ?? '');
  }, [place.text]);

  return (
    <div className="shelf-filters">
      <span className="shelf-find">
        <Icon name="search" size={14} />
        <input
          ref={field}
          type="search"
          className="fill"
          aria-label={words.shelf.find}
          placeholder={words.shelf.find}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </span>
      <select
        className="fill"
        aria-label={words.shelf.kind}
        value={place.kind ?? ''}
        onChange={({ target }) => replaceBy({ ...place, kind: target.value || null, open: null })}
      >
        <option value="">{words.shelf.allKinds}</option>
        {Object.entries(words.shelf.kinds).map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="fill"
        aria-label={words.region}
        value={place.regionCode ?? ''}
        onChange={({ target }) => replaceBy({ ...place, regionCode: target.value || null, open: null })}
      >
        <option value="">{words.shelf.allRegions}</option>
        {regions.offered.map(({ regionCode, name }) => (
          <option key={regionCode} value={regionCode}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface RowProps {
  row: PublishedRowView;
  place: ShelfPlace;
  today: string;
  regionName: (regionCode: string) => string;
}

function Row({ row, place, today, regionName }: RowProps) {
  const validity = rowValidity(row, today);
  const { beginsOn, endsOn } = row;
  return (
    <a
      data-row
      className="library-row"
      href={libraryAddressOf({ ...place, open: row.entryId })}
      aria-current={place.open === row.entryId ? 'true' : undefined}
      data-over={validity?.state === 'ended' || undefined}
    >
      <span className="library-title">
        <b className="ask-title">{row.title}</b>
        {validity === null ? (
          <span className="tag tone-soft" title={words.shelf.byBasisWhat}>
            {words.shelf.byBasis}
          </span>
        ) : (
          <ValidityTag validity={validity} />
        )}
      </span>
      <span className="library-facts">
        {[
          words.shelf.kinds[row.kind],
          regionName(row.regionCode),
          row.unitName === regionName(row.regionCode) ? null : row.unitName,
          row.topic,
          beginsOn && words.shelf.from(beginsOn),
          endsOn && words.shelf.to(endsOn),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </a>
  );
}

function Nothing({ me, place, empty }: { me: Me; place: ShelfPlace; empty: boolean }) {
  const [reporting, setReporting] = useState(false);
  return (
    <div className="blank">
      <b>{empty ? words.shelves.empty : words.shelf.none}</b>
      <p>{empty ? words.shelves.emptyWhat : words.shelf.noneWhat}</p>
      {!empty && !reporting && (
        <button type="button" className="act" onClick={() => setReporting(true)}>
          {words.report.gap}
        </button>
      )}
      {reporting && <GapForm me={me} question={place.text ?? ''} onLeave={() => setReporting(false)} />}
    </div>
  );
}
