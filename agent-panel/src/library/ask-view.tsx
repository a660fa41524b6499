import { useState } from 'react';
import type { z } from 'zod';
import type { answersAnswerSchema } from '../../../bridge/protocol/answers.ts';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { cutHighlights, isOver, type PlacedHit, place as placed } from '../answers/hits.ts';
import type { Asked } from '../link/use-asked.ts';
import { goTo } from '../pages/library/go-to.ts';
import { type AskPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { moveInRows } from '../ui/row-keys.ts';
import { Trouble } from '../ui/trouble.tsx';
import { Comparison } from './comparison.tsx';
import { GapForm } from './gap-form.tsx';
import { HitHead } from './hit-head.tsx';

interface Props {
  me: Me;
  place: AskPlace;
  asked: Asked<z.output<typeof answersAnswerSchema>>;
}

/** What the ranking answers to a question, each with its 效力 and why it stands where it stands. */
export function AskView({ me, place, asked: { answer, asking, again } }: Props) {
  const [reporting, setReporting] = useState(false);
  const found = answer?.ok && answer.value.ready ? answer.value : null;
  const list = found === null ? [] : placed(found.hits);
  const onlyOver = list.length > 0 && list.every(({ hit }) => isOver(hit));

  return (
    <div className="ask-view">
      <header className="list-head">
        <h2>{place.text}</h2>
        <small className="soft" role="status">
          {asking && found === null && <span className="late">{words.answers.searching}</span>}
          {found !== null && words.answers.found(found.hits.length, Math.round(found.ms))}
        </small>
        <span className="spring" />
        <button
          type="button"
          className="act"
          aria-pressed={place.compare}
          onClick={() => goTo({ ...place, compare: !place.compare })}
        >
          {place.compare ? words.answers.compareClose : words.answers.compare}
        </button>
        {!reporting && (
          <button type="button" className="act" onClick={() => setReporting(true)}>
            {words.report.gap}
          </button>
        )}
      </header>
      {reporting && (
        <GapForm
          me={me}
          question={place.text}
          regionCode={place.regionCode}
          asOf={place.date}
          onLeave={() => setReporting(false)}
        />
      )}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && !answer.value.ready && <p className="blank">{words.answers.loading}</p>}
      {place.compare ? (
        <Comparison place={place} />
      ) : (
        <>
          {found !== null && list.length === 0 && (
            <p className="blank">
              <b>{words.answers.none(place.text)}</b>
              {words.answers.noneWhat}
            </p>
          )}
          {onlyOver && <p className="told tone-bad">{words.answers.onlyOver}</p>}
          <ol data-old={asking || undefined} onKeyDown={moveInRows}>
            {list.map((one, at) => (
              <li key={one.key}>
                <Hit placed={one} at={at} place={place} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Hit({ placed: { hit, under }, at, place }: { placed: PlacedHit; at: number; place: AskPlace }) {
  const current = place.open === hit.articleId && place.clauseNo === hit.clauseNo;
  return (
    <a
      data-row
      className="library-row"
      data-under={under || undefined}
      data-over={isOver(hit) || undefined}
      href={libraryAddressOf({ ...place, open: hit.articleId, clauseNo: hit.clauseNo })}
      aria-current={current ? 'true' : undefined}
    >
      <HitHead hit={hit} at={at} />
      {isOver(hit) && hit.validity.successor !== null ? (
        <span className="tone-bad">{words.answers.successor(hit.validity.successor.title)}</span>
      ) : (
        <span className="ask-snippet">
          {cutHighlights(hit.snippet, hit.highlights).map((part, n) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
            part.found ? <mark key={n}>{part.text}</mark> : <span key={n}>{part.text}</span>,
          )}
        </span>
      )}
      <span className="library-facts" title={words.answers.why}>
        {hit.why.map(({ text }) => text).join(' · ')}
      </span>
    </a>
  );
}
