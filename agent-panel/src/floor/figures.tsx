import { useState } from 'react';
import type { FigureView } from '../../../bridge/protocol/floor.ts';
import { words } from '../pages/floor/words.ts';
import { Icon } from '../ui/icons.tsx';
import { remember, remembered } from '../ui/remember.ts';
import { useGlow } from '../ui/use-glow.ts';
import { chiefOf } from './chief-figures.ts';
import { figureValue } from './figure-value.ts';
import { Formula } from './formula.tsx';

interface Props {
  figures: readonly FigureView[];
  onOpen: (figure: FigureView) => void;
}

/** Today's figures, each with its formula on hover and focus; Enter leads to the calls behind it. */
export function Figures({ figures, onOpen }: Props) {
  const [all, setAll] = useState(remembered('figures') === 'all');
  const chief = chiefOf(figures);
  const shown = all ? figures : chief;
  return (
    <section className="figures" aria-label={words.figures.label}>
      <div className="figure-grid">
        {figures.length === 0 && <p className="soft">{words.figures.none}</p>}
        {shown.map((figure) => (
          <Figure key={figure.id} figure={figure} onOpen={onOpen} />
        ))}
      </div>
      {chief.length < figures.length && (
        <button
          type="button"
          className="quiet figures-more"
          aria-expanded={all}
          onClick={() => {
            remember('figures', all ? null : 'all');
            setAll(!all);
          }}
        >
          {all ? words.figures.chief : words.figures.all(figures.length)}
          <Icon name="down" size={12} />
        </button>
      )}
    </section>
  );
}

function Figure({ figure, onOpen }: { figure: FigureView; onOpen: Props['onOpen'] }) {
  const { text, unit } = figureValue(figure);
  const glow = useGlow<HTMLButtonElement>(text);
  const formulaId = `formula-${figure.id}`;
  return (
    <div className="figure">
      <button
        type="button"
        ref={glow}
        className="figure-button"
        aria-describedby={formulaId}
        onClick={() => onOpen(figure)}
      >
        <span className="figure-name">{figure.name}</span>
        <span className="figure-value">
          {text}
          <small>{unit}</small>
        </span>
      </button>
      <div className="figure-formula" id={formulaId} role="tooltip">
        <h3>{figure.name}</h3>
        <Formula figure={figure} />
      </div>
    </div>
  );
}
