import { useEffect, useRef } from 'react';
import type { ServiceFunction } from '../../../bridge/protocol/domain.ts';
import { LevelsNote } from '../levels/levels-pane.tsx';
import type { Levels } from '../levels/use-levels.ts';
import { OfflineNote, Renewed } from '../offline/offline-note.tsx';
import { offlineWords } from '../offline/words.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import { cutHighlights, isOver, keyOf, type PlacedHit } from './hits.ts';
import { LIST_ID, optionId } from './places.ts';
import type { Answers } from './use-answers.ts';
import { ValidityTag } from './validity-tag.tsx';

interface Props {
  answers: Answers;
  serviceFunction: ServiceFunction;
  used: ReadonlySet<string>;
  levels: Levels;
}

export function HitList({ answers, serviceFunction, used, levels }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const { state, placed, suggested, note } = answers;
  const openKey = answers.opened === null ? null : keyOf(answers.opened);

  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when a clause opens or closes
  useEffect(() => {
    if (answers.activeKey === null) return;
    document.getElementById(optionId(answers.activeKey))?.scrollIntoView({ block: 'nearest' });
    // An opened clause takes half the list's room.
  }, [answers.activeKey, openKey]);

  // A new question starts at the top of its answers.
  const text = 'text' in state ? state.text : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new text
  useEffect(() => {
    list.current?.scrollTo({ top: 0 });
  }, [text]);

  return (
    <div className="hits">
      <OfflineNote answers={answers} />
      <p className="hits-note" role="status">
        {note ?? <Summary answers={answers} />}
        <LevelsNote levels={levels} />
      </p>
      <div
        className="hit-list"
        id={LIST_ID}
        ref={list}
        role="listbox"
        aria-label={words.answers.column}
        tabIndex={-1}
        data-old={state.state === 'searching' || undefined}
      >
        {placed.map((placedHit, at) => (
          <Hit
            key={placedHit.key}
            placed={placedHit}
            at={at}
            active={placedHit.key === answers.activeKey}
            used={used.has(placedHit.key)}
            answers={answers}
          />
        ))}
      </div>
      {state.state === 'found' && placed.length === 0 && (
        <div className="nothing">
          <p>{words.answers.nothing(state.text)}</p>
          <p className="soft">
            {serviceFunction === 'DISCLOSURE_GUIDE'
              ? words.answers.nothingPublic()
              : words.answers.nothingHint}
          </p>
        </div>
      )}
      {answers.state.state === 'offline' && <Renewed answers={answers} />}
      {suggested && placed.length === 0 && (
        <p className="nothing soft">{words.answers.begin[serviceFunction]}</p>
      )}
    </div>
  );
}

function Summary({ answers }: { answers: Answers }) {
  const { state, placed } = answers;
  switch (state.state) {
    case 'idle':
      return placed.length === 0 ? null : words.answers.suggested(placed.length);
    case 'searching':
      return <>{words.answers.searching}</>;
    case 'loading':
      return <>{words.answers.loading}</>;
    case 'offline':
      return state.pack === null || placed.length > 0 ? null : offlineWords.nothing;
    case 'failed':
      return <span className="tone-bad">{words.answers.failed(state.message)}</span>;
    case 'found': {
      if (placed.length === 0) return null;
      const over = placed.filter(({ hit }) => isOver(hit)).length;
      if (over === placed.length) return <span className="tone-bad">{words.answers.onlyOver}</span>;
      if (placed[0]?.hit.why.some(({ kind }) => kind === 'near'))
        return <span className="tone-warn">{words.answers.near}</span>;
      return (
        <>
          {words.answers.found(placed.length, state.ms)}
          {over > 0 && words.answers.foundOver(over)}
        </>
      );
    }
  }
}

interface HitProps {
  placed: PlacedHit;
  at: number;
  active: boolean;
  used: boolean;
  answers: Answers;
}

function Hit({ placed: { hit, key, under }, at, active, used, answers }: HitProps) {
  const { validity } = hit;
  const why = hit.why.map(({ text }) => text).join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and its keys lead here
    <div
      id={optionId(key)}
      className="hit"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      data-under={under || undefined}
      data-over={isOver(hit) || undefined}
      data-used={used || undefined}
      // The cursor stays in the search field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => answers.open(hit)}
    >
      <p className="hit-title">
        <span className="hit-no">{at + 1}</span>
        <span className="hit-name">
          {hit.title} <b>{hit.clauseNo}</b>
        </span>
        {used && (
          <span className="tag tone-good">
            <Icon name="check" size={13} /> {words.answers.used}
          </span>
        )}
        <ValidityTag validity={validity} />
        <span className="tag tone-soft">{hit.level}</span>
      </p>
      <p className="hit-source">
        <span>
          {[hit.docNo, hit.issuer, validity.from && words.answers.from(validity.from)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="hit-why" title={why}>
          {why}
        </span>
      </p>
      {isOver(hit) && validity.successor !== null ? (
        <p className="hit-successor">{words.answers.successor(validity.successor.title)}</p>
      ) : (
        <p className="hit-text">
          {cutHighlights(hit.snippet, hit.highlights).map((part, n) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
            part.found ? <mark key={n}>{part.text}</mark> : <span key={n}>{part.text}</span>,
          )}
        </p>
      )}
    </div>
  );
}
