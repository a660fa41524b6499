import { useEffect } from 'react';
import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { keyMap } from '../keys/keymap.ts';
import { composing } from '../keys/press.ts';
import { Icon } from '../ui/icons.tsx';
import { SideBySide } from './side-by-side.tsx';
import type { Levels } from './use-levels.ts';
import { levelWords as words } from './words.ts';

/** Said beside the count of hits, where it moves nothing. */
export function LevelsNote({ levels }: { levels: Levels }) {
  if (levels.comparison === null) return null;
  const count = new Set(levels.comparison.texts.map(({ level }) => level)).size;
  return (
    <button type="button" className="plain levels-note" aria-expanded={levels.isOpen} onClick={levels.toggle}>
      <Icon name="alert" size={13} /> {words.available(count)}，{words.compare}{' '}
      <kbd>{keyMap.label('levels')}</kbd>
    </button>
  );
}

interface Props {
  levels: Levels;
  onOpen(hit: AnswerHitView): void;
}

/** In the place of the opened clause: the list stays in sight. */
export function LevelsPane({ levels, onOpen }: Props) {
  const { isOpen, close } = levels;
  useEffect(() => {
    if (!isOpen) return;
    // Before the search field, whose Esc lets go of the choice under it.
    const left = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || composing(event)) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    addEventListener('keydown', left, true);
    return () => removeEventListener('keydown', left, true);
  }, [isOpen, close]);
  if (!isOpen || levels.comparison === null) return null;
  return (
    <section className="levels-pane" aria-label={words.label}>
      <header>
        <h2>{words.label}</h2>
        <span className="spring" />
        <button type="button" className="quiet" onClick={levels.close}>
          {words.close} <kbd>Esc</kbd>
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div className="levels-body" tabIndex={0}>
        <SideBySide
          comparison={levels.comparison}
          head={(hit) => (
            <button type="button" className="levels-head" onClick={() => onOpen(hit)}>
              <b>
                {hit.title} {hit.clauseNo}
              </b>
              <span className="levels-facts">
                <ValidityTag validity={hit.validity} /> <span className="tag tone-soft">{hit.level}</span>{' '}
                {[hit.docNo, hit.issuer].filter(Boolean).join(' · ')}
              </span>
            </button>
          )}
        />
        <p className="soft levels-hint">{words.hint}</p>
      </div>
    </section>
  );
}
