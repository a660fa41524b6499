import { useState } from 'react';
import type { z } from 'zod';
import type { receiptAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import type { RowOutcome } from './outcomes.ts';
import { RowTable } from './row-table.tsx';
import { words } from './words.ts';

interface Props {
  receipt: z.output<typeof receiptAnswerSchema>;
  file: string;
}

/** What an import would come to. */
export function DryRun({ receipt, file }: Props) {
  const [outcome, setOutcome] = useState<RowOutcome | null>(null);
  const { counts, moreRows } = receipt;
  const rows = receipt.rows.filter((row) => outcome === null || row.outcome === outcome);
  return (
    <section className="dry-run" aria-label={words.form.dryTold}>
      <h3>
        <span className="tag tone-warn">{words.form.dry}</span> {words.form.dryTold}
      </h3>
      <OutcomeBar counts={counts} chosen={outcome} onChoose={setOutcome} />
      {rows.length > 0 && <RowTable rows={rows} file={file} linked={false} />}
      {counts.unchanged > 0 && <p className="soft">{words.receipt.unchangedNotListed(counts.unchanged)}</p>}
      {moreRows && <p className="soft">{words.form.seen(receipt.rows.length)}</p>}
    </section>
  );
}
