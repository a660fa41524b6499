import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import {
  type BatchView,
  batchAnswerSchema,
  batchRowsAnswerSchema,
  sourceSystemNames,
} from '../../../../bridge/protocol/knowledge.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { useRegions } from '../../link/use-regions.ts';
import { Pager } from '../../ui/pager.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { BatchActs } from './batch-acts.tsx';
import { BatchState } from './batch-list.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import type { RowOutcome } from './outcomes.ts';
import { ReceiptOut } from './receipt-out.tsx';
import { RowTable } from './row-table.tsx';
import { words } from './words.ts';

interface Props {
  me: Me;
  batchId: string;
  onChanged: () => void;
}

/** 回执: what became of each row of a delivery, and what can be done with all of it. */
export function Receipt({ me, batchId, onChanged }: Props) {
  const { answer, again } = useAsked(`knowledge/batches/${encodeURIComponent(batchId)}`, batchAnswerSchema);
  if (answer === null) return <p className="blank late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const { batch } = answer.value;
  return (
    <article className="receipt">
      <a className="plain receipt-back" href="#knowledge/imports">
        {words.receipt.back}
      </a>
      <Head batch={batch} />
      {batch.state === 'taken' && (
        <BatchActs
          me={me}
          batch={batch}
          onDone={() => {
            again();
            onChanged();
          }}
        />
      )}
      {batch.state === 'staging' && <p className="told tone-warn">{words.receipt.stagingWhat}</p>}
      <Rows batch={batch} />
    </article>
  );
}

function Head({ batch }: { batch: BatchView }) {
  const regions = useRegions();
  const now = Date.now();
  return (
    <header className="receipt-head">
      <h2>
        {batch.name} <BatchState state={batch.state} />
      </h2>
      <dl className="facts">
        <dt>{words.receipt.who}</dt>
        <dd>{batch.accountName}</dd>
        <dt>{words.receipt.when}</dt>
        <dd>{dayAndTime(batch.takenAt ?? batch.at, now)}</dd>
        <dt>{words.receipt.system}</dt>
        <dd>{sourceSystemNames[batch.system]}</dd>
        <dt>{words.receipt.format}</dt>
        <dd>{batch.format}</dd>
        <dt>{words.receipt.region}</dt>
        <dd>{regions.name(batch.regionCode)}</dd>
      </dl>
      {batch.undoneAt !== null && (
        <p className="told tone-warn">
          {words.receipt.undone(
            batch.undoneByName ?? '',
            dayAndTime(batch.undoneAt, now),
            batch.undoReason ?? '',
          )}
        </p>
      )}
    </header>
  );
}

const pageSize = 50;

function Rows({ batch }: { batch: BatchView }) {
  const [outcome, setOutcome] = useState<RowOutcome | null>(null);
  const [offset, setOffset] = useState(0);
  const path = `knowledge/batches/${encodeURIComponent(batch.batchId)}/rows`;
  const query = queryOf({ outcome, offset, limit: pageSize });
  const { answer, asking, again } = useAsked(`${path}${query}`, batchRowsAnswerSchema);
  return (
    <section className="receipt-rows" aria-label={words.receipt.rows}>
      <OutcomeBar
        counts={batch.counts}
        chosen={outcome}
        onChoose={(next) => {
          setOutcome(next);
          setOffset(0);
        }}
      />
      {answer === null && <p className="blank late">{words.loading}</p>}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && (
        <div data-old={asking || undefined}>
          <div className="rows-head">
            <Pager offset={offset} size={pageSize} total={answer.value.total} onTurn={setOffset} />
            <span className="spring" />
            <ReceiptOut batch={batch} />
          </div>
          {answer.value.rows.length > 0 ? (
            <RowTable rows={answer.value.rows} file={batch.name} linked={batch.state === 'taken'} />
          ) : (
            <p className="blank">{words.receipt.noRows}</p>
          )}
        </div>
      )}
      {batch.counts.unchanged > 0 && (
        <p className="soft">{words.receipt.unchangedNotListed(batch.counts.unchanged)}</p>
      )}
    </section>
  );
}
