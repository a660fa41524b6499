import { type KeyboardEvent, useRef } from 'react';
import type { FigureView } from '../../../bridge/protocol/floor.ts';
import { figuresAnswerSchema } from '../../../bridge/protocol/rest.ts';
import { figureValue } from '../floor/figure-value.ts';
import { Formula } from '../floor/formula.tsx';
import { useRest } from '../link/use-rest.ts';
import { Icon } from '../ui/icons.tsx';
import { useLentFocus } from '../ui/use-lent-focus.ts';
import { ownDayWords } from './words.ts';

/** One's own figures of today, each with its formula a press away. */
export function OwnDayPanel({ onClose }: { onClose: () => void }) {
  const answer = useRest('own-day', figuresAnswerSchema);
  const panel = useRef<HTMLElement>(null);

  useLentFocus(panel);

  function pressed(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
  }

  return (
    <section className="own-day" ref={panel} tabIndex={-1} aria-label={ownDayWords.title} onKeyDown={pressed}>
      <header>
        <h2>{ownDayWords.title}</h2>
        <button type="button" className="quiet" aria-label={ownDayWords.close} onClick={onClose}>
          <Icon name="cross" />
        </button>
      </header>
      {answer === null && <p className="soft late">{ownDayWords.loading}</p>}
      {answer !== null && !answer.ok && <p className="tone-bad">{answer.error.message}</p>}
      {answer?.ok && answer.value.figures.map((figure) => <OwnFigure key={figure.id} figure={figure} />)}
      <p className="soft">{ownDayWords.note}</p>
    </section>
  );
}

function OwnFigure({ figure }: { figure: FigureView }) {
  const { text, unit } = figureValue(figure);
  return (
    <details className="own-figure">
      <summary>
        <span>{figure.name}</span>
        <b>
          {text}
          <small>{unit}</small>
        </b>
      </summary>
      <Formula figure={figure} />
    </details>
  );
}
