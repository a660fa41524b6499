import { useEffect } from 'react';
import { useStore } from '../../link/use-store.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { Icon } from '../../ui/icons.tsx';
import { clockTime } from '../../ui/time.ts';
import type { Conflict } from '../draft.ts';
import { partWords } from '../part-words.ts';
import { recordWords } from '../words.ts';
import { merge, type Side } from './merge.ts';
import type { Part } from './part-names.ts';
import { conflictPanelId, focusOpenPart } from './places.ts';

const { conflict: said, parts: partNames } = recordWords;

/** Two revisions side by side in the place of the form: nothing is covered, nothing is thrown away. */
export function ConflictPanel({ interactionId, conflict }: { interactionId: string; conflict: Conflict }) {
  const desk = useDesk();
  const regions = useStore(desk.view)?.regions ?? [];
  const regionName = (code: string) => regions.find(({ regionCode }) => regionCode === code)?.name ?? code;

  useEffect(() => {
    // Only where nobody is writing elsewhere: the panel comes by itself, when the link is back.
    if (document.activeElement === document.body || document.activeElement?.closest('[data-record]'))
      focusOpenPart();
  }, []);

  const { sides, chosen } = conflict;
  if (sides === null) return null;
  const { base, mine, theirs, theirsAt } = sides;
  const { open, settled } = merge(base, mine, theirs);

  function choose(change: Partial<Record<Part, Side>>) {
    desk.drafts.step(interactionId, { ...conflict, chosen: { ...conflict.chosen, ...change } });
  }
  const all = (side: Side) => choose(Object.fromEntries(open.map((part) => [part, side])));
  const rest = open.filter((part) => chosen[part] === undefined).length;

  return (
    <section className="conflict" id={conflictPanelId} tabIndex={-1} aria-label={said.title('', 0)}>
      <h2>
        <Icon name="alert" /> {said.title(conflict.recordNo, conflict.currentRev)}
        <small className="soft"> {clockTime(Date.parse(theirsAt))}</small>
      </h2>
      <p className="soft">{open.length === 0 ? said.none() : said.what}</p>
      {open.length > 1 && (
        <p className="conflict-all">
          <button type="button" className="plain" onClick={() => all('mine')}>
            {said.allMine}
          </button>
          <button type="button" className="plain" onClick={() => all('theirs')}>
            {said.allTheirs}
          </button>
          {rest > 0 && (
            <span role="status" className="tone-warn">
              {said.open(rest)}
            </span>
          )}
        </p>
      )}
      {open.map((part) => (
        <fieldset key={part} className="conflict-part" data-open={chosen[part] === undefined || undefined}>
          <legend>{partNames[part]}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} className="conflict-side" data-chosen={chosen[part] === side || undefined}>
              <input
                type="radio"
                name={`conflict-${part}`}
                checked={chosen[part] === side}
                onChange={() => choose({ [part]: side })}
              />
              <b>{said[side]}</b>
              <span>{partWords(part, side === 'mine' ? mine : theirs, regionName) || said.empty}</span>
            </label>
          ))}
          <p className="conflict-base soft">
            {said.base}：{partWords(part, base, regionName) || said.empty}
          </p>
        </fieldset>
      ))}
      {settled.length > 0 && (
        <ul className="conflict-settled">
          {settled.map(({ part, by }) => (
            <li key={part}>
              <b>{partNames[part]}</b> {said.settled[by]}
            </li>
          ))}
        </ul>
      )}
      <p className="soft conflict-keys">{said.keys()}</p>
    </section>
  );
}
