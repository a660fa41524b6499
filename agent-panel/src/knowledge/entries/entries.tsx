import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type EntryRowView, entryListAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { keyMap } from '../../keys/keymap.ts';
import { composing } from '../../keys/press.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useRegions } from '../../link/use-regions.ts';
import { addressOf, type Place } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { moveInRows } from '../../ui/row-keys.ts';
import { sweepDrafts } from '../editor/draft-shelf.ts';
import { useEscape } from '../use-escape.ts';
import { usePages } from '../use-pages.ts';
import { EntryList, LIST_ID } from './entry-list.tsx';
import { EntryPane } from './entry-pane.tsx';
import { Filters, SEARCH_ID } from './filters.tsx';
import { readNewAddress } from './new-address.ts';
import { NewEntry } from './new-entry.tsx';
import { NewPane } from './new-pane.tsx';
import '../split.css';
import './entries.css';
import { noWish, queryOf, type Wish } from './wish.ts';
import { words } from './words.ts';

/** A key stroke is not a question: the server is asked when the hand rests. */
const REST_MS = 250;

const rowsOf = (answer: { entries: EntryRowView[] }) => answer.entries;
const idOf = (row: EntryRowView) => row.entryId;

/** 条目: the list of all that is in work or in use, and one of them open beside it. */
export default function Entries({ me, place: { open, part } }: { me: Me; place: Place }) {
  const [wish, setWish] = useState<Wish>(noWish);
  const pages = usePages('knowledge/entries', queryOf(useResting(wish)), entryListAnswerSchema, rowsOf, idOf);
  const regions = useRegions();
  const units = useUnits(me, pages.rows);
  const fresh = open === null ? null : readNewAddress(open);
  const wished = queryOf(wish) !== '';

  useKeys({ search: () => focus(SEARCH_ID) });

  useEscape(open !== null, () => {
    location.hash = addressOf('entries', part === 'edit' ? open : null);
  });

  useEffect(() => sweepDrafts(Date.now()), []);

  const last = useRef<string | null>(null);
  useEffect(() => {
    // Back in the list, one goes on where one was.
    if (open === null && last.current !== null)
      document.querySelector<HTMLElement>(`#${LIST_ID} [data-row="${CSS.escape(last.current)}"]`)?.focus();
    last.current = open;
  }, [open]);

  return (
    <div className="split" data-open={open !== null || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: ↑↓ move through the rows, which are links */}
      <div className="split-list" onKeyDown={moveInRows}>
        <div className="split-tools">
          <div className="split-search">
            <span className="find">
              <Icon name="search" />
              <input
                id={SEARCH_ID}
                type="search"
                className="fill"
                aria-label={words.search}
                placeholder={words.searchHint}
                title={`${keyMap.label('search')} /`}
                maxLength={100}
                autoComplete="off"
                spellCheck={false}
                value={wish.text}
                onChange={(event) => setWish({ ...wish, text: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowDown' && !composing(event.nativeEvent)) focusFirst(event);
                }}
              />
            </span>
            <NewEntry rights={me.rights} />
          </div>
          <Filters
            wish={wish}
            counts={pages.head?.counts ?? null}
            units={units}
            regions={regions}
            onWish={(change) => setWish({ ...wish, ...change })}
          />
        </div>
        <EntryList pages={pages} open={open} wished={wished} onClear={() => setWish(noWish)} />
      </div>
      <div className="split-open">
        {open === null && <Nothing />}
        {fresh !== null && open !== null && (
          <NewPane
            key={open}
            {...fresh}
            place={open}
            me={me}
            regions={regions}
            onSaved={(entryId) => {
              location.hash = addressOf('entries', entryId);
              pages.again();
            }}
          />
        )}
        {fresh === null && open !== null && (
          <EntryPane
            key={open}
            entryId={open}
            part={part}
            me={me}
            regions={regions}
            onChanged={pages.again}
          />
        )}
      </div>
    </div>
  );
}

/** Beside the list, as long as nothing is open: what the hands can do. */
function Nothing() {
  return (
    <div className="nothing-here">
      <p className="soft">{words.open.choose}</p>
      <dl className="key-hints">
        {words.open.chooseKeys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function useResting(wish: Wish): Wish {
  const [rested, setRested] = useState(wish);
  useEffect(() => {
    const timer = setTimeout(() => setRested(wish), wish.text === rested.text ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [wish, rested.text]);
  return rested;
}

/** One's own and those whose entries were seen: the server shows no others. */
function useUnits(me: Me, rows: readonly EntryRowView[]): readonly (readonly [string, string])[] {
  const seen = useRef(new Map([[me.unitId, me.unitName]]));
  for (const { unitId, unitName } of rows) if (unitId !== '') seen.current.set(unitId, unitName);
  return [...seen.current];
}

/** From the search field into the list. */
function focusFirst(event: KeyboardEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(`#${LIST_ID} [data-row]`)?.focus();
}

function focus(id: string): void {
  document.getElementById(id)?.focus();
}
