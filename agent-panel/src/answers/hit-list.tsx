import { useCallback, useEffect, useRef } from 'react';
import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { ServiceFunction } from '../../../bridge/protocol/domain.ts';
import { LevelsNote } from '../levels/levels-pane.tsx';
import type { Levels } from '../levels/use-levels.ts';
import { OfflineNote, Renewed } from '../offline/offline-note.tsx';
import { offlineWords } from '../offline/words.ts';
import { words } from '../pages/operator/words.ts';
import { useLate } from '../ui/use-late.ts';
import { HitRow } from './hit-row.tsx';
import { isOver, keyOf } from './hits.ts';
import { LIST_ID, optionId } from './places.ts';
import type { Answers } from './use-answers.ts';

/** Each key asks: answers that come at once must not make the list flicker. */
const LATE_MS = 120;

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

  // A new question starts at the top of its answers. To ask a list where it stands would lay it out at every key.
  const scrolled = useRef(false);
  const text = 'text' in state ? state.text : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new text
  useEffect(() => {
    if (scrolled.current) list.current?.scrollTo({ top: 0 });
  }, [text]);

  const latest = useRef(answers);
  latest.current = answers;
  const open = useCallback((hit: AnswerHitView) => latest.current.open(hit), []);
  const searching = state.state === 'searching';
  const late = useLate(searching, LATE_MS);

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
        data-old={searching || undefined}
        data-late={late || undefined}
        onScroll={({ currentTarget }) => {
          scrolled.current = currentTarget.scrollTop > 0;
        }}
      >
        {placed.map(({ hit, key, under }, at) => (
          <HitRow
            key={key}
            hit={hit}
            under={under}
            at={at}
            active={key === answers.activeKey}
            used={used.has(key)}
            onOpen={open}
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
