import type { z } from 'zod';
import type { BatchView } from '../../../../bridge/protocol/knowledge.ts';
import { batchesAnswerSchema, sourceSystemNames } from '../../../../bridge/protocol/knowledge.ts';
import { Icon } from '../../ui/icons.tsx';
import { moveInRows } from '../../ui/row-keys.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { type Pages, usePages } from '../use-pages.ts';
import { OutcomeLine } from './outcome-bar.tsx';
import { told } from './outcomes.ts';
import { words } from './words.ts';

type Answer = z.output<typeof batchesAnswerSchema>;
export type Batches = Pages<BatchView, Answer>;

const rowsOf = ({ batches }: Answer) => batches;
const idOf = ({ batchId }: BatchView) => batchId;

export function useBatches(): Batches {
  return usePages('knowledge/batches', '', batchesAnswerSchema, rowsOf, idOf);
}

interface Props {
  batches: Batches;
  open: string | null;
  mayImport: boolean;
  onStart: () => void;
}

/** 导入批次, the newest first. */
export function BatchList({ batches: { head, rows, error, again, more }, open, mayImport, onStart }: Props) {
  return (
    <nav className="batch-list" aria-label={words.list} onKeyDown={moveInRows}>
      <header className="pane-head">
        <h2>
          {words.list} <small className="soft">{head?.total}</small>
        </h2>
        <span className="spring" />
        {mayImport && (
          <button
            type="button"
            className="act act-main"
            aria-current={open === null ? 'page' : undefined}
            onClick={onStart}
          >
            {words.start}
          </button>
        )}
      </header>
      {head === null && error === null && <p className="blank late">{words.loading}</p>}
      {error !== null && <Trouble error={error} onRetry={again} />}
      {head?.total === 0 && (
        <p className="blank">
          <b>{words.empty}</b>
          {mayImport ? words.emptyWhat : words.emptyReader}
        </p>
      )}
      <ol>
        {rows.map((batch) => (
          <li key={batch.batchId}>
            <BatchLink batch={batch} current={batch.batchId === open} />
          </li>
        ))}
      </ol>
      {head !== null && head.total > rows.length && (
        <button type="button" className="plain" onClick={more}>
          {words.more(head.total - rows.length)}
        </button>
      )}
    </nav>
  );
}

function BatchLink({ batch, current }: { batch: BatchView; current: boolean }) {
  return (
    <a
      className="batch-link"
      data-row
      data-undone={batch.state === 'undone' || undefined}
      href={`#knowledge/imports/${encodeURIComponent(batch.batchId)}`}
      aria-current={current ? 'page' : undefined}
    >
      <span className="batch-name">
        <b>{batch.name}</b>
        <BatchState state={batch.state} />
      </span>
      <OutcomeLine counts={batch.counts} />
      <span className="batch-counts">{told(batch.counts, words.outcomes)}</span>
      <span className="batch-facts soft">
        {sourceSystemNames[batch.system]} · {batch.accountName} · {dayAndTime(batch.at, Date.now())}
      </span>
    </a>
  );
}

const stateLooks = {
  staging: { icon: 'clock', tone: 'warn' },
  taken: { icon: 'check', tone: 'good' },
  undone: { icon: 'back', tone: 'soft' },
} as const;

export function BatchState({ state }: Pick<BatchView, 'state'>) {
  const { icon, tone } = stateLooks[state];
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon} size={13} /> {words.states[state]}
    </span>
  );
}
