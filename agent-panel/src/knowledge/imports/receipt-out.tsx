import { useEffect, useState } from 'react';
import type { BatchRowView, BatchView } from '../../../../bridge/protocol/knowledge.ts';
import { saveText } from '../../ui/save-text.ts';
import { allRows } from './all-rows.ts';
import { receiptCsv } from './receipt-csv.ts';
import { RowTable } from './row-table.tsx';
import { words } from './words.ts';

/** Some forty sheets of paper: who needs more reads it in a table. */
const mostPrinted = 2_000;

type State =
  | { state: 'idle' }
  | { state: 'fetching' }
  | { state: 'printing'; rows: BatchRowView[]; more: boolean }
  | { state: 'failed'; message: string };

/** The whole receipt on paper or as a table, not only the page that is looked at. */
export function ReceiptOut({ batch }: { batch: BatchView }) {
  const [state, setState] = useState<State>({ state: 'idle' });
  const total = batch.counts;
  const listed = total.added + total.changed + total.expired + total.conflicting + total.rejected;

  useEffect(() => {
    if (state.state !== 'printing') return;
    const done = () => setState({ state: 'idle' });
    addEventListener('afterprint', done, { once: true });
    print();
    return () => removeEventListener('afterprint', done);
  }, [state]);

  async function fetchRows(most: number): Promise<BatchRowView[] | null> {
    setState({ state: 'fetching' });
    const found = await allRows(batch.batchId, most);
    if ('error' in found) {
      setState({ state: 'failed', message: found.error.message });
      return null;
    }
    return found.rows;
  }

  async function toPaper() {
    const rows = await fetchRows(mostPrinted);
    if (rows !== null)
      setState({ state: 'printing', rows: rows.slice(0, mostPrinted), more: listed > mostPrinted });
  }

  async function toTable() {
    const rows = await fetchRows(Number.POSITIVE_INFINITY);
    if (rows === null) return;
    saveText(words.receipt.file(batch.name), 'text/csv;charset=utf-8', receiptCsv(rows));
    setState({ state: 'idle' });
  }

  const busy = state.state === 'fetching';
  return (
    <>
      <span role="status" className={state.state === 'failed' ? 'tone-bad' : 'soft'}>
        {busy && words.receipt.preparing}
        {state.state === 'failed' && state.message}
      </span>
      <button type="button" className="act" disabled={busy} onClick={() => void toPaper()}>
        {words.receipt.print}
      </button>
      <button type="button" className="act" disabled={busy} onClick={() => void toTable()}>
        {words.receipt.csv}
      </button>
      {state.state === 'printing' && (
        <div className="on-paper">
          {state.more && <p>{words.receipt.tooMany(listed)}</p>}
          <RowTable rows={state.rows} file={batch.name} linked={false} />
        </div>
      )}
    </>
  );
}
