import { useState } from 'react';
import type { BatchView } from '../../../../bridge/protocol/knowledge.ts';
import { batchesAnswerSchema, sourceSystemNames } from '../../../../bridge/protocol/knowledge.ts';
import { type Asked, queryOf, useAsked } from '../../link/use-asked.ts';
import { Icon } from '../../ui/icons.tsx';
import { moveInRows } from '../../ui/row-keys.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { OutcomeLine } from './outcome-bar.tsx';
import { told } from './outcomes.ts';
import { words } from './words.ts';

const pageSize = 50;
/** The most that the REST gives at once; older batches are found by their entries. */
const mostListed = 200;

export type Batches = Asked<{ batches: BatchView[]; total: number }> & { more: (() => void) | null };

export function useBatches(): Batches {
  const [limit, setLimit] = useState(pageSize);
  const asked = useAsked(`knowledge/batches${queryOf({ limit })}`, batchesAnswerSchema);
  const { answer } = asked;
  const isMore = answer?.ok && answer.value.total > limit && limit < mostListed;
  return { ...asked, more: isMore ? () => setLimit((last) => Math.min(mostListed, last + pageSize)) : null };
}

interface Props {
  batches: Batches;
  open: string | null;
  mayImport: boolean;
  onStart: () => void;
}

/** 导入批次, the newest first. */
export function BatchList({ batches: { answer, again, more }, open, mayImport, onStart }: Props) {
  const found = answer?.ok ? answer.value : null;
  return (
    <nav className="batch-list" aria-label={words.list} onKeyDown={moveInRows}>
      <header className="pane-head">
        <h2>
          {words.list} <small className="soft">{found === null ? '' : found.total}</small>
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
      {answer === null && <p className="blank late">{words.loading}</p>}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {found?.total === 0 && (
        <p className="blank">
          <b>{words.empty}</b>
          {mayImport ? words.emptyWhat : words.emptyReader}
        </p>
      )}
      {found !== null && (
        <ol>
          {found.batches.map((batch) => (
            <li key={batch.batchId}>
              <BatchLink batch={batch} current={batch.batchId === open} />
            </li>
          ))}
        </ol>
      )}
      {found !== null && more !== null && (
        <button type="button" className="plain" onClick={more}>
          {words.more(found.total - found.batches.length)}
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
