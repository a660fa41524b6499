import { type KeyboardEvent, useEffect, useState } from 'react';
import { focusSearch } from '../answers/places.ts';
import { keyMap } from '../keys/keymap.ts';
import { composing } from '../keys/press.ts';
import { Icon } from '../ui/icons.tsx';
import { CHANNEL_ID, focusOn, ORGAN_ID } from './places.ts';
import type { DisclosureWork } from './use-disclosure.ts';
import { useRegionNames } from './use-region-names.ts';
import { words } from './words.ts';

/** By name or 简称, nearest region first; ↑↓ choose, Enter takes. What no guide knows may be written by hand. */
export function OrganFinder({ disclosure }: { disclosure: DisclosureWork }) {
  const { finder, guides, proof } = disclosure;
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const nameOf = useRegionNames();
  const text = finder.trim();
  const isOpen = text !== '' || proof.organ === '';
  const isThere = guides.text === text;
  const active = isThere ? guides.list[Math.min(chosen, guides.list.length - 1)] : undefined;

  function write(value: string, isComposing: boolean) {
    setChosen(0);
    // Letters of an input method are no name yet: they are shown, and asked for when the signs are there.
    setTyped(isComposing ? value : null);
    if (!isComposing) disclosure.find(value);
  }
  function taken() {
    setChosen(0);
    setTimeout(() => focusOn(CHANNEL_ID));
  }
  function take() {
    if (active !== undefined) disclosure.choose(active);
    else if (text !== '' && guides.problem === null) disclosure.nameOrgan(text);
    else return;
    taken();
  }
  // Enter came before the list of what was typed last: it is meant for that list, never for the one before.
  const [awaited, setAwaited] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list has come
  useEffect(() => {
    if (awaited === null || !isThere) return;
    setAwaited(null);
    if (awaited === text) take();
  }, [awaited, isThere]);
  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((now) => Math.max(0, Math.min(guides.list.length - 1, now + by)));
    } else if (event.key === 'Escape') {
      if (finder === '') focusSearch();
      else write('', false);
    } else if (event.key !== 'Enter') return;
    else if (isOpen && isThere) take();
    else if (isOpen) setAwaited(text);
    event.preventDefault();
  }

  return (
    <div className="organ">
      <div className="organ-field">
        <input
          id={ORGAN_ID}
          type="text"
          role="combobox"
          aria-label={words.holder}
          aria-expanded={isOpen && guides.list.length > 0}
          aria-controls="organ-list"
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `organ-${active.entryId}`}
          placeholder={words.finder}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={typed ?? finder}
          onChange={({ target, nativeEvent }) =>
            write(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing)
          }
          onCompositionEnd={(event) => write(event.currentTarget.value, false)}
          onKeyDown={pressed}
        />
        <kbd>{keyMap.label('organ')}</kbd>
      </div>
      {isOpen && (
        <>
          <div id="organ-list" role="listbox" aria-label={words.holder} tabIndex={-1}>
            {guides.list.map((guide) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and its keys lead here
              <div
                key={guide.entryId}
                id={`organ-${guide.entryId}`}
                role="option"
                tabIndex={-1}
                aria-selected={guide === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  disclosure.choose(guide);
                  taken();
                }}
              >
                <span>{guide.organ}</span>
                <small>{[nameOf(guide.regionCode), guide.phone].filter(Boolean).join(' · ')}</small>
              </div>
            ))}
          </div>
          <Told disclosure={disclosure} isThere={isThere} />
        </>
      )}
    </div>
  );
}

function Told({ disclosure: { guides, finder }, isThere }: { disclosure: DisclosureWork; isThere: boolean }) {
  if (guides.problem !== null)
    return (
      <p className="tone-bad" role="status">
        <Icon name="alert" size={14} /> {words.finderFailed(guides.problem)}
      </p>
    );
  if (guides.total > guides.list.length)
    return <p className="soft">{words.finderMore(guides.total - guides.list.length)}</p>;
  if (guides.list.length > 0) return <p className="soft">{words.holderRule}</p>;
  if (!isThere) return null;
  return (
    <p className="soft" role="status">
      {finder.trim() === '' ? words.finderNoGuides : words.finderNone(finder.trim())}
    </p>
  );
}
