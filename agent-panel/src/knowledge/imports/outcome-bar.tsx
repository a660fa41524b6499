import { Icon } from '../../ui/icons.tsx';
import { outcomeLooks } from './outcome-looks.ts';
import { type Counts, outcomes, type RowOutcome, told, totalOf } from './outcomes.ts';
import './outcome-line.css';
import { words } from './words.ts';

/** The rows of a delivery as one line: how much of it is new, changed, refused. */
export function OutcomeLine({ counts }: { counts: Counts }) {
  return (
    <div className="outcome-line" role="img" aria-label={words.bar(told(counts, words.outcomes))}>
      {outcomes
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <i
            key={outcome}
            className={`tone-${outcomeLooks[outcome].tone}`}
            data-outcome={outcome}
            style={{ flexGrow: counts[outcome] }}
          />
        ))}
    </div>
  );
}

interface Props {
  counts: Counts;
  /** null: all of them are listed */
  chosen: RowOutcome | null;
  onChoose: (outcome: RowOutcome | null) => void;
}

/** The line with its numbers in words; a word lists its rows alone. */
export function OutcomeBar({ counts, chosen, onChoose }: Props) {
  const total = totalOf(counts);
  if (total === 0) return <p className="blank">{words.nothing}</p>;
  return (
    <div className="outcome-bar">
      <OutcomeLine counts={counts} />
      <div className="outcome-words">
        <button
          type="button"
          className="outcome-word"
          aria-pressed={chosen === null}
          onClick={() => onChoose(null)}
        >
          {words.total(total)}
        </button>
        {outcomes.map((outcome) => {
          const { icon, tone } = outcomeLooks[outcome];
          const unlisted = outcome === 'unchanged';
          return (
            <button
              key={outcome}
              type="button"
              className={`outcome-word tone-${counts[outcome] > 0 ? tone : 'soft'}`}
              aria-pressed={chosen === outcome}
              disabled={counts[outcome] === 0 || unlisted}
              title={
                unlisted ? words.receipt.unchangedNotListed(counts.unchanged) : words.outcomesWhat[outcome]
              }
              onClick={() => onChoose(chosen === outcome ? null : outcome)}
            >
              <Icon name={icon} size={13} /> {words.outcomes[outcome]} <b>{counts[outcome]}</b>
            </button>
          );
        })}
      </div>
    </div>
  );
}
