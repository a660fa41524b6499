import { memo } from 'react';
import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import { cutHighlights, isOver, keyOf } from './hits.ts';
import { optionId } from './places.ts';
import { ValidityTag } from './validity-tag.tsx';

interface Props {
  hit: AnswerHitView;
  /** repealed: it hangs under what took its place */
  under: boolean;
  at: number;
  active: boolean;
  used: boolean;
  onOpen: (hit: AnswerHitView) => void;
}

/** One answer of the list. Drawn again only when it is another one: a key in the search field must not wait for twenty. */
export const HitRow = memo(function HitRow({ hit, under, at, active, used, onOpen }: Props) {
  const { validity } = hit;
  const why = hit.why.map(({ text }) => text).join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and its keys lead here
    <div
      id={optionId(keyOf(hit))}
      className="hit"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      data-under={under || undefined}
      data-over={isOver(hit) || undefined}
      data-used={used || undefined}
      // The cursor stays in the search field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onOpen(hit)}
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
});
