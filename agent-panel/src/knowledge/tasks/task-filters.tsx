import { Icon } from '../../ui/icons.tsx';
import { kindLooks, kinds, type TaskKind, type TaskState } from './task-look.ts';
import { words } from './words.ts';

export interface TaskWish {
  kind: TaskKind | '';
  state: TaskState;
  mine: boolean;
}

interface Props {
  wish: TaskWish;
  /** open ones by kind */
  counts: Readonly<Partial<Record<TaskKind, number>>> | null;
  onWish: (change: Partial<TaskWish>) => void;
}

const states: readonly TaskState[] = ['open', 'done', 'declined'];

/** Kinds with how many are open, and which of them: open, done, declined; one's own. */
export function TaskFilters({ wish, counts, onWish }: Props) {
  const all = kinds.reduce((sum, kind) => sum + (counts?.[kind] ?? 0), 0);
  return (
    <>
      <fieldset className="count-chips" aria-label={words.kindsLabel}>
        <button
          type="button"
          className="count-chip tone-accent"
          aria-pressed={wish.kind === ''}
          onClick={() => onWish({ kind: '' })}
        >
          {words.all} {counts !== null && all}
        </button>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={`count-chip tone-${kindLooks[kind].tone}`}
            aria-pressed={wish.kind === kind}
            onClick={() => onWish({ kind: wish.kind === kind ? '' : kind })}
          >
            <Icon name={kindLooks[kind].icon} size={13} /> {words.kinds[kind]}{' '}
            {counts !== null && (counts[kind] ?? 0)}
          </button>
        ))}
      </fieldset>
      <fieldset className="count-chips task-states" aria-label={words.statesLabel}>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            className="count-chip tone-soft"
            aria-pressed={wish.state === state}
            onClick={() => onWish({ state })}
          >
            {words.states[state]}
          </button>
        ))}
        <button
          type="button"
          className="count-chip tone-accent"
          aria-pressed={wish.mine}
          onClick={() => onWish({ mine: !wish.mine })}
        >
          <Icon name={wish.mine ? 'check' : 'people'} size={13} /> {words.mine}
        </button>
      </fieldset>
    </>
  );
}
